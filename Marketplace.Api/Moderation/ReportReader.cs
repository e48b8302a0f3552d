using System.Net;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Moderation;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Moderation;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Moderation;

/// <summary>Reported texts as an admin sees them.</summary>
internal sealed class ReportReader(MarketplaceDb db)
{
    private const int ReportsShown = 20;

    public async Task<PageView<ReportCaseView>> ListAsync(bool isDecided, TimePosition start, int limit, CancellationToken cancellationToken)
    {
        var cases = db.ModerationCases.AsNoTracking().Where(found => isDecided ? found.State != CaseState.Open : found.State == CaseState.Open);
        var total = await cases.CountUpAsync(cancellationToken);
        var page = isDecided
            ? cases.Where(found => EF.Functions.LessThan(ValueTuple.Create(found.DecidedAt!.Value, found.Id), ValueTuple.Create(start.At, start.Id)))
                .OrderByDescending(found => found.DecidedAt).ThenByDescending(found => found.Id)
            : cases.Where(found => EF.Functions.GreaterThan(ValueTuple.Create(found.OpenedAt, found.Id), ValueTuple.Create(start.At, start.Id)))
                .OrderBy(found => found.OpenedAt).ThenBy(found => found.Id);
        var rows = await page.Take(limit + 1).ToListAsync(cancellationToken);
        var shown = rows.Take(limit).ToList();

        // A text that was deleted since the first query is left out.
        var texts = await TextsAsync(shown, cancellationToken);
        var reports = await ReportsAsync([.. shown.Select(found => found.Id)], cancellationToken);
        var deciders = shown.Select(found => found.DecidedBy).OfType<Guid>().ToList();
        var names = await db.Users.Where(user => deciders.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.DisplayName, cancellationToken);
        var next = rows.Count > limit ? new TimePosition((isDecided ? shown[^1].DecidedAt : shown[^1].OpenedAt)!.Value, shown[^1].Id).ToString() : null;
        return new([.. shown.Where(found => texts.ContainsKey(found.Content.Id)).Select(found => ToView(found, texts[found.Content.Id], [.. reports[found.Id]], found.DecidedBy is { } by ? names[by] : null))], total, next);
    }

    private static ReportCaseView ToView(ModerationCase found, Text text, IReadOnlyList<ReportView> reports, string? decidedBy)
    {
        var (author, html, context, writtenAt, editedAt) = found.Kind switch
        {
            ContentKind.Review => (text.Author, text.BodyHtml, null, text.WrittenAt, text.EditedAt),
            ContentKind.Question => (text.Author, text.BodyHtml, null, text.WrittenAt, null),
            ContentKind.Entry or ContentKind.CommunityQuestion => (text.Author, text.BodyHtml, null, text.WrittenAt, text.EditedAt),
            _ => (text.Seller, text.AnswerHtml ?? "", text.Title ?? text.Plain, text.AnsweredAt ?? text.WrittenAt, text.AnswerEditedAt),
        };
        var isReview = found.Kind == ContentKind.Review;
        return new(
            found.Id, Kind(found.Kind), Status(found.State), text.ProductSlug, text.ProductTitle ?? "the Brain", text.Path ?? $"/products/{text.ProductSlug}", author,
            isReview ? text.Rating : null, isReview || found.Kind == ContentKind.Entry ? text.Title : null, html, context, writtenAt, editedAt, found.OpenedAt, found.ReportCount, reports, found.DecidedAt, decidedBy, found.Reason);
    }

    private async Task<Dictionary<Guid, Text>> TextsAsync(List<ModerationCase> cases, CancellationToken cancellationToken)
    {
        var ids = cases.ConvertAll(found => found.Content.Id);
        var reviews = await db.Reviews.Where(review => ids.Contains(review.Id)).Select(review => new Text(
            review.Id, review.Title, review.Body, review.BodyHtml, review.Rating, review.CreatedAt, review.EditedAt, review.ResponseHtml, review.RespondedAt, review.ResponseEditedAt,
            db.Users.Where(user => user.Id == review.AuthorId).Select(user => user.DisplayName).Single(),
            db.Users.Where(user => user.Id == review.SellerId).Select(user => user.DisplayName).Single(),
            db.Products.Where(product => product.Id == review.ProductId).Select(product => product.Slug).Single(),
            db.Products.Where(product => product.Id == review.ProductId).Select(product => product.Title).Single(), null)).ToListAsync(cancellationToken);
        var questions = await db.Questions.Where(question => ids.Contains(question.Id)).Select(question => new Text(
            question.Id, null, question.Body, question.Body, null, question.CreatedAt, null, question.AnswerHtml, question.AnsweredAt, question.AnswerEditedAt,
            db.Users.Where(user => user.Id == question.AskerId).Select(user => user.DisplayName).Single(),
            db.Users.Where(user => user.Id == question.SellerId).Select(user => user.DisplayName).Single(),
            db.Products.Where(product => product.Id == question.ProductId).Select(product => product.Slug).Single(),
            db.Products.Where(product => product.Id == question.ProductId).Select(product => product.Title).Single(), null)).ToListAsync(cancellationToken);
        return reviews.Concat(questions.Select(WithHtml)).Concat(await BrainTextsAsync(ids, cancellationToken)).ToDictionary(text => text.Id);
    }

    private async Task<IEnumerable<Text>> BrainTextsAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        var entries = await db.Entries.Where(entry => ids.Contains(entry.Id)).Select(entry => new Text(
            entry.Id, entry.Title, entry.Body, entry.BodyHtml, null, entry.CreatedAt, entry.UpdatedAt, null, null, null,
            db.Users.Where(user => user.Id == entry.AuthorId).Select(user => user.DisplayName).Single(), "", null, null, "/brain/" + entry.Slug)).ToListAsync(cancellationToken);
        var asked = await db.CommunityQuestions.Where(question => ids.Contains(question.Id)).Select(question => new Text(
            question.Id, null, question.Body, question.Body, null, question.CreatedAt, null, null, null, null,
            db.Users.Where(user => user.Id == question.AskerId).Select(user => user.DisplayName).Single(), "", null, null, "/brain/questions/" + question.Id)).ToListAsync(cancellationToken);
        return entries.Concat(asked.Select(WithHtml));
    }

    private static Text WithHtml(Text plain) => plain with { BodyHtml = $"<p>{WebUtility.HtmlEncode(plain.Plain)}</p>" };

    private async Task<ILookup<Guid, ReportView>> ReportsAsync(List<Guid> caseIds, CancellationToken cancellationToken)
    {
        var rows = await db.ContentReports.Where(report => caseIds.Contains(report.CaseId)
                && db.ContentReports.Count(newer => newer.CaseId == report.CaseId && newer.CreatedAt > report.CreatedAt) < ReportsShown)
            .OrderByDescending(report => report.CreatedAt)
            .Select(report => new { report.CaseId, report.Reason, report.Text, Reporter = db.Users.Where(user => user.Id == report.ReporterId).Select(user => user.DisplayName).Single(), report.CreatedAt })
            .ToListAsync(cancellationToken);
        return rows.ToLookup(row => row.CaseId, row => new ReportView(Reason(row.Reason), row.Text, row.Reporter, row.CreatedAt));
    }

    private static ReportedKind Kind(ContentKind kind) => kind switch
    {
        ContentKind.Review => ReportedKind.Review,
        ContentKind.Response => ReportedKind.Response,
        ContentKind.Question => ReportedKind.Question,
        ContentKind.Answer => ReportedKind.Answer,
        ContentKind.Entry => ReportedKind.Entry,
        ContentKind.CommunityQuestion => ReportedKind.CommunityQuestion,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static ReportStatus Status(CaseState state) => state switch
    {
        CaseState.Open => ReportStatus.Open,
        CaseState.Dismissed => ReportStatus.Dismissed,
        CaseState.Hidden => ReportStatus.Hidden,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    private static ReportReasonName Reason(ReportReason reason) => reason switch
    {
        ReportReason.Spam => ReportReasonName.Spam,
        ReportReason.Offensive => ReportReasonName.Offensive,
        ReportReason.OffTopic => ReportReasonName.OffTopic,
        ReportReason.PersonalData => ReportReasonName.PersonalData,
        ReportReason.NotGenuine => ReportReasonName.NotGenuine,
        _ => ReportReasonName.Other,
    };

    private sealed record Text(
        Guid Id, string? Title, string Plain, string BodyHtml, int? Rating, DateTimeOffset WrittenAt, DateTimeOffset? EditedAt,
        string? AnswerHtml, DateTimeOffset? AnsweredAt, DateTimeOffset? AnswerEditedAt, string Author, string Seller, string? ProductSlug, string? ProductTitle, string? Path);
}
