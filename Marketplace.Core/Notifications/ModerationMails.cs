using Marketplace.Core.Data;
using Marketplace.Core.Moderation;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Notifications;

/// <summary>Tells admins of a report that waits, and authors what became of a text of theirs and why.</summary>
public sealed class ModerationMails(MarketplaceDb db, Notifier notifier, CheckoutUrls urls)
    : IOutboxHandler<ReportsOpened>, IOutboxHandler<ContentHidden>, IOutboxHandler<ContentRestored>
{
    public async Task HandleAsync(ReportsOpened message, CancellationToken cancellationToken)
    {
        if (await FindAsync(message.CaseId, cancellationToken) is not { } text)
        {
            return;
        }

        foreach (var adminId in await db.Users.Where(user => user.IsAdmin).Select(user => user.Id).ToListAsync(cancellationToken))
        {
            var body = new MailBody().Paragraph($"Somebody reports {text.What} about “{text.Product}”.").Link("Open the reports", urls.Reports);
            await notifier.TellAsync(
                new(NotificationKind.Moderation, adminId, $"reports:{message.CaseId}:{Round(message.At)}:{adminId}", $"Reported: {text.What} about {text.Product}", body, urls.Reports), cancellationToken);
        }
    }

    public async Task HandleAsync(ContentHidden message, CancellationToken cancellationToken)
    {
        if (await FindAsync(message.CaseId, cancellationToken) is not { } text)
        {
            return;
        }

        var body = new MailBody()
            .Paragraph($"We have hidden {text.Yours} about “{text.Product}”. The reason:")
            .Paragraph(message.Reason)
            .Paragraph("Nobody else sees it any more, and it cannot be written again. If you think that we are wrong, answer this mail.")
            .Link("Open the product", text.Link);
        await notifier.TellAsync(
            new(NotificationKind.Moderation, text.AuthorId, $"hidden:{message.CaseId}:{Round(message.At)}", $"Hidden: {text.Yours} about {text.Product}", body, text.Link), cancellationToken);
    }

    public async Task HandleAsync(ContentRestored message, CancellationToken cancellationToken)
    {
        if (await FindAsync(message.CaseId, cancellationToken) is not { } text)
        {
            return;
        }

        var body = new MailBody()
            .Paragraph($"We have looked again at {text.Yours} about “{text.Product}”: it is public again.")
            .Link("Open the product", text.Link);
        await notifier.TellAsync(
            new(NotificationKind.Moderation, text.AuthorId, $"restored:{message.CaseId}:{Round(message.At)}", $"Public again: {text.Yours} about {text.Product}", body, text.Link), cancellationToken);
    }

    private static string Round(DateTimeOffset at) => at.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Null when the text is gone, and its case with it.</summary>
    private async Task<Text?> FindAsync(Guid caseId, CancellationToken cancellationToken)
    {
        var found = await db.ModerationCases.AsNoTracking().SingleOrDefaultAsync(found => found.Id == caseId, cancellationToken);
        var about = found switch
        {
            null => null,
            { ReviewId: { } reviewId } => await db.Reviews.Where(review => review.Id == reviewId)
                .Select(review => new About(review.ProductId, review.AuthorId, review.SellerId)).SingleOrDefaultAsync(cancellationToken),
            _ => await db.Questions.Where(question => question.Id == found.QuestionId)
                .Select(question => new About(question.ProductId, question.AskerId, question.SellerId)).SingleOrDefaultAsync(cancellationToken),
        };
        if (found is null || about is null)
        {
            return null;
        }

        var product = await db.Products.Where(product => product.Id == about.ProductId).Select(product => new { product.Title, product.Slug }).SingleAsync(cancellationToken);
        var (what, isSellers) = found.Kind switch
        {
            ContentKind.Review => ("review", false),
            ContentKind.Response => ("answer to a review", true),
            ContentKind.Question => ("question", false),
            _ => ("answer to a question", true),
        };
        return new(isSellers ? about.SellerId : about.AuthorId, isSellers ? $"an {what}" : $"a {what}", $"your {what}", product.Title, urls.Listing(product.Slug));
    }

    private sealed record About(Guid ProductId, Guid AuthorId, Guid SellerId);

    private sealed record Text(Guid AuthorId, string What, string Yours, string Product, Uri Link);
}
