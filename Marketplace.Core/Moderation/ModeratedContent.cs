using Marketplace.Core.Brain.Entries;
using Marketplace.Core.Data;
using Marketplace.Core.Questions;
using Marketplace.Core.Reviews;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Moderation;

/// <summary>A text that can be reported, locked: the one place that knows the differences between them.</summary>
internal abstract class ModeratedContent
{
    public abstract Guid AuthorId { get; }

    /// <summary>False for an answer that was taken back.</summary>
    public virtual bool HasText => true;

    /// <summary>Null for a text that belongs to no product.</summary>
    protected virtual Guid? ProductId => null;

    /// <summary>Null when there is no such text. Its product may be out of the shop meanwhile: an admin decides nonetheless.</summary>
    public static async Task<ModeratedContent?> LockAsync(MarketplaceDb db, ContentRef content, CancellationToken cancellationToken) => content.Kind switch
    {
        ContentKind.Review or ContentKind.Response => await db.LockReviewAsync(content.Id, cancellationToken) is { } review ? new ModeratedReview(db, content.Kind, review) : null,
        ContentKind.Entry => await db.LockEntryAsync(content.Id, cancellationToken) is { } entry ? new ModeratedEntry(db, entry) : null,
        ContentKind.CommunityQuestion => await db.LockCommunityQuestionAsync(content.Id, cancellationToken) is { } asked ? new ModeratedCommunityQuestion(db, asked) : null,
        _ => await db.LockQuestionAsync(content.Id, cancellationToken) is { } question ? new ModeratedQuestion(db, content.Kind, question) : null,
    };

    /// <summary>Whether strangers see it (a waiting question is seen by the seller, who may report it too).</summary>
    public abstract bool IsSeenBy(Guid personId);

    public async Task<bool> IsInShopAsync(MarketplaceDb db, CancellationToken cancellationToken) =>
        ProductId is not { } id || await db.Products.AnyAsync(product => product.Id == id && product.State == Catalog.ProductState.Published && product.DeletedAt == null, cancellationToken);

    public abstract Task HideAsync(string reason, DateTimeOffset now, CancellationToken cancellationToken);

    public abstract Task RestoreAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A review, or the seller's answer to it.</summary>
internal sealed class ModeratedReview(MarketplaceDb db, ContentKind kind, Review review) : ModeratedContent
{
    public override Guid AuthorId => kind == ContentKind.Review ? review.AuthorId : review.SellerId;

    public override bool HasText => kind == ContentKind.Review || review.RespondedAt is not null;

    protected override Guid? ProductId => review.ProductId;

    public override bool IsSeenBy(Guid personId) =>
        review.HiddenAt is null && (kind == ContentKind.Review || review is { RespondedAt: not null, ResponseHiddenAt: null });

    public override Task HideAsync(string reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(kind == ContentKind.Review ? () => review.Hide(reason, now) : () => review.HideResponse(reason, now), now, cancellationToken);

    public override Task RestoreAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(kind == ContentKind.Review ? review.Restore : review.RestoreResponse, now, cancellationToken);

    private Task ChangeAsync(Action change, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = review.CountedRating;
        change();
        return db.SaveRatingAsync(review.ProductId, before, review.CountedRating, now, cancellationToken);
    }
}

/// <summary>A question on a product's page, or the seller's answer to it.</summary>
internal sealed class ModeratedQuestion(MarketplaceDb db, ContentKind kind, Question question) : ModeratedContent
{
    public override Guid AuthorId => kind == ContentKind.Question ? question.AskerId : question.SellerId;

    public override bool HasText => kind == ContentKind.Question || question.AnsweredAt is not null;

    protected override Guid? ProductId => question.ProductId;

    public override bool IsSeenBy(Guid personId) =>
        question.IsPublic || (kind == ContentKind.Question && question.HiddenAt is null && question.SellerId == personId);

    public override Task HideAsync(string reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(kind == ContentKind.Question ? () => question.Hide(reason, now) : () => question.HideAnswer(reason, now), now, cancellationToken);

    public override Task RestoreAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(kind == ContentKind.Question ? question.Restore : question.RestoreAnswer, now, cancellationToken);

    private Task ChangeAsync(Action change, DateTimeOffset now, CancellationToken cancellationToken)
    {
        change();
        Outbox.OutboxWriter.Publish(db, new FaqChanged(question.ProductId), now);
        return db.SaveChangesAsync(cancellationToken);
    }
}

/// <summary>An entry of the Brain: hidden, it is gone from its page and from answers.</summary>
internal sealed class ModeratedEntry(MarketplaceDb db, Entry entry) : ModeratedContent
{
    public override Guid AuthorId => entry.AuthorId;

    public override bool IsSeenBy(Guid personId) => entry.IsPublic;

    public override Task HideAsync(string reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        entry.Hide(reason, now);
        return db.SaveEntryAsync(entry, now, cancellationToken);
    }

    public override Task RestoreAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        entry.Restore();
        return db.SaveEntryAsync(entry, now, cancellationToken);
    }
}

/// <summary>A question that was put before everybody.</summary>
internal sealed class ModeratedCommunityQuestion(MarketplaceDb db, CommunityQuestion question) : ModeratedContent
{
    public override Guid AuthorId => question.AskerId;

    public override bool IsSeenBy(Guid personId) => question.IsPublic;

    public override Task HideAsync(string reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        question.Hide(reason, now);
        return db.SaveChangesAsync(cancellationToken);
    }

    public override Task RestoreAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        question.Restore();
        return db.SaveChangesAsync(cancellationToken);
    }
}
