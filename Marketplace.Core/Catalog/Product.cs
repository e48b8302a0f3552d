using Marketplace.Core.Kernel;

namespace Marketplace.Core.Catalog;

public enum ProductState
{
    Draft,
    Submitted,
    Rejected,
    Published,
    Suspended,
    Unlisted,
}

/// <summary>
/// A listing.
/// <code>
/// draft ──submit──▶ submitted ──approve──▶ published ◀──restore── suspended
///   ▲                  │                    ▲  │ └─────suspend───────▲ ▲
///   └──edit── rejected ◀──reject            │  └──unlist──▶ unlisted───┘
///                                           └────relist──────┘
/// </code>
/// Suspended is an admin's word, unlisted the plan's: more listings than it has room for. An admin may suspend an unlisted one too.
/// Deleting is a mark (<see cref="DeletedAt"/>): owners keep their downloads.
/// What waits beside an approved listing is drawn in Product.Changes.cs.
/// </summary>
public sealed partial class Product
{
    public required Guid Id { get; init; }
    public required Guid SellerId { get; init; }
    public required string Slug { get; set; }
    public required string Title { get; set; }
    public string Summary { get; set; } = "";

    /// <summary>Markdown as written.</summary>
    public string Description { get; set; } = "";

    /// <summary>Sanitised HTML of <see cref="Description"/>, made at each edit.</summary>
    public string DescriptionHtml { get; set; } = "";
    public required string CategorySlug { get; set; }
    public List<string> Tags { get; set; } = [];
    public List<string> Stack { get; set; } = [];
    public string Currency { get; set; } = Currencies.Default;

    /// <summary>The Standard licence; null until set, 0 for free.</summary>
    public long? PriceCents { get; set; }
    public long? ExtendedPriceCents { get; set; }
    public string? DemoUrl { get; set; }
    public string? DocsUrl { get; set; }
    public ProductState State { get; internal set; }
    public string? RejectionReason { get; internal set; }

    /// <summary>Why it was taken out of the shop; null unless it is suspended.</summary>
    public string? SuspensionReason { get; internal set; }
    public DateTimeOffset? SubmittedAt { get; internal set; }

    /// <summary>The first approval; kept from then on.</summary>
    public DateTimeOffset? PublishedAt { get; internal set; }
    public DateTimeOffset? DeletedAt { get; internal set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>The newest package that passed its check; a copy from packages, so that the catalogue need not ask there.</summary>
    public Guid? LatestVersionId { get; internal set; }
    public string? LatestVersion { get; internal set; }

    /// <summary>Derived from paid lines and visible reviews; kept here so that lists need no joins.</summary>
    public int SalesCount { get; set; }
    public int RatingCount { get; set; }
    public int RatingSum { get; set; }
    public List<ProductImage> Images { get; } = [];

    /// <summary>Counts the edits of the text: one that started from an older count is refused. Pictures are changed one by one and do not count.</summary>
    public uint Revision { get; private set; }

    public bool CanBeSubmitted => State is ProductState.Draft or ProductState.Rejected && CatalogPolicy.Missing(this).Count == 0;

    public bool IsPublic => State == ProductState.Published && DeletedAt is null;

    /// <summary>The price under a licence; null when it is not offered.</summary>
    public long? PriceOf(LicenseKind license) => license == LicenseKind.Standard ? PriceCents : ExtendedPriceCents;

    /// <summary>Takes validated content. A rejected listing becomes a draft; an approved one must stay complete, and what matters of the edit waits.</summary>
    public Result<Done> Edit(ProductContent content, string descriptionHtml, DateTimeOffset now)
    {
        if (CheckEditable() is { } refusal)
        {
            return refusal;
        }

        var atOnce = ChangesAreReviewed ? CatalogPolicy.AtOnce(this, content) : content;
        Ask(content, atOnce, now);
        Write(atOnce, descriptionHtml);
        if (State == ProductState.Rejected)
        {
            State = ProductState.Draft;
        }

        Revision++;
        return Touch(now);
    }

    /// <summary>The newest package has changed; null when none is left that can be sold.</summary>
    public void Offer(Guid? versionId, string? version, DateTimeOffset now)
    {
        if (LatestVersionId != versionId)
        {
            (LatestVersionId, LatestVersion, UpdatedAt) = (versionId, version, now);
        }
    }

    public Result<Done> Submit(DateTimeOffset now)
    {
        if (DeletedAt is not null)
        {
            return Error.NotFound("product");
        }

        if (State is not (ProductState.Draft or ProductState.Rejected))
        {
            return CatalogErrors.NotADraft(State);
        }

        if (CatalogPolicy.Missing(this) is { Count: > 0 } missing)
        {
            return CatalogErrors.Incomplete(missing);
        }

        State = ProductState.Submitted;
        SubmittedAt = now;
        RejectionReason = null;
        UpdatedAt = now;
        return default(Done);
    }

    public Result<Done> Approve(DateTimeOffset now)
    {
        if (CheckState(ProductState.Submitted) is { } refusal)
        {
            return refusal;
        }

        State = ProductState.Published;
        PublishedAt ??= now;
        UpdatedAt = now;
        return default(Done);
    }

    public Result<Done> Reject(string reason, DateTimeOffset now)
    {
        if (CheckState(ProductState.Submitted) is { } refusal)
        {
            return refusal;
        }

        State = ProductState.Rejected;
        RejectionReason = reason;
        UpdatedAt = now;
        return default(Done);
    }

    public Result<Done> Suspend(string reason, DateTimeOffset now)
    {
        if (CheckState(State == ProductState.Unlisted ? ProductState.Unlisted : ProductState.Published) is { } refusal)
        {
            return refusal;
        }

        State = ProductState.Suspended;
        SuspensionReason = reason;
        UpdatedAt = now;
        return default(Done);
    }

    public Result<Done> Restore(DateTimeOffset now)
    {
        if (CheckState(ProductState.Suspended) is { } refusal)
        {
            return refusal;
        }

        if (CatalogPolicy.Missing(this) is { Count: > 0 } missing)
        {
            return CatalogErrors.Incomplete(missing);
        }

        State = ProductState.Published;
        SuspensionReason = null;
        UpdatedAt = now;
        return default(Done);
    }

    public Result<Done> Unlist(DateTimeOffset now)
    {
        if (CheckState(ProductState.Published) is { } refusal)
        {
            return refusal;
        }

        State = ProductState.Unlisted;
        UpdatedAt = now;
        return default(Done);
    }

    public Result<Done> Relist(DateTimeOffset now)
    {
        if (CheckState(ProductState.Unlisted) is { } refusal)
        {
            return refusal;
        }

        if (CatalogPolicy.Missing(this) is { Count: > 0 } missing)
        {
            return CatalogErrors.Incomplete(missing);
        }

        State = ProductState.Published;
        UpdatedAt = now;
        return default(Done);
    }

    public Result<Done> Delete(DateTimeOffset now)
    {
        if (DeletedAt is not null)
        {
            return Error.NotFound("product");
        }

        DeletedAt = UpdatedAt = now;
        return default(Done);
    }

    private Error? CheckEditable() => this switch
    {
        { DeletedAt: not null } => Error.NotFound("product"),
        { State: ProductState.Submitted } => CatalogErrors.InReview,
        _ => null,
    };

    private Error? CheckState(ProductState expected) => this switch
    {
        { DeletedAt: not null } => Error.NotFound("product"),
        _ when State != expected => CatalogErrors.WrongState(expected, State),
        _ => null,
    };

    private Result<Done> Touch(DateTimeOffset now)
    {
        if (State is ProductState.Published or ProductState.Unlisted && CatalogPolicy.Missing(this) is { Count: > 0 } missing)
        {
            return CatalogErrors.WouldBeIncomplete(missing);
        }

        UpdatedAt = now;
        return default(Done);
    }

    private void Write(ProductContent content, string descriptionHtml)
    {
        Title = content.Title;
        Summary = content.Summary;
        Description = content.Description;
        DescriptionHtml = descriptionHtml;
        CategorySlug = content.Category;
        Tags = [.. content.Tags];
        Stack = [.. content.Stack];
        PriceCents = content.PriceCents;
        ExtendedPriceCents = content.ExtendedPriceCents;
        DemoUrl = content.DemoUrl;
        DocsUrl = content.DocsUrl;
    }
}
