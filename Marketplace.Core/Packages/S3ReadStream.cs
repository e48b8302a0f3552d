using Amazon.S3;
using Amazon.S3.Model;

namespace Marketplace.Core.Packages;

/// <summary>Reads an object by ranges of 4 MiB, one of them in memory at a time; an object that changes meanwhile ends the reading.</summary>
internal sealed class S3ReadStream(IAmazonS3 client, string bucket, string key, long length, string etag) : Stream
{
    private const int RangeBytes = 4 << 20;

    private byte[] buffer = [];
    private long bufferAt;
    private int bufferFilled;
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        if (position >= length || destination.Length == 0)
        {
            return 0;
        }

        if (position < bufferAt || position >= bufferAt + bufferFilled)
        {
            await FetchAsync(cancellationToken);
        }

        var from = (int)(position - bufferAt);
        var count = Math.Min(destination.Length, bufferFilled - from);
        buffer.AsMemory(from, count).CopyTo(destination);
        position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] destination, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(destination.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] destination, int offset, int count) =>
        throw new NotSupportedException("Bytes come over the network: read them asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] source, int offset, int count) => throw new NotSupportedException();

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        var wanted = (int)Math.Min(RangeBytes, length - position);
        var request = new GetObjectRequest { BucketName = bucket, Key = key, ByteRange = new ByteRange(position, position + wanted - 1), EtagToMatch = etag };
        using var answer = await client.GetObjectAsync(request, cancellationToken);
        if (buffer.Length < wanted)
        {
            buffer = new byte[wanted];
        }

        // Until all of it is there the old bytes are void.
        bufferFilled = 0;
        await answer.ResponseStream.ReadExactlyAsync(buffer.AsMemory(0, wanted), cancellationToken);
        (bufferAt, bufferFilled) = (position, wanted);
    }
}
