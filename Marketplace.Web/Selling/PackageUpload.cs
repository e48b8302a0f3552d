using System.Buffers;
using System.Net;
using System.Security.Cryptography;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Packages;

namespace Marketplace.Web.Selling;

/// <summary>Passes a package on to the store, block by block, while it arrives.</summary>
internal sealed class PackageUpload : IDisposable
{
    private const int ChunkBytes = 81_920;

    // Not from the factory: its time limits and retries are for short calls, and a half-sent stream cannot be sent again.
    private readonly HttpClient store = new(new SocketsHttpHandler()) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Returns the SHA-256 of what was sent, in lower-case hex.</summary>
    public async Task<string> SendAsync(MultipartPackage package, UploadTargetView target, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var block in target.Blocks.OrderBy(block => block.Offset))
        {
            using var content = new BlockContent(package, block.LengthBytes, hash);
            using var response = await store.PutAsync(block.Url, content, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                throw new ApiProblemException(503, "unavailable", "The file store refused the package",
                    $"It answered {(int)response.StatusCode}. Please try again.", new Dictionary<string, string[]>());
            }
        }

        await package.EnsureEndAsync(cancellationToken);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose() => store.Dispose();

    private sealed class BlockContent(MultipartPackage package, long length, IncrementalHash hash) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
            try
            {
                for (var left = length; left > 0;)
                {
                    var read = await package.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancellationToken);
                    hash.AppendData(buffer, 0, read);
                    await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                    left -= read;
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }
}
