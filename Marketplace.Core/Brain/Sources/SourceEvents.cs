using Marketplace.Core.Outbox;

namespace Marketplace.Core.Brain.Sources;

/// <summary>A seller has opened or closed something of a product to the Brain.</summary>
public sealed record SourcesChanged(Guid ProductId) : IOutboxEvent
{
    public static string Name => "brain.sources_changed";
}
