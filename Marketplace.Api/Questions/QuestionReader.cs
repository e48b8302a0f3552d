using Marketplace.Api.Catalog;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Questions;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Questions;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Questions;

/// <summary>Questions as the public, who asked, and the seller of the product see them.</summary>
internal sealed class QuestionReader(MarketplaceDb db)
{
    private const int OwnShown = 20;

    /// <summary>Null when there is no such public product.</summary>
    public async Task<QuestionsView?> ListAsync(string slug, TimePosition start, int limit, CancellationToken cancellationToken)
    {
        var productId = await db.PublicAt(slug).Select(product => (Guid?)product.Id).SingleOrDefaultAsync(cancellationToken);
        if (productId is null)
        {
            return null;
        }

        var answered = db.Questions.AsNoTracking().Where(question => question.ProductId == productId).Answered();
        var faq = await Rows(answered.Where(question => question.FaqPosition != null).OrderBy(question => question.FaqPosition)).ToListAsync(cancellationToken);
        var rows = await Rows(answered.Where(question => question.FaqPosition == null)
            .Where(question => EF.Functions.LessThan(ValueTuple.Create(question.AnsweredAt!.Value, question.Id), ValueTuple.Create(start.At, start.Id)))
            .OrderByDescending(question => question.AnsweredAt).ThenByDescending(question => question.Id)
            .Take(limit + 1)).ToListAsync(cancellationToken);
        var next = rows.Count > limit ? new TimePosition(rows[limit - 1].Question.AnsweredAt!.Value, rows[limit - 1].Question.Id).ToString() : null;
        return new([.. faq.Select(ToView)], [.. rows.Take(limit).Select(ToView)], await answered.CountUpAsync(cancellationToken), next);
    }

    public Task<int> CountAnsweredAsync(Guid productId, CancellationToken cancellationToken) =>
        db.Questions.Where(question => question.ProductId == productId).Answered().CountUpAsync(cancellationToken);

    /// <summary>The own ones that nobody else sees. Null when there is no such public product.</summary>
    public async Task<IReadOnlyList<OwnQuestionView>?> ListMineAsync(string slug, Guid personId, CancellationToken cancellationToken)
    {
        var productId = await db.PublicAt(slug).Select(product => (Guid?)product.Id).SingleOrDefaultAsync(cancellationToken);
        return productId is null ? null : await db.Questions
            .Where(question => question.AskerId == personId && question.ProductId == productId
                && (question.AnsweredAt == null || question.HiddenAt != null || question.AnswerHiddenAt != null))
            .OrderByDescending(question => question.Id).Take(OwnShown)
            .Select(question => new OwnQuestionView(question.Id, question.Body, question.CreatedAt, question.HiddenReason))
            .ToListAsync(cancellationToken);
    }

    public async Task<PageView<SellerQuestionView>> ListOfSellerAsync(Guid sellerId, bool isWaiting, PageRequest page, CancellationToken cancellationToken)
    {
        var questions = db.Questions.AsNoTracking().Where(question => question.SellerId == sellerId && question.HiddenAt == null);
        questions = isWaiting ? questions.Where(question => question.AnsweredAt == null) : questions;
        var total = await questions.CountUpAsync(cancellationToken);
        var rest = page.Before is { } before ? questions.Where(question => question.Id < before) : questions;
        var views = await SellerViews(rest.OrderByDescending(question => question.Id).Take(page.Limit + 1)).ToListAsync(cancellationToken);
        return new([.. views.Take(page.Limit)], total, views.Count > page.Limit ? views[page.Limit - 1].Id.ToString("N") : null);
    }

    public Task<SellerQuestionView> GetOfSellerAsync(Guid id, CancellationToken cancellationToken) =>
        SellerViews(db.Questions.AsNoTracking().Where(question => question.Id == id)).SingleAsync(cancellationToken);

    private IQueryable<SellerQuestionView> SellerViews(IQueryable<Question> questions) => questions.Select(question => new SellerQuestionView(
        question.Id,
        db.Products.Where(product => product.Id == question.ProductId).Select(product => product.Slug).Single(),
        db.Products.Where(product => product.Id == question.ProductId).Select(product => product.Title).Single(),
        db.Users.Where(user => user.Id == question.AskerId).Select(user => user.DisplayName).Single(),
        question.Body, question.CreatedAt, question.AnswerBody, question.AnswerHtml, question.AnsweredAt, question.AnswerHiddenReason, question.FaqPosition));

    private IQueryable<QuestionRow> Rows(IQueryable<Question> questions) =>
        questions.Select(question => new QuestionRow(question, db.Users.Where(user => user.Id == question.AskerId).Select(user => user.DisplayName).Single()));

    private static QuestionView ToView(QuestionRow row) => new(
        row.Question.Id, row.Asker, row.Question.Body, row.Question.CreatedAt, row.Question.AnswerHtml ?? "", row.Question.AnsweredAt!.Value, row.Question.AnswerEditedAt);

    private sealed record QuestionRow(Question Question, string Asker);
}

internal static class AnsweredQuestions
{
    /// <summary><see cref="Question.IsPublic"/> as SQL, in the words of the partial index.</summary>
    public static IQueryable<Question> Answered(this IQueryable<Question> questions) =>
        questions.Where(question => question.AnsweredAt != null && question.HiddenAt == null && question.AnswerHiddenAt == null);
}
