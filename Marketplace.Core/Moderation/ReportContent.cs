using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Moderation;

public sealed record ReportWords(ReportReason Reason, string Text);

/// <summary>Somebody says that a text must not stay; a person decides. Reports alone hide nothing, so that nobody is silenced by a crowd.</summary>
public sealed class ReportContent(MarketplaceDb db, TimeProvider time)
{
    private const int FewWords = 10;

    public async Task<Result<Done>> ExecuteAsync(Guid reporterId, ContentRef content, ReportWords written, CancellationToken cancellationToken)
    {
        var words = written with { Text = PersonText.Block(written.Text) };
        return words is { Reason: ReportReason.Other, Text.Length: < FewWords }
            ? ModerationErrors.SayWhat
            : await db.InTransactionAsync(() => ReportAsync(reporterId, content, words, cancellationToken), cancellationToken);
    }

    private async Task<Result<Done>> ReportAsync(Guid reporterId, ContentRef content, ReportWords words, CancellationToken cancellationToken)
    {
        var reported = await ModeratedContent.LockAsync(db, content, cancellationToken);
        if (reported is null || !reported.IsSeenBy(reporterId) || !await reported.IsInShopAsync(db, cancellationToken))
        {
            return Error.NotFound("text");
        }

        if (reported.AuthorId == reporterId)
        {
            return ModerationErrors.OwnText;
        }

        // The text's lock makes reports of it, and decisions, come one after the other.
        var now = time.GetUtcNow();
        var found = await db.ModerationCases.AsTracking().SingleOrDefaultAsync(
            known => known.Kind == content.Kind && (known.ReviewId == content.Id || known.QuestionId == content.Id || known.EntryId == content.Id || known.CommunityQuestionId == content.Id), cancellationToken);
        if (found is not null && await db.ContentReports.AnyAsync(report => report.CaseId == found.Id && report.ReporterId == reporterId, cancellationToken))
        {
            return ModerationErrors.AlreadyReported;
        }

        var opened = found ?? ModerationCase.Of(content, now);
        if (found is null)
        {
            db.ModerationCases.Add(opened);
        }

        db.ContentReports.Add(new ContentReport { CaseId = opened.Id, ReporterId = reporterId, Reason = words.Reason, Text = words.Text, CreatedAt = now });
        if (opened.Add(now))
        {
            db.Publish(new ReportsOpened(opened.Id, now), now);
        }

        await db.SaveChangesAsync(cancellationToken);
        return default(Done);
    }
}
