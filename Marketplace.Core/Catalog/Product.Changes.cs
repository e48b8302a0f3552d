using Marketplace.Core.Kernel;

namespace Marketplace.Core.Catalog;

/// <content>
/// A change of an approved listing that a person looks at first. The listing stays for sale as it was.
/// <code>
///          edit that matters           approve
/// (none) ─────────────────▶ waiting ───────────▶ (none), applied
///    ▲                       │  │ ▲
///    ├── take back, edit back┘  │ └── another edit replaces it
///    └── next edit ── refused ◀─┘ reject
/// </code>
/// </content>
public sealed partial class Product
{
    /// <summary>What waits or was refused; null when there is nothing to tell.</summary>
    public ListingChange? Change { get; private set; }

    /// <summary>The change's place in the queue; null unless one waits.</summary>
    public DateTimeOffset? ChangeAskedAt { get; private set; }

    /// <summary>True once approved: from then on what matters of an edit, and a new package, is looked at before buyers get it.</summary>
    public bool ChangesAreReviewed => State is ProductState.Published or ProductState.Suspended or ProductState.Unlisted;

    /// <summary>The change that waits; null when none does.</summary>
    public ListingChange? WaitingChange => ChangeAskedAt is null ? null : Change;

    public Result<Done> ApproveChange(Guid changeId, DateTimeOffset now)
    {
        if (CheckChange(changeId) is { } refusal)
        {
            return refusal;
        }

        (PriceCents, ExtendedPriceCents, CategorySlug) = (Change!.PriceCents, Change.ExtendedPriceCents, Change.Category);
        Forget();
        return Touch(now);
    }

    public Result<Done> RejectChange(Guid changeId, string reason, DateTimeOffset now)
    {
        if (CheckChange(changeId) is { } refusal)
        {
            return refusal;
        }

        Change = Change! with { RefusedReason = reason };
        ChangeAskedAt = null;

        // An editor that is open still holds the refused values: saving it must not ask for them again unseen.
        Revision++;
        return Touch(now);
    }

    /// <summary>The seller's own: also puts away a refusal that was read.</summary>
    public Result<Done> TakeBackChange(Guid changeId, DateTimeOffset now)
    {
        if (DeletedAt is not null)
        {
            return Error.NotFound("product");
        }

        if (Change?.Id != changeId)
        {
            return CatalogErrors.ChangeGone;
        }

        Forget();
        Revision++;
        return Touch(now);
    }

    private void Ask(ProductContent wanted, ProductContent atOnce, DateTimeOffset now)
    {
        if ((wanted.PriceCents, wanted.ExtendedPriceCents, wanted.Category) == (atOnce.PriceCents, atOnce.ExtendedPriceCents, atOnce.Category))
        {
            Forget();
            return;
        }

        // The same once more, with a typo mended elsewhere, keeps its place in the queue.
        if (WaitingChange is { } waiting
            && (waiting.PriceCents, waiting.ExtendedPriceCents, waiting.Category) == (wanted.PriceCents, wanted.ExtendedPriceCents, wanted.Category))
        {
            return;
        }

        Change = new(Guid.CreateVersion7(now), wanted.PriceCents, wanted.ExtendedPriceCents, wanted.Category);
        ChangeAskedAt = now;
    }

    private void Forget() => (Change, ChangeAskedAt) = (null, null);

    private Error? CheckChange(Guid changeId) => this switch
    {
        { DeletedAt: not null } => Error.NotFound("product"),
        { WaitingChange: { } waiting } when waiting.Id == changeId => null,
        _ => CatalogErrors.ChangeGone,
    };
}
