using System.Numerics.Tensors;

namespace Marketplace.Core.Brain.Retrieval.Embedding;

/// <summary>A text as numbers of terms and their weights; unit length.</summary>
internal sealed record SparseText(int[] Terms, float[] Weights);

/// <summary>
/// Latent semantic analysis: the space in which most of what distinguishes the texts lies, found by randomised subspace iteration
/// (Halko, Martinsson, Tropp 2011). Cosines need the space only, not its axes, so no decomposition follows. The same texts give the same space.
/// </summary>
internal static class LatentSpace
{
    public const int Dimensions = 128;
    private const int Rounds = 4;
    private const int Seed = 20260301;

    /// <returns>One row of <see cref="Dimensions"/> numbers per term.</returns>
    public static float[] Fit(IReadOnlyList<SparseText> texts, int terms, CancellationToken cancellationToken)
    {
        var space = Start(terms);
        for (var round = 0; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Orthonormalise(space, terms);
            space = Apply(texts, space, terms);
        }

        Orthonormalise(space, terms);
        return space;
    }

    public static void Fold(SparseText text, ReadOnlySpan<float> space, Span<float> into)
    {
        for (var i = 0; i < text.Terms.Length; i++)
        {
            TensorPrimitives.MultiplyAdd(space.Slice(text.Terms[i] * Dimensions, Dimensions), text.Weights[i], into, into);
        }
    }

    private static float[] Start(int terms)
    {
        var random = new Random(Seed);
        var space = new float[terms * Dimensions];
        for (var i = 0; i < space.Length; i++)
        {
            space[i] = (float)Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * (float)Math.Cos(2 * Math.PI * random.NextDouble());
        }

        return space;
    }

    /// <summary>AᵀA·Q, text by text.</summary>
    private static float[] Apply(IReadOnlyList<SparseText> texts, float[] space, int terms)
    {
        var result = new float[terms * Dimensions];
        var folded = new float[Dimensions];
        foreach (var text in texts)
        {
            Array.Clear(folded);
            Fold(text, space, folded);
            for (var i = 0; i < text.Terms.Length; i++)
            {
                var row = result.AsSpan(text.Terms[i] * Dimensions, Dimensions);
                TensorPrimitives.MultiplyAdd(folded, text.Weights[i], row, row);
            }
        }

        return result;
    }

    /// <summary>Modified Gram-Schmidt over the columns; twice, since once loses digits in float. A column that is left with nothing becomes zero.</summary>
    private static void Orthonormalise(float[] space, int terms)
    {
        var columns = Transpose(space, terms, Dimensions);
        for (var column = 0; column < Dimensions; column++)
        {
            var current = columns.AsSpan(column * terms, terms);
            var before = TensorPrimitives.Norm<float>(current);
            for (var pass = 0; pass < 2; pass++)
            {
                for (var earlier = 0; earlier < column; earlier++)
                {
                    var other = columns.AsSpan(earlier * terms, terms);
                    TensorPrimitives.MultiplyAdd(other, -TensorPrimitives.Dot<float>(current, other), current, current);
                }
            }

            var length = TensorPrimitives.Norm<float>(current);
            if (length > before * 1e-4f && length > 0)
            {
                TensorPrimitives.Divide(current, length, current);
            }
            else
            {
                current.Clear();
            }
        }

        Transpose(columns, Dimensions, terms).CopyTo(space, 0);
    }

    private static float[] Transpose(float[] values, int rows, int columns)
    {
        var result = new float[values.Length];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                result[(column * rows) + row] = values[(row * columns) + column];
            }
        }

        return result;
    }
}
