using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Marketplace.Core.Brain.Retrieval.Vectors;

/// <summary>A row of the matrix without its numbers.</summary>
internal readonly record struct MatrixRow(Guid Id, Guid ProductId, Guid VersionId, DocumentKind Kind);

/// <summary>
/// Vectors in memory, a byte a number: exact search reads each of them. A snapshot: growing gives a new one that shares what is there,
/// so readers are never disturbed. One writer at a time.
/// </summary>
internal sealed class VectorMatrix
{
    private const int QueryScale = 4_095;
    private const int RowsPerPart = 4_096;

    private readonly int dimensions;
    private readonly sbyte[] numbers;
    private readonly float[] scales;
    private readonly MatrixRow[] rows;
    private readonly HashSet<Guid> known;
    private readonly HashSet<Guid> removed;

    private VectorMatrix(int dimensions, int count, sbyte[] numbers, float[] scales, MatrixRow[] rows, HashSet<Guid> known, HashSet<Guid> removed) =>
        (this.dimensions, Count, this.numbers, this.scales, this.rows, this.known, this.removed) = (dimensions, count, numbers, scales, rows, known, removed);

    public static VectorMatrix Empty(int dimensions) => new(dimensions, 0, [], [], [], [], []);

    public int Dimensions => dimensions;

    public int Count { get; }

    public int Live => Count - removed.Count;

    public VectorMatrix With(IReadOnlyList<(MatrixRow Row, float[] Values)> added)
    {
        var fresh = added.Where(item => !known.Contains(item.Row.Id) && item.Values.Length == dimensions).ToList();
        var count = Count + fresh.Count;
        var (grownNumbers, grownScales, grownRows) = (numbers, scales, rows);
        if (count > rows.Length)
        {
            var capacity = Math.Max(count, rows.Length + (rows.Length / 2));
            grownNumbers = Grow(numbers, (long)capacity * dimensions, (long)Count * dimensions);
            grownScales = Grow(scales, capacity, Count);
            grownRows = Grow(rows, capacity, Count);
        }

        for (var i = 0; i < fresh.Count; i++)
        {
            var at = Count + i;
            grownScales[at] = Quantise(fresh[i].Values, grownNumbers.AsSpan(at * dimensions, dimensions));
            grownRows[at] = fresh[i].Row;
            known.Add(fresh[i].Row.Id);
        }

        return new(dimensions, count, grownNumbers, grownScales, grownRows, known, removed);
    }

    /// <summary>Keeps those whose ids are given.</summary>
    public VectorMatrix Only(HashSet<Guid> living) => new(dimensions, Count, numbers, scales, rows, known, [.. known.Where(id => !living.Contains(id))]);

    /// <returns>Best first; equal ones by id.</returns>
    public List<(MatrixRow Row, float Score)> Search(ReadOnlySpan<float> vector, int top, Func<MatrixRow, bool>? filter)
    {
        var query = new short[dimensions];
        var largest = TensorPrimitives.MaxMagnitude(vector);
        if (vector.Length != dimensions || largest == 0 || float.IsNaN(largest))
        {
            return [];
        }

        var scale = MathF.Abs(largest) / QueryScale;
        for (var i = 0; i < dimensions; i++)
        {
            query[i] = (short)MathF.Round(vector[i] / scale);
        }

        var length = TensorPrimitives.Norm(vector);
        var parts = (Count + RowsPerPart - 1) / RowsPerPart;
        var best = new List<(MatrixRow Row, float Score)>[parts];
        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = 2 }, part => best[part] = SearchPart(part, query, scale / length, top, filter));
        return [.. best.SelectMany(part => part).OrderByDescending(row => row.Score).ThenBy(row => row.Row.Id).Take(top)];
    }

    private List<(MatrixRow Row, float Score)> SearchPart(int part, short[] query, float scale, int top, Func<MatrixRow, bool>? filter)
    {
        var heap = new PriorityQueue<int, (float, Guid)>(top + 1, Weakest);
        var end = Math.Min(Count, (part + 1) * RowsPerPart);
        for (var i = part * RowsPerPart; i < end; i++)
        {
            if (filter is not null && !filter(rows[i]))
            {
                continue;
            }

            var score = Dot(numbers.AsSpan(i * dimensions, dimensions), query) * scales[i] * scale;
            if (heap.Count < top || (heap.TryPeek(out _, out var weakest) && score >= weakest.Item1))
            {
                if (removed.Contains(rows[i].Id))
                {
                    continue;
                }

                heap.Enqueue(i, (score, rows[i].Id));
                if (heap.Count > top)
                {
                    heap.Dequeue();
                }
            }
        }

        return [.. heap.UnorderedItems.Select(item => (rows[item.Element], item.Priority.Item1))];
    }

    private static readonly IComparer<(float Score, Guid Id)> Weakest = Comparer<(float Score, Guid Id)>.Create(
        (left, right) => left.Score != right.Score ? left.Score.CompareTo(right.Score) : right.Id.CompareTo(left.Id));

    /// <returns>What a unit of a byte is worth in a row of length one.</returns>
    internal static float Quantise(ReadOnlySpan<float> values, Span<sbyte> into)
    {
        var largest = MathF.Abs(TensorPrimitives.MaxMagnitude(values));
        var length = TensorPrimitives.Norm(values);
        if (largest == 0 || float.IsNaN(largest))
        {
            into.Clear();
            return 0;
        }

        for (var i = 0; i < values.Length; i++)
        {
            into[i] = (sbyte)MathF.Round(values[i] / largest * sbyte.MaxValue);
        }

        return largest / sbyte.MaxValue / length;
    }

    /// <summary>At 127 × 4,095 a product, 32-bit sums hold rows of four thousand numbers.</summary>
    internal static int Dot(ReadOnlySpan<sbyte> row, ReadOnlySpan<short> query)
    {
        var sum = 0;
        var i = 0;
        ref var rowStart = ref MemoryMarshal.GetReference(row);
        ref var queryStart = ref MemoryMarshal.GetReference(query);
        if (Avx2.IsSupported)
        {
            var sums = Vector256<int>.Zero;
            for (; i <= row.Length - Vector128<sbyte>.Count; i += Vector128<sbyte>.Count)
            {
                var wide = Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref rowStart, (nuint)i));
                sums += Avx2.MultiplyAddAdjacent(wide, Vector256.LoadUnsafe(ref queryStart, (nuint)i));
            }

            sum = Vector256.Sum(sums);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            var sums = Vector128<int>.Zero;
            for (; i <= row.Length - Vector128<sbyte>.Count; i += Vector128<sbyte>.Count)
            {
                var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref rowStart, (nuint)i));
                sums += Products(low, Vector128.LoadUnsafe(ref queryStart, (nuint)i)) + Products(high, Vector128.LoadUnsafe(ref queryStart, (nuint)(i + 8)));
            }

            sum = Vector128.Sum(sums);
        }

        for (; i < row.Length; i++)
        {
            sum += row[i] * query[i];
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Products(Vector128<short> left, Vector128<short> right)
    {
        var (leftLow, leftHigh) = Vector128.Widen(left);
        var (rightLow, rightHigh) = Vector128.Widen(right);
        return (leftLow * rightLow) + (leftHigh * rightHigh);
    }

    private static T[] Grow<T>(T[] values, long capacity, long count)
    {
        var grown = new T[capacity];
        Array.Copy(values, grown, count);
        return grown;
    }
}
