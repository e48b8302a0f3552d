using Marketplace.StripeSandbox.Balance;

namespace Marketplace.StripeSandbox.Billing.Invoices;

/// <summary>
/// How an invoice's total meets the customer's balance: credit is used up first, a negative total becomes credit, and what is
/// too little to be charged is carried over.
/// </summary>
internal readonly record struct BalanceApplication(long AmountDue, long EndingBalance)
{
    public static BalanceApplication Of(long total, long balance, string currency)
    {
        var due = checked(total + balance);
        return due <= 0 || !Amounts.IsChargeable(due, currency) ? new(0, due) : new(due, 0);
    }
}
