using Marketplace.Contracts.Orders;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Packages;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Orders;

/// <summary>The versions that a bought line may be updated to.</summary>
internal sealed class UpdateReader(MarketplaceDb db)
{
    public async Task<UpdatesView> ReadAsync(OrderLine line, CancellationToken cancellationToken)
    {
        var rows = await db.PackageVersions.AsNoTracking().Where(version => version.ProductId == line.ProductId && version.State == PackageState.Ready)
            .Select(version => new Row(
                version.Id, version.Version, version.ReadyAt ?? version.CreatedAt, version.ChangelogHtml, version.SizeBytes ?? 0, version.Sha256!, version.YankedAt, version.YankReason))
            .ToListAsync(cancellationToken);
        var newest = VersionPolicy.Newest(rows, row => row.Version, row => row.YankedAt is not null);
        var ordered = rows.OrderByDescending(row => row.Version, VersionPolicy.Ascending).ToList();
        var slug = await db.Products.Where(product => product.Id == line.ProductId).Select(product => product.Slug).SingleOrDefaultAsync(cancellationToken);
        return new(line.ProductId, slug ?? line.Slug, line.Title, newest?.Version, [.. ordered.Select((row, index) => ToView(row, index + 1 < ordered.Count ? ordered[index + 1] : null, row == newest))]);
    }

    private static UpdateVersionView ToView(Row row, Row? before, bool isNewest) => new(
        row.Id, row.Version, row.PublishedAt, row.YankedAt ?? row.PublishedAt, row.ChangelogHtml, row.SizeBytes, row.Sha256, isNewest,
        before is not null && SemanticVersion.IsBreaking(before.Version, row.Version),
        row.YankedAt is null ? null : row.YankReason ?? "");

    private sealed record Row(Guid Id, string Version, DateTimeOffset PublishedAt, string ChangelogHtml, long SizeBytes, string Sha256, DateTimeOffset? YankedAt, string? YankReason);
}
