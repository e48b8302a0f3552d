using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Catalog;

/// <summary>Puts a picture on top of a seller's page, or takes it away; the one before is deleted after the commit.</summary>
public sealed class SetSellerBanner(MarketplaceDb db, IMediaStore media, TimeProvider time)
{
    /// <param name="upload">Null takes the banner away.</param>
    public async Task<Result<Done>> ExecuteAsync(Guid sellerId, byte[]? upload, CancellationToken cancellationToken)
    {
        if (!await db.SellerAccounts.AnyAsync(seller => seller.UserId == sellerId, cancellationToken))
        {
            return Error.NotFound("seller");
        }

        if (upload is null)
        {
            return await db.InTransactionAsync(() => ReplaceAsync(sellerId, null, cancellationToken), cancellationToken);
        }

        var rendered = ImageRenderer.Render(upload);
        if (!rendered.IsOk)
        {
            return rendered.Error;
        }

        var key = $"sellers/{sellerId}/{Guid.CreateVersion7(time.GetUtcNow())}";
        foreach (var (width, bytes) in rendered.Value.Files)
        {
            using var content = new MemoryStream(bytes, writable: false);
            await media.WriteMediaAsync(ProductImage.BlobName(key, width), content, "image/webp", cancellationToken);
        }

        var banner = new SellerBanner { SellerId = sellerId, Key = key, Width = rendered.Value.Width, Height = rendered.Value.Height, Widths = [.. rendered.Value.Files.Select(file => file.Width)] };
        return await db.InTransactionAsync(() => ReplaceAsync(sellerId, banner, cancellationToken), cancellationToken);
    }

    private async Task<Result<Done>> ReplaceAsync(Guid sellerId, SellerBanner? banner, CancellationToken cancellationToken)
    {
        // The seller's own row is locked: of two uploads at once one stays, and the other's files go.
        await db.Database.ExecuteSqlAsync($"select 1 from accounts.users where id = {sellerId} for update", cancellationToken);
        var before = await db.SellerBanners.SingleOrDefaultAsync(found => found.SellerId == sellerId, cancellationToken);
        if (before is not null)
        {
            db.Publish(new MediaRemoved(before.Key, before.Widths), time.GetUtcNow());
        }

        switch (before, banner)
        {
            case (not null, null):
                db.Remove(before);
                break;
            case (not null, not null):
                (before.Key, before.Width, before.Height, before.Widths) = (banner.Key, banner.Width, banner.Height, banner.Widths);
                break;
            case (null, not null):
                db.Add(banner);
                break;
            default:
                break;
        }

        await db.SaveChangesAsync(cancellationToken);
        return default(Done);
    }
}
