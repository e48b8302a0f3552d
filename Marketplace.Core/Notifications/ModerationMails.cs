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
            var body = new MailBody().Paragraph($"Somebody should look at {text.What} about “{text.About}”.").Link("Open the reports", urls.Reports);
            await notifier.TellAsync(
                new(NotificationKind.Moderation, adminId, $"reports:{message.CaseId}:{Round(message.At)}:{adminId}", $"Reported: {text.What} about {text.About}", body, urls.Reports), cancellationToken);
        }
    }

    public async Task HandleAsync(ContentHidden message, CancellationToken cancellationToken)
    {
        if (await FindAsync(message.CaseId, cancellationToken) is not { } text)
        {
            return;
        }

        var body = new MailBody()
            .Paragraph($"We have hidden {text.Yours} about “{text.About}”. The reason:")
            .Paragraph(message.Reason)
            .Paragraph("Nobody else sees it any more, and it cannot be written again. If you think that we are wrong, answer this mail.")
            .Link("Open its page", text.Link);
        await notifier.TellAsync(
            new(NotificationKind.Moderation, text.AuthorId, $"hidden:{message.CaseId}:{Round(message.At)}", $"Hidden: {text.Yours} about {text.About}", body, text.Link), cancellationToken);
    }

    public async Task HandleAsync(ContentRestored message, CancellationToken cancellationToken)
    {
        if (await FindAsync(message.CaseId, cancellationToken) is not { } text)
        {
            return;
        }

        var body = new MailBody()
            .Paragraph($"We have looked again at {text.Yours} about “{text.About}”: it is public again.")
            .Link("Open its page", text.Link);
        await notifier.TellAsync(
            new(NotificationKind.Moderation, text.AuthorId, $"restored:{message.CaseId}:{Round(message.At)}", $"Public again: {text.Yours} about {text.About}", body, text.Link), cancellationToken);
    }

    private static string Round(DateTimeOffset at) => at.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Null when the text is gone, and its case with it.</summary>
    private async Task<Text?> FindAsync(Guid caseId, CancellationToken cancellationToken)
    {
        var found = await db.ModerationCases.AsNoTracking().SingleOrDefaultAsync(found => found.Id == caseId, cancellationToken);
        return found?.Kind switch
        {
            null => null,
            ContentKind.Entry => await db.Entries.Where(entry => entry.Id == found.EntryId)
                .Select(entry => new Text(entry.AuthorId, "an entry of the Brain", "your entry of the Brain", entry.Title, urls.BrainEntry(entry.Slug))).SingleOrDefaultAsync(cancellationToken),
            ContentKind.CommunityQuestion => await db.CommunityQuestions.Where(question => question.Id == found.CommunityQuestionId)
                .Select(question => new Text(question.AskerId, "a question to the community", "your question to the community", question.Body, urls.CommunityQuestion(question.Id)))
                .SingleOrDefaultAsync(cancellationToken),
            _ => await OfProductAsync(found, cancellationToken),
        };
    }

    private async Task<Text?> OfProductAsync(ModerationCase found, CancellationToken cancellationToken)
    {
        var about = found.ReviewId is { } reviewId
            ? await db.Reviews.Where(review => review.Id == reviewId)
                .Select(review => new About(review.ProductId, review.AuthorId, review.SellerId)).SingleOrDefaultAsync(cancellationToken)
            : await db.Questions.Where(question => question.Id == found.QuestionId)
                .Select(question => new About(question.ProductId, question.AskerId, question.SellerId)).SingleOrDefaultAsync(cancellationToken);
        if (about is null)
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

    private sealed record Text(Guid AuthorId, string What, string Yours, string About, Uri Link);
}
