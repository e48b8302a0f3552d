namespace Marketplace.Migrations.Demo;

/// <summary>SplitMix64: the same text gives the same numbers on every runtime, which <see cref="Random"/> does not promise.</summary>
internal sealed class DemoRandom
{
    private ulong state;

    public DemoRandom(string seed)
    {
        state = 14695981039346656037;
        foreach (var letter in seed)
        {
            state = (state ^ letter) * 1099511628211;
        }
    }

    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    public int Next(int exclusiveMax) => (int)(NextDouble() * exclusiveMax);

    public double Between(double low, double high) => low + (high - low) * NextDouble();

    public T Pick<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    public Guid NextGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, Next());
        BitConverter.TryWriteBytes(bytes[8..], Next());
        return new Guid(bytes);
    }

    private ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
