using Marketplace.Core.Accounts;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Notifications;

/// <summary>Tells sellers what became of a listing after its approval, and admins that a change waits.</summary>
public sealed class ListingChangeMails(MarketplaceDb db, Notifier notifier, CheckoutUrls urls)
    : IOutboxHandler<ProductSuspended>, IOutboxHandler<ProductRestored>, IOutboxHandler<ListingsArranged>, IOutboxHandler<ListingChangeAsked>, IOutboxHandler<ListingChangeDecided>
{
    public async Task HandleAsync(ProductSuspended message, CancellationToken cancellationToken)
    {
        var (product, seller) = await LoadAsync(message.ProductId, cancellationToken);
        var body = new MailBody()
            .Paragraph($"{seller.DisplayName}, “{product.Title}” was taken out of the shop. The reason:")
            .Paragraph(message.Reason)
            .Paragraph("People who bought it keep their downloads, and money already earned is paid out. Mend what is named above, then write to us through the help page: we look at it again.")
            .Link("Open your listing", urls.Product(product.Id));
        await TellSellerAsync(product, $"suspended:{product.Id}:{message.At.ToUnixTimeMilliseconds()}", $"Suspended: {product.Title}", body, cancellationToken);
    }

    public async Task HandleAsync(ProductRestored message, CancellationToken cancellationToken)
    {
        var (product, seller) = await LoadAsync(message.ProductId, cancellationToken);
        var body = new MailBody()
            .Paragraph($"{seller.DisplayName}, “{product.Title}” is back in the shop.")
            .Link("Open your listing", urls.Product(product.Id));
        await TellSellerAsync(product, $"restored:{product.Id}:{message.At.ToUnixTimeMilliseconds()}", $"Back in the shop: {product.Title}", body, cancellationToken);
    }

    public async Task HandleAsync(ListingsArranged message, CancellationToken cancellationToken)
    {
        var seller = await db.Users.AsNoTracking().SingleAsync(user => user.Id == message.SellerId, cancellationToken);
        var (ids, isBack) = message.Unlisted.Count > 0 ? (message.Unlisted, false) : (message.Relisted, true);
        var titles = await db.Products.Where(product => ids.Contains(product.Id)).OrderBy(product => product.PublishedAt).Select(product => product.Title).ToListAsync(cancellationToken);
        var body = new MailBody()
            .Paragraph(isBack
                ? $"{seller.DisplayName}, your plan has room for these listings again, so they are back in the shop:"
                : $"{seller.DisplayName}, your plan has room for fewer listings than you have for sale, so these are not for sale for now:")
            .Table(titles.Select(title => (title, isBack ? "For sale" : "Unlisted")));
        if (!isBack)
        {
            body.Paragraph("Nothing is lost: they come back by themselves when there is room, and people who bought them keep their downloads, updates and licence keys.");
        }

        body.Link("Open your products", urls.Products);
        var key = $"arranged:{message.SellerId}:{message.At.ToUnixTimeMilliseconds()}";
        await notifier.TellAsync(new Notice(NotificationKind.Listings, seller.Id, key, isBack ? "Your listings are back in the shop" : "Some of your listings are not for sale now", body, urls.Products), cancellationToken);
    }

    public async Task HandleAsync(ListingChangeAsked message, CancellationToken cancellationToken)
    {
        var (product, seller) = await LoadAsync(message.ProductId, cancellationToken);
        var admins = await db.Users.AsNoTracking().Where(user => user.IsAdmin).ToListAsync(cancellationToken);
        foreach (var admin in admins)
        {
            var body = new MailBody()
                .Paragraph($"{seller.DisplayName} wants to change “{product.Title}”, which is for sale:")
                .Table(Rows(message.Fields))
                .Link("Open the approval queue", urls.Submissions);
            await notifier.TellAsync(new Notice(NotificationKind.Moderation, admin.Id, $"change-asked:{message.ChangeId}:{admin.Id}", $"A change for approval: {product.Title}", body, urls.Submissions), cancellationToken);
        }
    }

    public async Task HandleAsync(ListingChangeDecided message, CancellationToken cancellationToken)
    {
        var (product, seller) = await LoadAsync(message.ProductId, cancellationToken);
        var body = message.Reason is { } reason
            ? new MailBody()
                .Paragraph($"{seller.DisplayName}, the change of “{product.Title}” was not approved. It stays for sale as it was. The reason:")
                .Paragraph(reason)
                .Paragraph("What you asked for:")
            : new MailBody().Paragraph($"{seller.DisplayName}, the change of “{product.Title}” is approved and in effect:");
        body.Table(Rows(message.Fields)).Link("Open your listing", urls.Product(product.Id));
        var subject = message.Reason is null ? $"Changed: {product.Title}" : $"Change not approved: {product.Title}";
        await TellSellerAsync(product, $"change-decided:{message.ChangeId}", subject, body, cancellationToken);
    }

    private Task TellSellerAsync(Product product, string key, string title, MailBody body, CancellationToken cancellationToken) =>
        notifier.TellAsync(new Notice(NotificationKind.Listings, product.SellerId, key, title, body, urls.Product(product.Id)), cancellationToken);

    private static IEnumerable<(string Label, string Value)> Rows(IEnumerable<ChangedField> fields) =>
        fields.Select(field => (field.Name, $"{field.Before} → {field.After}"));

    private async Task<(Product Product, User Seller)> LoadAsync(Guid productId, CancellationToken cancellationToken)
    {
        var product = await db.Products.AsNoTracking().SingleAsync(product => product.Id == productId, cancellationToken);
        return (product, await db.Users.AsNoTracking().SingleAsync(user => user.Id == product.SellerId, cancellationToken));
    }
}
