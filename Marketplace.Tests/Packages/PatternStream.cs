using System.Security.Cryptography;

namespace Marketplace.Tests.Packages;

/// <summary>Bytes that cost nothing to make and differ at every place: a random pattern of prime length, again and again.</summary>
internal sealed class PatternStream(long length) : Stream
{
    private static readonly byte[] Pattern = Make();
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public static async Task<string> HashAsync(long length)
    {
        await using var stream = new PatternStream(length);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream));
    }

    /// <summary>The bytes at a place.</summary>
    public static void Fill(Span<byte> buffer, long offset)
    {
        for (var filled = 0; filled < buffer.Length;)
        {
            var from = (int)((offset + filled) % Pattern.Length);
            var count = Math.Min(buffer.Length - filled, Pattern.Length - from);
            Pattern.AsSpan(from, count).CopyTo(buffer[filled..]);
            filled += count;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, length - position);
        Fill(buffer[..count], position);
        position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // A prime length: no block of the upload begins where another does.
    private static byte[] Make()
    {
        var pattern = new byte[1_048_573];
        new Random(20_261_128).NextBytes(pattern);
        return pattern;
    }
}
