using Marketplace.Core.Outbox;

namespace Marketplace.Core.Brain.Entries;

/// <summary>An entry's text is public: published, or changed while it was.</summary>
/// <param name="IsFirst">Nobody could read the entry before.</param>
public sealed record EntryPublished(Guid EntryId, bool IsFirst) : IOutboxEvent
{
    public static string Name => "brain.entry_published";
}
