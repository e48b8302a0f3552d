using Marketplace.Core.Accounts;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Notifications;

/// <summary>Tells sellers how the approval of a listing went, and admins that one waits.</summary>
public sealed class ListingMails(MarketplaceDb db, Notifier notifier, CheckoutUrls urls)
    : IOutboxHandler<ProductSubmitted>, IOutboxHandler<ProductApproved>, IOutboxHandler<ProductRejected>
{
    public async Task HandleAsync(ProductSubmitted message, CancellationToken cancellationToken)
    {
        var (product, seller) = await LoadAsync(message.ProductId, cancellationToken);
        var admins = await db.Users.AsNoTracking().Where(user => user.IsAdmin).ToListAsync(cancellationToken);
        foreach (var admin in admins)
        {
            var body = new MailBody()
                .Paragraph($"{seller.DisplayName} has submitted “{product.Title}” for approval.")
                .Link("Open the approval queue", urls.Submissions);
            await notifier.TellAsync(new Notice(NotificationKind.Moderation, admin.Id, $"submitted:{Round(product)}:{admin.Id}", $"For approval: {product.Title}", body, urls.Submissions), cancellationToken);
        }
    }

    public async Task HandleAsync(ProductApproved message, CancellationToken cancellationToken)
    {
        var (product, seller) = await LoadAsync(message.ProductId, cancellationToken);
        var body = new MailBody()
            .Paragraph($"{seller.DisplayName}, “{product.Title}” is approved and can be bought from now on.")
            .Link("Open your listing", urls.Product(product.Id));
        await notifier.TellAsync(new Notice(NotificationKind.Listings, seller.Id, $"approved:{Round(product)}", $"Published: {product.Title}", body, urls.Product(product.Id)), cancellationToken);
    }

    public async Task HandleAsync(ProductRejected message, CancellationToken cancellationToken)
    {
        var (product, seller) = await LoadAsync(message.ProductId, cancellationToken);
        var body = new MailBody()
            .Paragraph($"{seller.DisplayName}, “{product.Title}” was not approved. The reason:")
            .Paragraph(message.Reason)
            .Paragraph("Change the listing and submit it again; nothing of it is lost.")
            .Link("Open your listing", urls.Product(product.Id));
        await notifier.TellAsync(new Notice(NotificationKind.Listings, seller.Id, $"rejected:{Round(product)}", $"Not approved yet: {product.Title}", body, urls.Product(product.Id)), cancellationToken);
    }

    /// <summary>A listing can be submitted again: each submission has its own mails.</summary>
    private static string Round(Product product) => $"{product.Id}:{product.SubmittedAt?.ToUnixTimeSeconds()}";

    private async Task<(Product Product, User Seller)> LoadAsync(Guid productId, CancellationToken cancellationToken)
    {
        var product = await db.Products.AsNoTracking().SingleAsync(product => product.Id == productId, cancellationToken);
        return (product, await db.Users.AsNoTracking().SingleAsync(user => user.Id == product.SellerId, cancellationToken));
    }
}
