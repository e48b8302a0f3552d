using System.Numerics.Tensors;

namespace Marketplace.Core.Brain.Retrieval.Embedding;

/// <summary>Words and their letters, thrown into 384 places by a stable hash with a sign: equal words meet, unequal ones cancel out on average.</summary>
internal static class HashEmbedder
{
    public const int Dimensions = 384;
    private const int ShortestGram = 3;
    private const int LongestGram = 5;

    /// <summary>What the letters of a word weigh beside the word.</summary>
    private const float GramWeight = 0.6f;

    /// <summary>Adds the terms to <paramref name="vector"/> and makes it a unit vector; zero stays zero.</summary>
    public static void Embed(IReadOnlyDictionary<string, float> weights, Span<float> vector)
    {
        foreach (var (term, weight) in weights)
        {
            Add(vector, Hash(term, 17), weight);
            AddGrams(vector, term, weight * GramWeight);
        }

        Normalise(vector);
    }

    public static void Normalise(Span<float> vector)
    {
        var length = TensorPrimitives.Norm(vector);
        if (length > 0)
        {
            TensorPrimitives.Divide(vector, length, vector);
        }
    }

    private static void AddGrams(Span<float> vector, string term, float weight)
    {
        Span<char> marked = stackalloc char[Math.Min(term.Length, 48) + 2];
        marked[0] = '^';
        term.AsSpan(0, marked.Length - 2).CopyTo(marked[1..]);
        marked[^1] = '$';
        var grams = 0;
        for (var size = ShortestGram; size <= LongestGram; size++)
        {
            grams += Math.Max(0, marked.Length - size + 1);
        }

        var each = weight / MathF.Sqrt(Math.Max(1, grams));
        for (var size = ShortestGram; size <= LongestGram; size++)
        {
            for (var i = 0; i + size <= marked.Length; i++)
            {
                Add(vector, Hash(marked.Slice(i, size), 31), each);
            }
        }
    }

    private static void Add(Span<float> vector, ulong hash, float weight) => vector[(int)(hash % Dimensions)] += (hash >> 63) == 0 ? weight : -weight;

    /// <summary>FNV-1a with a final mix: the same in every process and on every machine.</summary>
    private static ulong Hash(ReadOnlySpan<char> text, ulong seed)
    {
        var hash = 14695981039346656037UL ^ seed;
        foreach (var letter in text)
        {
            hash = (hash ^ letter) * 1099511628211UL;
        }

        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccdUL;
        hash ^= hash >> 33;
        hash *= 0xc4ceb9fe1a85ec53UL;
        return hash ^ (hash >> 33);
    }
}
