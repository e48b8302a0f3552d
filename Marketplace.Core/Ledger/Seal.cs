namespace Marketplace.Core.Ledger;

/// <summary>A link of the chain over all entries: its hash covers the entry and the seal before, so an entry that is changed afterwards is found.</summary>
public sealed class Seal
{
    /// <summary>From 1, without a gap.</summary>
    public required long Sequence { get; init; }
    public required Guid EntryId { get; init; }
    public required byte[] Hash { get; init; }
    public required DateTimeOffset SealedAt { get; init; }
}

/// <summary>
/// A link of one seller's chain over the postings on the seller's accounts, with the account's balance after it: what statements and
/// balances are read from.
/// </summary>
public sealed class SellerSeal
{
    public required Guid SellerId { get; init; }

    /// <summary>From 1 for each seller, without a gap.</summary>
    public required long Number { get; init; }
    public required Guid EntryId { get; init; }
    public required int Position { get; init; }
    public required string Account { get; init; }
    public required string Currency { get; init; }

    /// <summary>When the entry was booked, or the posting before it where that is later: it never goes back along the chain, so a period is one piece of it.</summary>
    public required DateTimeOffset PostedAt { get; init; }

    /// <summary>Of the account after this posting, in its natural direction.</summary>
    public required long BalanceCents { get; init; }
    public required byte[] Hash { get; init; }
}

/// <summary>An entry that waits for its seal. A trigger writes it with the entry, the sealer deletes it with the seal.</summary>
public sealed class UnsealedEntry
{
    public required Guid EntryId { get; init; }
    public required DateTimeOffset BookedAt { get; init; }
}
