using Marketplace.Core.Outbox;

namespace Marketplace.Core.Catalog;

/// <summary>Something that the public sees of a product changed: published, edited, suspended, deleted, new version, new rating.</summary>
public sealed record ProductChanged(Guid ProductId) : IOutboxEvent
{
    public static string Name => "catalog.product_changed";
}

public sealed record ProductSubmitted(Guid ProductId) : IOutboxEvent
{
    public static string Name => "catalog.product_submitted";
}

public sealed record ProductApproved(Guid ProductId) : IOutboxEvent
{
    public static string Name => "catalog.product_approved";
}

public sealed record ProductRejected(Guid ProductId, string Reason) : IOutboxEvent
{
    public static string Name => "catalog.product_rejected";
}

/// <param name="At">Tells a second suspension from the first.</param>
public sealed record ProductSuspended(Guid ProductId, string Reason, DateTimeOffset At) : IOutboxEvent
{
    public static string Name => "catalog.product_suspended";
}

public sealed record ProductRestored(Guid ProductId, DateTimeOffset At) : IOutboxEvent
{
    public static string Name => "catalog.product_restored";
}

/// <summary>A listing is no longer for sale, by its seller or an admin: there may be room for another.</summary>
public sealed record ListingTakenDown(Guid SellerId) : IOutboxEvent
{
    public static string Name => "catalog.listing_taken_down";
}

/// <summary>The plan's number of listings for sale has taken some out of the shop, or brought some back.</summary>
/// <param name="At">Tells this time from others.</param>
public sealed record ListingsArranged(Guid SellerId, IReadOnlyList<Guid> Unlisted, IReadOnlyList<Guid> Relisted, DateTimeOffset At) : IOutboxEvent
{
    public static string Name => "catalog.listings_arranged";
}

/// <summary>An approved listing's seller wants something changed that a person looks at first.</summary>
public sealed record ListingChangeAsked(Guid ProductId, Guid ChangeId, IReadOnlyList<ChangedField> Fields) : IOutboxEvent
{
    public static string Name => "catalog.change_asked";
}

/// <param name="Reason">Null when it was approved.</param>
public sealed record ListingChangeDecided(Guid ProductId, Guid ChangeId, IReadOnlyList<ChangedField> Fields, string? Reason) : IOutboxEvent
{
    public static string Name => "catalog.change_decided";
}

/// <summary>The demo or documentation address is another.</summary>
public sealed record ListingLinksChanged(Guid ProductId) : IOutboxEvent
{
    public static string Name => "catalog.links_changed";
}
