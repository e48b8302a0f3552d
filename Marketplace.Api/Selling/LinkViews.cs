using Marketplace.Contracts.Selling;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Selling;

/// <summary>What the visits to listings' addresses found; an address that was changed since is not visited yet.</summary>
internal static class LinkViews
{
    public static async Task<Dictionary<Guid, IReadOnlyList<LinkCheckView>>> LoadAsync(MarketplaceDb db, IReadOnlyCollection<Product> products, CancellationToken cancellationToken)
    {
        var ids = products.Select(product => product.Id).ToList();
        var checks = await db.LinkChecks.AsNoTracking().Where(check => ids.Contains(check.ProductId)).ToListAsync(cancellationToken);
        return products.ToDictionary(product => product.Id, product => (IReadOnlyList<LinkCheckView>)
        [
            .. Find(product, LinkKind.Demo, product.DemoUrl, LinkName.Demo, checks),
            .. Find(product, LinkKind.Docs, product.DocsUrl, LinkName.Docs, checks),
        ]);
    }

    private static IEnumerable<LinkCheckView> Find(Product product, LinkKind kind, string? url, LinkName name, List<LinkCheck> checks)
    {
        if (url is not null)
        {
            var check = checks.Find(found => found.ProductId == product.Id && found.Kind == kind && found.Url == url);
            yield return new(name, url, check?.IsReachable ?? false, check?.Status, check?.Problem, check?.CheckedAt);
        }
    }
}
