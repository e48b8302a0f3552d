using System.Collections.Concurrent;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Selling;

namespace Marketplace.Web.Hosting;

/// <summary>Foreign origins that the page being rendered really uses; they go into its Content-Security-Policy.</summary>
internal sealed class PageOrigins(StoreOrigins store)
{
    private readonly SortedSet<string> images = new(StringComparer.Ordinal);

    public IEnumerable<string> Images => images;

    /// <summary>The page uploads straight to the store.</summary>
    public bool Uploads { get; set; }

    public void AddImage(string url)
    {
        if (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            var origin = uri.GetLeftPart(UriPartial.Authority);
            images.Add(origin);
            store.Add(origin);
        }
    }
}

/// <summary>Origins of the file store: configured as <c>Media:Origin</c> or learnt from addresses the Api handed out.</summary>
internal sealed class StoreOrigins
{
    private readonly ConcurrentDictionary<string, byte> origins = new(StringComparer.Ordinal);
    private volatile bool knowsUploads;

    public StoreOrigins(IConfiguration configuration)
    {
        if (Uri.TryCreate(configuration["Media:Origin"], UriKind.Absolute, out var origin))
        {
            Add(origin.GetLeftPart(UriPartial.Authority));
        }
    }

    public IEnumerable<string> All => origins.Keys.Order(StringComparer.Ordinal);

    public void Add(string origin) => origins.TryAdd(origin, 0);

    /// <summary>Asks where uploads go, once: the first page that uploads must know it already, whichever replica serves it.</summary>
    public async Task LearnAsync(SellingClient selling, CancellationToken cancellationToken)
    {
        if (knowsUploads)
        {
            return;
        }

        try
        {
            Add((await selling.GetStoreAsync(cancellationToken)).UploadOrigin);
            knowsUploads = true;
        }
        catch (ApiProblemException)
        {
            // The page still works: its form goes through this host.
        }
    }
}
