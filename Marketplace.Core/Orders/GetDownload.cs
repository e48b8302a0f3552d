using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Packages;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Orders;

/// <param name="Token">The link's secret, for <see cref="OpenDownload"/>.</param>
/// <param name="ExpiresAt">Wall-clock time.</param>
public sealed record DownloadLink(string Token, DateTimeOffset ExpiresAt, PackageVersion Version, string FileName);

/// <summary>
/// Hands out a link to a bought package, and writes down that it did. Only the buyer of a paid line gets one, so many a day. The line is locked,
/// so that two requests at once count as two, and one that meets a refund comes before or after it.
/// </summary>
public sealed class GetDownload(MarketplaceDb db, TimeProvider time)
{
    /// <summary>A link's end is judged by the real clock, as the store judges its own, also where the marketplace's clock was moved.</summary>
    private static readonly TimeProvider WallClock = TimeProvider.System;

    /// <param name="version">Null for the newest.</param>
    public Task<Result<DownloadLink>> ExecuteAsync(Guid buyerId, Guid orderId, Guid lineId, string? version, CancellationToken cancellationToken) =>
        db.InTransactionAsync<Result<DownloadLink>>(async () =>
        {
            var line = await db.OrderLines
                .FromSql($"select * from orders.lines where id = {lineId} and order_id = {orderId} and buyer_id = {buyerId} for update")
                .AsNoTracking().SingleOrDefaultAsync(cancellationToken);
            if (line is null)
            {
                return Error.NotFound("order line");
            }

            if (!OrderPolicy.MayDownload(line.State))
            {
                return OrderErrors.NotDownloadable;
            }

            var found = await FindVersionAsync(line.ProductId, version, cancellationToken);
            return found is null
                ? version is null ? OrderErrors.NoPackage : OrderErrors.NoSuchVersion
                : await IssueAsync(line, found, cancellationToken);
        }, cancellationToken);

    private async Task<PackageVersion?> FindVersionAsync(Guid productId, string? wanted, CancellationToken cancellationToken)
    {
        // Without the lists of files, which may be long.
        var versions = await db.PackageVersions.AsNoTracking()
            .Where(version => version.ProductId == productId && version.State == PackageState.Ready && (wanted == null || version.Version == wanted))
            .Select(version => new { version.Id, version.Version, version.YankedAt })
            .ToListAsync(cancellationToken);
        var newest = VersionPolicy.Newest(versions, version => version.Version, version => version.YankedAt is not null);
        return newest is null ? null : await db.PackageVersions.AsNoTracking().SingleAsync(version => version.Id == newest.Id, cancellationToken);
    }

    private async Task<Result<DownloadLink>> IssueAsync(OrderLine line, PackageVersion version, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var from = OrderPolicy.DownloadsCountFrom(line, now);
        var recent = await db.Downloads.AsTracking().Where(download => download.OrderLineId == line.Id && download.At > from).OrderBy(download => download.At).ToListAsync(cancellationToken);
        var download = recent.FindLast(download => download.PackageVersionId == version.Id && download is { OpenedAt: null, TokenHash: not null });
        if (download is null)
        {
            if (recent.Count >= OrderPolicy.DownloadLimit)
            {
                return OrderErrors.DownloadLimit(OrderPolicy.DownloadLimit, recent[^OrderPolicy.DownloadLimit].At + OrderPolicy.DownloadWindow - now);
            }

            download = db.Downloads.Add(new() { Id = Guid.CreateVersion7(now), OrderLineId = line.Id, PackageVersionId = version.Id, At = now }).Entity;
        }

        var expiresAt = WallClock.GetUtcNow() + OrderPolicy.LinkLifetime;
        var token = download.Issue(expiresAt);
        await db.SaveChangesAsync(cancellationToken);
        return new DownloadLink(token, expiresAt, version, OrderPolicy.FileName(line.Slug, version.Version));
    }
}

/// <summary>
/// Follows a link: asks again whether the purchase still stands, then leads to the store. So a refund ends the links that are out, and a download
/// manager may follow its link again to go on where it stopped.
/// </summary>
public sealed class OpenDownload(MarketplaceDb db, IFileStore files, TimeProvider time)
{
    public async Task<Result<Uri>> ExecuteAsync(string token, CancellationToken cancellationToken)
    {
        var hash = Download.HashOf(token);
        var found = await db.Downloads.AsNoTracking().Where(download => download.TokenHash == hash)
            .Join(db.OrderLines, download => download.OrderLineId, line => line.Id, (download, line) => new { Download = download, line.State, line.Slug })
            .Join(db.PackageVersions, row => row.Download.PackageVersionId, version => version.Id, (row, version) => new { row.Download, row.State, row.Slug, version.BlobKey, version.Version })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null || found.Download.ExpiresAt <= TimeProvider.System.GetUtcNow())
        {
            return OrderErrors.LinkExpired;
        }

        if (!OrderPolicy.MayDownload(found.State))
        {
            return OrderErrors.NotDownloadable;
        }

        var now = time.GetUtcNow();
        await db.Downloads.Where(download => download.Id == found.Download.Id && download.OpenedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(download => download.OpenedAt, now), cancellationToken);
        return files.SignDownload(found.BlobKey, OrderPolicy.FileName(found.Slug, found.Version), OrderPolicy.StoreLinkLifetime);
    }
}

/// <summary>The seller or an admin lets a buyer go on who has used up the day's downloads.</summary>
public sealed class AllowDownloads(MarketplaceDb db, TimeProvider time)
{
    /// <param name="sellerId">Null for an admin.</param>
    public async Task<Result<Done>> ExecuteAsync(Guid? sellerId, Guid lineId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var changed = await db.OrderLines.Where(line => line.Id == lineId && (sellerId == null || line.SellerId == sellerId))
            .ExecuteUpdateAsync(set => set.SetProperty(line => line.DownloadsCountedFrom, now), cancellationToken);
        return changed == 0 ? Error.NotFound("sale") : default(Done);
    }
}
