namespace Marketplace.Benchmarks.Selling;

/// <summary>Takes everything, keeps nothing, and looks now and then at what is still alive.</summary>
internal sealed class CountingStream : Stream
{
    private const int LookEvery = 64;
    private int writes;

    public long Bytes { get; private set; }

    public long MostLive { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => Bytes;

    public override long Position
    {
        get => Bytes;
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        Bytes += count;
        if (writes++ % LookEvery == 0)
        {
            MostLive = Math.Max(MostLive, GC.GetTotalMemory(forceFullCollection: true));
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
