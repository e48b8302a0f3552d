namespace Marketplace.Core.Ledger;

/// <summary>
/// The accounts of MONEY.md rule 3. Debits are positive postings, credits negative.
/// <para><c>stripe_clearing</c> is debited with what buyers paid and credited with what went back to them; <c>stripe_fees</c> is credited with what
/// Stripe kept. The seller accounts are credits that tell where the seller's money is: escrow → payable → connected → paid_out.
/// So clearing + fees = platform's part + the sellers' parts, at any time.</para>
/// </summary>
public static class LedgerAccounts
{
    public const string StripeClearing = "stripe_clearing";
    public const string StripeFees = "stripe_fees";
    public const string TaxPayable = "tax_payable";
    public const string PlatformRevenue = "platform_revenue";
    public const string PlatformLoss = "platform_loss";

    /// <summary>Sold, in the holding period.</summary>
    public const string Escrow = "escrow";

    /// <summary>Released, not yet transferred.</summary>
    public const string Payable = "payable";

    /// <summary>On the seller's Stripe balance.</summary>
    public const string Connected = "connected";

    /// <summary>At the seller's bank.</summary>
    public const string PaidOut = "paid_out";
    public const string Debt = "debt";
    public const string DisputeHold = "dispute_hold";

    /// <summary>What subscriptions moved on the platform's Stripe balance, Stripe's fee not taken off; a book of its own beside the marketplace's.</summary>
    public const string SubscriptionClearing = "subscription_clearing";
    public const string SubscriptionFees = "subscription_fees";

    /// <summary>What subscriptions brought after Stripe's fee.</summary>
    public const string SubscriptionRevenue = "subscription_revenue";

    public static IReadOnlyList<string> OfPlatform { get; } = [StripeClearing, StripeFees, TaxPayable, PlatformRevenue, PlatformLoss];

    public static IReadOnlyList<string> OfSellers { get; } = [Escrow, Payable, Connected, PaidOut, Debt, DisputeHold];

    /// <summary>1 for accounts whose normal balance is a debit, -1 for credits.</summary>
    public static int Direction(string account) => account is StripeClearing or SubscriptionClearing or PlatformLoss or Debt ? 1 : -1;
}
