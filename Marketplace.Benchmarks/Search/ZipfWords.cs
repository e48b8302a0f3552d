using System.Text;

namespace Marketplace.Benchmarks.Search;

/// <summary>Pronounceable made-up words; the n-th is drawn in proportion to 1/(n + 10), as in texts without stop words.</summary>
internal sealed class ZipfWords
{
    private readonly List<string> _words;
    private readonly double[] _cumulated;

    public ZipfWords(Random random, int count)
    {
        Random = random;
        var known = new HashSet<string>(StringComparer.Ordinal);
        while (known.Count < count)
        {
            known.Add(Make(random));
        }

        _words = [.. known];
        _cumulated = new double[count];
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            _cumulated[i] = sum += 1.0 / (i + 10);
        }
    }

    public Random Random { get; }

    public string this[int rank] => _words[rank];

    public string Next()
    {
        var found = Array.BinarySearch(_cumulated, Random.NextDouble() * _cumulated[^1]);
        return _words[Math.Min(_words.Count - 1, found < 0 ? ~found : found)];
    }

    public string Take(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Next()));

    private static string Make(Random random)
    {
        var word = new StringBuilder();
        for (var syllables = random.Next(2, 5); syllables > 0; syllables--)
        {
            word.Append("bcdfghjklmnprstvwz"[random.Next(18)]).Append("aeiou"[random.Next(5)]);
        }

        return word.Append("klnrt"[random.Next(5)]).ToString();
    }
}
