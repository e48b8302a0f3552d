using Marketplace.Api.Catalog;
using Marketplace.Contracts.Catalog;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Orders;
using Marketplace.Core.Packages;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Orders;

/// <summary>What order lines show besides themselves, read at once for all lines of a page.</summary>
internal sealed class LineContext
{
    private Dictionary<Guid, (ProductImage Image, string Title)> Covers { get; init; } = [];

    private Dictionary<Guid, SellerBadgeView> Sellers { get; init; } = [];

    private Dictionary<Guid, string> Versions { get; init; } = [];

    private Dictionary<Guid, int> DownloadCounts { get; init; } = [];

    public static async Task<LineContext> LoadAsync(MarketplaceDb db, IReadOnlyCollection<OrderLine> lines, CancellationToken cancellationToken)
    {
        var products = lines.Select(line => line.ProductId).Distinct().ToList();
        var sellers = lines.Select(line => line.SellerId).Distinct().ToList();
        var lineIds = lines.Select(line => line.Id).ToList();
        var covers = await db.Products.Where(product => products.Contains(product.Id))
            .SelectMany(product => product.Images.Where(image => image.Position == 0), (product, image) => new { product.Title, Image = image })
            .AsNoTracking().ToListAsync(cancellationToken);
        var versions = await db.PackageVersions.Where(version => products.Contains(version.ProductId) && version.State == PackageState.Ready)
            .Select(version => new { version.ProductId, version.Version, version.YankedAt }).ToListAsync(cancellationToken);
        return new()
        {
            Covers = covers.ToDictionary(row => row.Image.ProductId, row => (row.Image, row.Title)),
            Sellers = await SellerBadges.LoadAsync(db, sellers, cancellationToken),
            Versions = versions.GroupBy(row => row.ProductId).ToDictionary(group => group.Key, group => VersionPolicy.Newest(group, row => row.Version, row => row.YankedAt is not null)!.Version),
            DownloadCounts = await db.Downloads.Where(download => lineIds.Contains(download.OrderLineId)).GroupBy(download => download.OrderLineId)
                .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancellationToken),
        };
    }

    public ImageView? Cover(Guid productId, IFileStore files) => Covers.TryGetValue(productId, out var cover) ? cover.Image.ToView(cover.Title, files) : null;

    public SellerBadgeView Seller(Guid sellerId) => Sellers[sellerId];

    public string? LatestVersion(Guid productId) => Versions.GetValueOrDefault(productId);

    public int Downloads(Guid lineId) => DownloadCounts.GetValueOrDefault(lineId);
}
