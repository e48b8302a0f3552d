using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Marketplace.Core.Questions;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Notifications;

/// <summary>Tells sellers of a question, and who asked of the answer.</summary>
public sealed class QuestionMails(MarketplaceDb db, Notifier notifier, CheckoutUrls urls) : IOutboxHandler<QuestionAsked>, IOutboxHandler<QuestionAnswered>
{
    public async Task HandleAsync(QuestionAsked message, CancellationToken cancellationToken)
    {
        if (await FindAsync(message.QuestionId, cancellationToken) is not { } found)
        {
            return;
        }

        var (question, product) = found;
        var body = new MailBody()
            .Paragraph($"Somebody asks about “{product.Title}”:")
            .Paragraph(question.Body)
            .Paragraph("Your answer publishes the question on the product's page.")
            .Link("Answer it", urls.SellerQuestions);
        await notifier.TellAsync(new(NotificationKind.Questions, product.SellerId, $"question:{question.Id}", $"A question about {product.Title}", body, urls.SellerQuestions), cancellationToken);
    }

    public async Task HandleAsync(QuestionAnswered message, CancellationToken cancellationToken)
    {
        if (await FindAsync(message.QuestionId, cancellationToken) is not { Question: { IsPublic: true, AnswerBody: { } answer } } found)
        {
            return;
        }

        var (question, product) = found;
        var link = urls.Questions(product.Slug);
        var body = new MailBody()
            .Paragraph($"You asked about “{product.Title}”: {question.Body}")
            .Paragraph("The seller answers:")
            .Paragraph(answer)
            .Link("See it on the product's page", link);
        await notifier.TellAsync(new(NotificationKind.Questions, question.AskerId, $"question-answered:{question.Id}", $"Your question about {product.Title} is answered", body, link), cancellationToken);
    }

    /// <summary>Null when it was taken back or hidden meanwhile.</summary>
    private async Task<(Question Question, Product Product)?> FindAsync(Guid questionId, CancellationToken cancellationToken)
    {
        var question = await db.Questions.AsNoTracking().SingleOrDefaultAsync(question => question.Id == questionId && question.HiddenAt == null, cancellationToken);
        return question is null ? null : (question, await db.Products.AsNoTracking().SingleAsync(product => product.Id == question.ProductId, cancellationToken));
    }
}
