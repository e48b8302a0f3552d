using System.Buffers;

namespace Marketplace.Core.Packages;

/// <summary>Small reads of a stream whose every read may be a request to the store.</summary>
internal sealed class ZipWindow(Stream stream) : IDisposable
{
    private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(128 << 10);
    private long start;
    private int length;

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    /// <returns>Bytes read, 0 at the end of the stream.</returns>
    public async ValueTask<int> ReadAsync(long offset, Memory<byte> target, CancellationToken cancellationToken)
    {
        if (offset < start || offset >= start + length)
        {
            if (stream.Position != offset)
            {
                stream.Seek(offset, SeekOrigin.Begin);
            }

            start = offset;
            length = 0;
            length = await stream.ReadAsync(buffer, cancellationToken);
        }

        var from = (int)(offset - start);
        var count = Math.Min(target.Length, length - from);
        buffer.AsMemory(from, count).CopyTo(target);
        return count;
    }

    public async ValueTask<bool> ReadExactlyAsync(long offset, Memory<byte> target, CancellationToken cancellationToken)
    {
        while (target.Length > 0)
        {
            var read = await ReadAsync(offset, target, cancellationToken);
            if (read == 0)
            {
                return false;
            }

            offset += read;
            target = target[read..];
        }

        return true;
    }
}

/// <summary>
/// An entry's packed bytes and none beyond. DeflateStream reads ahead and does not tell how far it got; given the last bytes one by one
/// it stops where the data ends, so that bytes hidden behind it are seen to be left over.
/// </summary>
internal sealed class ZipEntryBytes(ZipWindow window, long offset, long length) : Stream
{
    private const int SingleBytes = 16;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var rest = length - Position;
        var wanted = rest > SingleBytes ? (int)Math.Min(buffer.Length, rest - SingleBytes) : (int)Math.Min(Math.Min(rest, 1), buffer.Length);
        var read = wanted <= 0 ? 0 : await window.ReadAsync(offset + Position, buffer[..wanted], cancellationToken);
        Position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
