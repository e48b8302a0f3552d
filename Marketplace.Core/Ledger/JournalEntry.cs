using Marketplace.Core.Kernel;

namespace Marketplace.Core.Ledger;

/// <summary>One business event in the books: at least two postings, sum zero per currency, booked once, never changed.</summary>
public sealed class JournalEntry
{
    private readonly List<Posting> postings = [];

    private JournalEntry()
    {
    }

    public Guid Id { get; private init; }

    /// <summary>With <see cref="SourceId"/> unique: the same event cannot be booked twice.</summary>
    public string EventType { get; private init; } = "";
    public string SourceId { get; private init; } = "";

    /// <summary>When it happened in the business; <see cref="BookedAt"/> is when we wrote it.</summary>
    public DateTimeOffset OccurredAt { get; private init; }
    public DateTimeOffset BookedAt { get; private init; }
    public IReadOnlyList<Posting> Postings => postings;

    /// <exception cref="InvalidOperationException">The postings do not balance.</exception>
    public static JournalEntry Create(string eventType, string sourceId, DateTimeOffset occurredAt, DateTimeOffset bookedAt, IEnumerable<PostingDraft> drafts)
    {
        var entry = new JournalEntry
        {
            Id = Guid.CreateVersion7(bookedAt),
            EventType = eventType,
            SourceId = sourceId,
            OccurredAt = occurredAt,
            BookedAt = bookedAt,
        };
        entry.postings.AddRange(drafts.Where(draft => draft.Amount.Cents != 0).Select((draft, position) => new Posting
        {
            EntryId = entry.Id,
            Position = position,
            Account = draft.Account,
            SellerId = draft.SellerId,
            OrderLineId = draft.OrderLineId,
            Currency = draft.Amount.Currency,
            AmountCents = draft.Amount.Cents,
        }));
        if (entry.postings.Count < 2 || entry.postings.GroupBy(posting => posting.Currency).Any(group => group.Sum(posting => posting.AmountCents) != 0))
        {
            throw new InvalidOperationException($"The postings of {eventType} {sourceId} do not balance.");
        }

        return entry;
    }
}

public sealed class Posting
{
    public required Guid EntryId { get; init; }
    public required int Position { get; init; }
    public required string Account { get; init; }

    /// <summary>Set on the seller accounts.</summary>
    public Guid? SellerId { get; init; }
    public Guid? OrderLineId { get; init; }
    public required string Currency { get; init; }

    /// <summary>Debit positive, credit negative.</summary>
    public required long AmountCents { get; init; }
}

/// <summary>A posting to be booked; drafts of zero are left out.</summary>
public sealed record PostingDraft(string Account, Money Amount, Guid? SellerId = null, Guid? OrderLineId = null)
{
    public static PostingDraft Debit(string account, Money amount, Guid? sellerId = null, Guid? orderLineId = null) => new(account, amount, sellerId, orderLineId);

    public static PostingDraft Credit(string account, Money amount, Guid? sellerId = null, Guid? orderLineId = null) => new(account, -amount, sellerId, orderLineId);
}
