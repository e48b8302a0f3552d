using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Selling;

/// <summary>A seller's statement over whole UTC days; <c>docs/statement.md</c> says how to check it.</summary>
/// <param name="Count">Postings in the period; <paramref name="Items"/> are one page of them.</param>
/// <param name="OpeningHash">Of the last posting before the period; 64 zeros at the beginning of all.</param>
/// <param name="ClosingHash">Of the period's last posting.</param>
public sealed record StatementView(
    DateOnly From,
    DateOnly To,
    IReadOnlyList<StatementAccountView> Accounts,
    long Count,
    string OpeningHash,
    string ClosingHash,
    IReadOnlyList<StatementItemView> Items,
    string? NextCursor);

/// <param name="Account">A MONEY.md account name.</param>
public sealed record StatementAccountView(string Account, MoneyView Opening, MoneyView Closing);

/// <param name="Kind">The event that was booked: <c>sale</c>, <c>release</c>, <c>transfer</c>, <c>bank_payout</c>, …</param>
/// <param name="Amount">Positive: more on the account.</param>
/// <param name="Balance">Of the account after it.</param>
public sealed record StatementItemView(long Number, DateTimeOffset PostedAt, string Kind, string? OrderNumber, string? ProductTitle, string Account, MoneyView Amount, MoneyView Balance);
