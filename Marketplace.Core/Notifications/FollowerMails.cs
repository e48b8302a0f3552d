using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Notifications;

/// <summary>The next followers of a seller are to hear of a new product.</summary>
/// <param name="AfterFollowerId">Followers up to this one have been told; null at the start.</param>
public sealed record FollowersToTell(Guid ProductId, Guid? AfterFollowerId) : IOutboxEvent
{
    public static string Name => "notifications.followers_to_tell";
}

/// <summary>Tells a seller's followers of a new product, once each, however often it is approved again.</summary>
public sealed class FollowerMails(MarketplaceDb db, Notifier notifier, CheckoutUrls urls, TimeProvider time) : IOutboxHandler<ProductApproved>, IOutboxHandler<FollowersToTell>
{
    /// <summary>A message is worked off while its row is locked: many followers are told by several messages.</summary>
    private const int FollowersAtOnce = 100;

    public Task HandleAsync(ProductApproved message, CancellationToken cancellationToken) => HandleAsync(new FollowersToTell(message.ProductId, null), cancellationToken);

    public async Task HandleAsync(FollowersToTell message, CancellationToken cancellationToken)
    {
        var product = await db.Products.AsNoTracking().SingleAsync(product => product.Id == message.ProductId, cancellationToken);
        if (!product.IsPublic)
        {
            return;
        }

        var seller = await db.Users.AsNoTracking().SingleAsync(user => user.Id == product.SellerId, cancellationToken);
        var followers = await db.Follows
            .Where(follow => follow.SellerId == seller.Id && (message.AfterFollowerId == null || follow.FollowerId > message.AfterFollowerId))
            .OrderBy(follow => follow.FollowerId).Select(follow => follow.FollowerId).Take(FollowersAtOnce).ToListAsync(cancellationToken);
        var link = urls.Listing(product.Slug);
        var price = product.PriceCents is > 0 and var cents ? new Money(cents, product.Currency).ToString() : "free";
        foreach (var follower in followers)
        {
            var body = new MailBody()
                .Paragraph($"{seller.DisplayName}, whom you follow, has published “{product.Title}” ({price}).")
                .Paragraph(product.Summary)
                .Link("See what it is", link);
            await notifier.TellAsync(new Notice(NotificationKind.FollowedSellers, follower, $"new-product:{product.Id}:{follower}", $"New from {seller.DisplayName}: {product.Title}", body, link), cancellationToken);
        }

        if (followers.Count == FollowersAtOnce)
        {
            db.Publish(new FollowersToTell(product.Id, followers[^1]), time.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
        }
    }
}
