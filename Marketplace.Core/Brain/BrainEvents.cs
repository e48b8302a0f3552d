using Marketplace.Core.Outbox;

namespace Marketplace.Core.Brain;

/// <summary>A document is new, was changed, moved to another space, or is gone: its chunks have to follow.</summary>
public sealed record DocumentChanged(Guid DocumentId) : IOutboxEvent
{
    public static string Name => "brain.document_changed";
}
