using System.Buffers;
using System.Security.Cryptography;
using Marketplace.Core.Packages.Passport;
using Marketplace.Core.Packages.Signing;

namespace Marketplace.Core.Packages;

/// <param name="Refusal">Why it cannot be offered, in plain words; null when it can.</param>
internal sealed record PackageReading(string? Refusal, PackageContent? Content, PackagePassport? Passport);

/// <summary>Reads a stored package from its first to its last byte: is it whole and safe, what is inside, and the signed manifest of it. Memory does not grow with the package.</summary>
public sealed class ReadPackage(IFileStore files, PackageScanner scanner, ManifestStore manifests, TimeProvider time)
{
    private const int BufferBytes = 64 << 10;

    internal async Task<PackageReading> ExecuteAsync(PackageVersion version, string title, string key, CancellationToken cancellationToken)
    {
        await using var stream = await files.OpenReadAsync(key, cancellationToken);
        var sha256 = await HashAsync(stream, cancellationToken);
        if (version.ExpectedSha256 is { } expected && expected != sha256)
        {
            return new("The bytes differ from the ones that were announced: their SHA-256 is another. Upload the package again.", null, null);
        }

        stream.Seek(0, SeekOrigin.Begin);
        var scan = await scanner.ScanAsync(stream, cancellationToken);
        if (scan.Refusal is not null)
        {
            return new(scan.Refusal, null, null);
        }

        var manifest = new VersionManifest(
            1, version.ProductId, title, version.Version, stream.Length, sha256, time.GetUtcNow(), [.. scan.Files.Select(file => new ManifestFile(file.Path, file.SizeBytes, file.Sha256))]);
        var digest = await manifests.WriteAsync(manifest, version.Id, cancellationToken);
        return new(null, new(stream.Length, sha256, [.. scan.Files.Select(file => new PackageFile(file.Path, file.SizeBytes))], digest), scan.Passport);
    }

    private static async Task<string> HashAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                hash.AppendData(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
