using Marketplace.Core.Outbox;

namespace Marketplace.Core.Catalog;

public sealed record MediaRemoved(string Key, IReadOnlyList<int> Widths) : IOutboxEvent
{
    public static string Name => "catalog.media_removed";
}

/// <summary>Deletes a removed picture's files after the commit: until then the listing still shows them.</summary>
public sealed class RemoveMedia(IMediaStore media) : IOutboxHandler<MediaRemoved>
{
    public Task HandleAsync(MediaRemoved message, CancellationToken cancellationToken) =>
        DeleteAsync(media, message.Key, message.Widths, cancellationToken);

    internal static async Task DeleteAsync(IMediaStore media, string key, IEnumerable<int> widths, CancellationToken cancellationToken)
    {
        foreach (var width in widths)
        {
            await media.DeleteMediaAsync(ProductImage.BlobName(key, width), cancellationToken);
        }
    }
}
