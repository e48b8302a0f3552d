namespace Marketplace.Core.Search;

/// <summary>How far two words are apart.</summary>
public static class Spelling
{
    /// <summary>Letters added, dropped, changed or swapped with their neighbour (optimal string alignment): PostgreSQL's levenshtein counts a swap as two.</summary>
    public static int Distance(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                rows[i, j] = i == 0 ? j : j == 0 ? i : Step(rows, left, right, i, j);
            }
        }

        return rows[left.Length, right.Length];
    }

    private static int Step(int[,] rows, string left, string right, int i, int j)
    {
        var best = Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1;
        best = Math.Min(best, rows[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
        var swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
        return swapped ? Math.Min(best, rows[i - 2, j - 2] + 1) : best;
    }
}
