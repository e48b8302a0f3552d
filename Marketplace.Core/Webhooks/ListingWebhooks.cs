using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Marketplace.Core.Packages;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Webhooks;

/// <summary>What became of a submitted listing, and its versions that can be downloaded.</summary>
public sealed class ListingWebhooks(MarketplaceDb db, WebhookOutlet outlet, TimeProvider time) : IOutboxHandler<ProductApproved>, IOutboxHandler<ProductRejected>, IOutboxHandler<VersionPublished>
{
    public Task HandleAsync(ProductApproved message, CancellationToken cancellationToken) => TellAsync(message.ProductId, WebhookEvents.ProductApproved, "approved", null, cancellationToken);

    public Task HandleAsync(ProductRejected message, CancellationToken cancellationToken) => TellAsync(message.ProductId, WebhookEvents.ProductRejected, "rejected", message.Reason, cancellationToken);

    public async Task HandleAsync(VersionPublished message, CancellationToken cancellationToken)
    {
        var version = await db.PackageVersions.AsNoTracking().SingleAsync(version => version.Id == message.VersionId, cancellationToken);
        var product = await db.Products.AsNoTracking().SingleAsync(product => product.Id == version.ProductId, cancellationToken);

        // The message is repeated while buyers are told in turns; and a version may be yanked before anybody is.
        if (message.AfterBuyerId is not null || version.State != PackageState.Ready || version.YankedAt is not null)
        {
            return;
        }

        var publishedAt = version.ReadyAt ?? version.UpdatedAt;
        await outlet.TellAsync(product.SellerId, WebhookEvents.VersionPublished, $"{version.Id:N}", publishedAt, () => new VersionData(
            product.Id, product.Slug, product.Title, version.Id, version.Version, version.Changelog, version.Sha256, version.SizeBytes, publishedAt), cancellationToken);
    }

    private async Task TellAsync(Guid productId, string type, string status, string? reason, CancellationToken cancellationToken)
    {
        var product = await db.Products.AsNoTracking().SingleAsync(product => product.Id == productId, cancellationToken);

        // A listing can be submitted again: each submission is told of once.
        await outlet.TellAsync(product.SellerId, type, $"{product.Id:N}:{product.SubmittedAt?.ToUnixTimeMilliseconds()}", time.GetUtcNow(),
            () => new ListingData(product.Id, product.Slug, product.Title, status, reason), cancellationToken);
    }
}
