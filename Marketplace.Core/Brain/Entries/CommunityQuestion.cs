using Marketplace.Core.Kernel;

namespace Marketplace.Core.Brain.Entries;

/// <summary>
/// What the Brain could not answer, put before everybody by who asked it. Entries are written for it; the asker hears of each.
/// <code>
/// open ──close──▶ closed          at any time: hidden by the marketplace, and restored
/// </code>
/// </summary>
public sealed class CommunityQuestion
{
    public required Guid Id { get; init; }
    public required Guid AskerId { get; init; }

    /// <summary>Plain text.</summary>
    public required string Body { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public DateTimeOffset? HiddenAt { get; private set; }
    public string? HiddenReason { get; private set; }

    public bool IsPublic => HiddenAt is null;

    public Result<Done> Close(DateTimeOffset now)
    {
        if (HiddenAt is not null)
        {
            return CommunityErrors.Hidden(HiddenReason);
        }

        ClosedAt ??= now;
        return default(Done);
    }

    public void Hide(string reason, DateTimeOffset now) => (HiddenAt, HiddenReason) = (now, reason);

    public void Restore() => (HiddenAt, HiddenReason) = (null, null);
}
