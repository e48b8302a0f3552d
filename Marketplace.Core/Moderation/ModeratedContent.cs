using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Marketplace.Core.Questions;
using Marketplace.Core.Reviews;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Moderation;

/// <summary>A review, a question, or the answer of one, locked: the one place that knows the difference.</summary>
internal sealed class ModeratedContent(MarketplaceDb db, ContentKind kind, Review? review, Question? question)
{
    public Guid ProductId => review?.ProductId ?? question!.ProductId;

    public Guid AuthorId => kind switch
    {
        ContentKind.Review => review!.AuthorId,
        ContentKind.Question => question!.AskerId,
        _ => review?.SellerId ?? question!.SellerId,
    };

    /// <summary>False for an answer that was taken back.</summary>
    public bool HasText => kind switch
    {
        ContentKind.Response => review!.RespondedAt is not null,
        ContentKind.Answer => question!.AnsweredAt is not null,
        _ => true,
    };

    /// <summary>Whether strangers see it (a waiting question is seen by the seller, who may report it too).</summary>
    public bool IsSeenBy(Guid personId) => kind switch
    {
        ContentKind.Review => review!.HiddenAt is null,
        ContentKind.Response => review is { HiddenAt: null, RespondedAt: not null, ResponseHiddenAt: null },
        ContentKind.Question => question!.IsPublic || (question.HiddenAt is null && question.SellerId == personId),
        _ => question!.IsPublic,
    };

    /// <summary>Null when there is no such text. Its product may be out of the shop meanwhile: an admin decides nonetheless.</summary>
    public static async Task<ModeratedContent?> LockAsync(MarketplaceDb db, ContentRef content, CancellationToken cancellationToken)
    {
        if (content.Kind is ContentKind.Review or ContentKind.Response)
        {
            return await db.LockReviewAsync(content.Id, cancellationToken) is { } review ? new(db, content.Kind, review, null) : null;
        }

        return await db.LockQuestionAsync(content.Id, cancellationToken) is { } question ? new(db, content.Kind, null, question) : null;
    }

    public Task<bool> IsInShopAsync(CancellationToken cancellationToken) =>
        db.Products.AnyAsync(product => product.Id == ProductId && product.State == Catalog.ProductState.Published && product.DeletedAt == null, cancellationToken);

    public Task HideAsync(string reason, DateTimeOffset now, CancellationToken cancellationToken) => ChangeAsync(
        kind switch
        {
            ContentKind.Review => () => review!.Hide(reason, now),
            ContentKind.Response => () => review!.HideResponse(reason, now),
            ContentKind.Question => () => question!.Hide(reason, now),
            _ => () => question!.HideAnswer(reason, now),
        },
        now,
        cancellationToken);

    public Task RestoreAsync(DateTimeOffset now, CancellationToken cancellationToken) => ChangeAsync(
        kind switch
        {
            ContentKind.Review => review!.Restore,
            ContentKind.Response => review!.RestoreResponse,
            ContentKind.Question => question!.Restore,
            _ => question!.RestoreAnswer,
        },
        now,
        cancellationToken);

    private async Task ChangeAsync(Action change, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = review?.CountedRating;
        change();
        if (question is not null)
        {
            db.Publish(new FaqChanged(question.ProductId), now);
        }

        await db.SaveRatingAsync(ProductId, before, review?.CountedRating, now, cancellationToken);
    }
}
