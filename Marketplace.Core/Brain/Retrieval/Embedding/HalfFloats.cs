using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Marketplace.Core.Brain.Retrieval.Embedding;

/// <summary>Vectors at rest: two bytes a number, little-endian; exact to three digits, which is more than their meaning has.</summary>
internal static class HalfFloats
{
    public static byte[] ToBytes(ReadOnlySpan<float> values)
    {
        var halves = new Half[values.Length];
        TensorPrimitives.ConvertToHalf(values, halves);
        return MemoryMarshal.AsBytes<Half>(halves).ToArray();
    }

    public static float[] FromBytes(ReadOnlySpan<byte> bytes)
    {
        var values = new float[bytes.Length / 2];
        TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes), values);
        return values;
    }
}
