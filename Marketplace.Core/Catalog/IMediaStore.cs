namespace Marketplace.Core.Catalog;

/// <summary>Where pictures live: written by us, read by everybody.</summary>
public interface IMediaStore
{
    /// <summary>Writes to the public media container; <see cref="PublicUrl"/> reads it.</summary>
    Task WriteMediaAsync(string key, Stream content, string contentType, CancellationToken cancellationToken);

    Task DeleteMediaAsync(string key, CancellationToken cancellationToken);

    Uri PublicUrl(string key);
}
