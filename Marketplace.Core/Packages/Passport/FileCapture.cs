using System.Buffers;
using System.Security.Cryptography;

namespace Marketplace.Core.Packages.Passport;

/// <summary>One file on its way: the hash of all of it and as many of its first bytes as somebody will look at.</summary>
internal sealed class FileCapture(string path, long announcedBytes, int nestedBytes) : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] buffer = [];
    private int length;
    private long total;

    public string Path => path;

    public long SizeBytes => total;

    public bool IsWhole => total == length;

    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, length);

    public MemoryStream OpenRead() => new(buffer, 0, length, writable: false);

    public string Sha256() => Convert.ToHexStringLower(hash.GetHashAndReset());

    public void Append(ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(bytes);
        total += bytes.Length;
        var wanted = Math.Min(length + bytes.Length, Capacity(bytes));
        if (wanted > buffer.Length)
        {
            Grow(wanted);
        }

        // Once something was left out, what follows is not the beginning any more.
        var fits = total - bytes.Length == length ? Math.Min(bytes.Length, wanted - length) : 0;
        if (fits > 0)
        {
            bytes[..fits].CopyTo(buffer.AsSpan(length));
            length += fits;
        }
    }

    public void Dispose()
    {
        hash.Dispose();
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private int Capacity(ReadOnlySpan<byte> bytes) =>
        ArchiveKind.IsZip(length >= 4 ? Bytes : bytes) ? nestedBytes
        : ManifestNames.IsManifest(path) ? PackagePolicy.ManifestBytes
        : PackagePolicy.TextScanBytes;

    private void Grow(int wanted)
    {
        var step = Math.Max(wanted, (int)Math.Min(announcedBytes, Math.Max(PackagePolicy.TextScanBytes, buffer.Length * 4L)));
        var larger = ArrayPool<byte>.Shared.Rent(step);
        Bytes.CopyTo(larger);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        buffer = larger;
    }
}
