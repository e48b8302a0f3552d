using Marketplace.Core.Brain.Entries;
using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Notifications;

/// <summary>Tells who asked everybody of each entry that was written for the question.</summary>
public sealed class BrainMails(MarketplaceDb db, Notifier notifier, CheckoutUrls urls) : IOutboxHandler<EntryPublished>
{
    public async Task HandleAsync(EntryPublished message, CancellationToken cancellationToken)
    {
        var found = await (
            from entry in db.Entries.AsNoTracking()
            join question in db.CommunityQuestions.AsNoTracking() on entry.AnswersQuestionId equals question.Id
            where entry.Id == message.EntryId && entry.State == EntryState.Published && entry.HiddenAt == null && entry.TeamId == null && question.HiddenAt == null && question.AskerId != entry.AuthorId
            select new { question.AskerId, Question = question.Body, entry.Title, entry.Slug }).SingleOrDefaultAsync(cancellationToken);
        if (!message.IsFirst || found is null)
        {
            return;
        }

        var link = urls.BrainEntry(found.Slug);
        var body = new MailBody()
            .Paragraph($"You asked the community: {found.Question}")
            .Paragraph($"Somebody wrote an entry for it: “{found.Title}”.")
            .Link("Read it", link);
        await notifier.TellAsync(new(NotificationKind.Brain, found.AskerId, $"brain-answer:{message.EntryId}", $"An answer to your question: {found.Title}", body, link), cancellationToken);
    }
}
