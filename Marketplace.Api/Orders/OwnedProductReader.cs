using Marketplace.Contracts.Orders;
using Marketplace.Core.Data;
using Marketplace.Core.Orders;
using Marketplace.Core.Packages;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Orders;

/// <summary>What a buyer has of one purchased product, also after its listing is gone.</summary>
internal sealed class OwnedProductReader(MarketplaceDb db, OrderReader orders, TimeProvider time)
{
    private const int ShownDownloads = 100;

    /// <summary>Null for a stranger.</summary>
    public async Task<OwnedProductView?> FindAsync(Guid buyerId, Guid orderId, Guid lineId, CancellationToken cancellationToken)
    {
        var line = await db.OrderLines.AsNoTracking().SingleOrDefaultAsync(line => line.Id == lineId && line.OrderId == orderId && line.BuyerId == buyerId, cancellationToken);
        if (line is null)
        {
            return null;
        }

        var order = await orders.GetAsync(orderId, cancellationToken);
        var canDownload = OrderPolicy.MayDownload(line.State);
        var versions = canDownload ? await ListVersionsAsync(line, cancellationToken) : [];
        var bought = await db.PackageVersions.Where(version => version.Id == line.BoughtVersionId).Select(version => version.Version).SingleOrDefaultAsync(cancellationToken);
        var downloads = await ListDownloadsAsync(line, cancellationToken);
        var activations = await db.LicenseActivations.AsNoTracking().Where(activation => activation.OrderLineId == line.Id).OrderBy(activation => activation.ActivatedAt)
            .Select(activation => new ActivationView(activation.Id, activation.Fingerprint, activation.ActivatedAt, activation.LastSeenAt)).ToListAsync(cancellationToken);
        var updatesSince = await db.UpdateTokens.Where(token => token.OrderLineId == line.Id).Select(token => (DateTimeOffset?)token.CreatedAt).SingleOrDefaultAsync(cancellationToken);
        var terms = LicenseTerms.Of(line.License, line.TermsVersion);
        return new(
            order.Lines.Single(view => view.Id == line.Id), order.Number, canDownload, versions, bought, downloads, await LeftAsync(line, cancellationToken), OrderPolicy.DownloadLimit,
            activations, LicensePolicy.ActivationLimit(line.License), terms.Name, terms.Version, terms.Sha256, updatesSince);
    }

    private async Task<IReadOnlyList<OwnedVersionView>> ListVersionsAsync(OrderLine line, CancellationToken cancellationToken)
    {
        var rows = await db.PackageVersions.AsNoTracking().Where(version => version.ProductId == line.ProductId && version.State == PackageState.Ready)
            .Select(version => new { version.Version, version.ChangelogHtml, version.SizeBytes, version.Sha256, version.ReadyAt, version.CreatedAt, version.YankReason, version.YankedAt })
            .ToListAsync(cancellationToken);
        var newest = VersionPolicy.Newest(rows, row => row.Version, row => row.YankedAt is not null);
        return [.. rows.OrderByDescending(row => row.Version, VersionPolicy.Ascending)
            .Select(row => new OwnedVersionView(row.Version, row.ChangelogHtml, row.SizeBytes ?? 0, row.Sha256!, row.ReadyAt ?? row.CreatedAt, row.YankReason, row == newest))];
    }

    private async Task<IReadOnlyList<DownloadedView>> ListDownloadsAsync(OrderLine line, CancellationToken cancellationToken) =>
        await db.Downloads.AsNoTracking().Where(download => download.OrderLineId == line.Id)
            .OrderByDescending(download => download.At)
            .Take(ShownDownloads)
            .Join(db.PackageVersions, download => download.PackageVersionId, version => version.Id, (download, version) => new { version.Version, download.At, Opened = download.OpenedAt != null || download.TokenHash == null })
            .OrderByDescending(row => row.At)
            .Select(row => new DownloadedView(row.Version, row.At, row.Opened))
            .ToListAsync(cancellationToken);

    private async Task<int> LeftAsync(OrderLine line, CancellationToken cancellationToken)
    {
        var from = OrderPolicy.DownloadsCountFrom(line, time.GetUtcNow());
        return Math.Max(0, OrderPolicy.DownloadLimit - await db.Downloads.CountAsync(download => download.OrderLineId == line.Id && download.At > from, cancellationToken));
    }
}
