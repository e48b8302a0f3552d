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
