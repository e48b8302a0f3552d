using System.ComponentModel.DataAnnotations;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Packages;
using Marketplace.Contracts.Selling;

namespace Marketplace.Contracts.Admin;

/// <summary>A listing that waits for approval.</summary>
/// <param name="IsPriority">The seller's plan has it looked at first.</param>
public sealed record SubmissionView(
    Guid ProductId,
    string Slug,
    string Title,
    string Summary,
    string DescriptionHtml,
    string CategoryName,
    IReadOnlyList<string> Tags,
    IReadOnlyList<string> Stack,
    MoneyView Price,
    MoneyView? ExtendedPrice,
    IReadOnlyList<ImageView> Images,
    string? DemoUrl,
    string? DocsUrl,
    SellerBadgeView Seller,
    SellerVersionView? Version,
    IReadOnlyList<PackageFileView> Files,
    FullPassportView? Passport,
    DateTimeOffset SubmittedAt,
    IReadOnlyList<string> NewStack,
    IReadOnlyList<LinkCheckView> Links,
    bool IsPriority);

/// <summary>A change of an approved listing that waits.</summary>
public sealed record WaitingChangeView(
    Guid ProductId, Guid ChangeId, string Slug, string Title, ProductStatus Status, SellerBadgeView Seller, int Sales, DateTimeOffset AskedAt, IReadOnlyList<ChangedFieldView> Fields);

/// <summary>A listing that was approved once.</summary>
public sealed record AdminProductView(
    Guid Id, string Slug, string Title, ProductStatus Status, MoneyView? Price, SellerBadgeView Seller, int Sales, string? SuspensionReason, DateTimeOffset? PublishedAt, DateTimeOffset UpdatedAt);

public sealed record RejectRequest
{
    /// <summary>Shown and mailed to the seller.</summary>
    [Required, StringLength(1_000, MinimumLength = 10)]
    public string Reason { get; set; } = "";
}

/// <summary>The ledger's always-true statements, checked now.</summary>
public sealed record LedgerInvariantsView(bool Ok, DateTimeOffset CheckedAt, IReadOnlyList<LedgerInvariantView> Invariants, IReadOnlyList<AccountBalanceView> Accounts);

public sealed record LedgerInvariantView(string Name, bool Ok, string Detail);

/// <param name="Account">A MONEY.md account name; seller accounts are summed over all sellers.</param>
/// <param name="Balance">In the account's natural direction: positive is the normal case.</param>
public sealed record AccountBalanceView(string Account, MoneyView Balance);

/// <summary>The chain over the ledger's entries.</summary>
/// <param name="Ok">As last verified.</param>
/// <param name="VerifiedAt">Null before the first time.</param>
/// <param name="Sealed">How many entries are in the chain, <paramref name="Waiting"/> how many will be with the next sealing.</param>
/// <param name="Hash">Of the last seal; null when there is none.</param>
public sealed record LedgerSealsView(bool Ok, DateTimeOffset? VerifiedAt, long Sealed, long Waiting, string? Hash, DateTimeOffset? SealedAt, IReadOnlyList<LedgerInvariantView> Findings);

/// <summary>An outbox message that failed too often.</summary>
public sealed record DeadLetterView(Guid Id, string Type, int Attempts, string Error, DateTimeOffset CreatedAt);

/// <summary>What of the money waits too long, and the last comparisons with Stripe.</summary>
public sealed record OperationsView(bool Ok, IReadOnlyList<AlarmView> Alarms, IReadOnlyList<ReconciliationView> Reconciliations, IReadOnlyList<MismatchView> Mismatches);

/// <param name="Count">How many are too old; zero is well.</param>
public sealed record AlarmView(string Code, string Text, int Count, DateTimeOffset? OldestAt);

public sealed record ReconciliationView(DateTimeOffset FromAt, DateTimeOffset ToAt, DateTimeOffset RanAt, int Compared, int Differed);

/// <param name="AtStripe">What the movement changes of the platform's balance, by Stripe.</param>
/// <param name="InBooks">The same by our books.</param>
public sealed record MismatchView(Guid Id, string Event, string SourceId, MoneyView AtStripe, MoneyView InBooks, IReadOnlyList<string> Sellers, DateTimeOffset FoundAt, DateTimeOffset? ResolvedAt);
