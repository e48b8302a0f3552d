using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Packages;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Orders;

/// <param name="ExpiresAt">Wall-clock time.</param>
public sealed record DownloadLink(Uri Url, DateTimeOffset ExpiresAt, PackageVersion Version, string FileName);

/// <summary>Hands out a signed link to a bought package, and writes down that it did. Only the buyer of a paid line gets one.</summary>
public sealed class GetDownload(MarketplaceDb db, IFileStore files, TimeProvider time)
{
    /// <summary>The store checks the signature's end against the real clock, also where the marketplace's clock was moved.</summary>
    private static readonly TimeProvider WallClock = TimeProvider.System;

    public async Task<Result<DownloadLink>> ExecuteAsync(Guid buyerId, Guid orderId, Guid lineId, CancellationToken cancellationToken)
    {
        var line = await db.OrderLines.AsNoTracking().SingleOrDefaultAsync(line => line.Id == lineId && line.OrderId == orderId && line.BuyerId == buyerId, cancellationToken);
        if (line is null)
        {
            return Error.NotFound("order line");
        }

        if (!OrderPolicy.MayDownload(line.State))
        {
            return OrderErrors.NotDownloadable;
        }

        var version = await db.PackageVersions.AsNoTracking()
            .Where(version => version.ProductId == line.ProductId && version.State == PackageState.Ready)
            .OrderByDescending(version => version.ReadyAt)
            .FirstOrDefaultAsync(cancellationToken);
        if (version is null)
        {
            return OrderErrors.NoPackage;
        }

        var fileName = $"{line.Slug}-{version.Version}.zip";
        var url = files.SignDownload(version.BlobKey, fileName, OrderPolicy.LinkLifetime);
        db.Downloads.Add(new() { Id = Guid.CreateVersion7(time.GetUtcNow()), OrderLineId = line.Id, PackageVersionId = version.Id, At = time.GetUtcNow() });
        await db.SaveChangesAsync(cancellationToken);
        return new DownloadLink(url, WallClock.GetUtcNow() + OrderPolicy.LinkLifetime, version, fileName);
    }
}
