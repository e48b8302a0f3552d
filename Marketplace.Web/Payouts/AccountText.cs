namespace Marketplace.Web.Payouts;

/// <summary>The ledger's names as sellers read them.</summary>
public static class AccountText
{
    public static string Of(string account) => account switch
    {
        "escrow" => "Held",
        "payable" => "Available",
        "connected" => "In transit",
        "paid_out" => "Paid",
        "debt" => "Debt",
        "dispute_hold" => "On hold",
        _ => account,
    };

    public static string Kind(string kind) => kind switch
    {
        "sale" => "Sale",
        "release" => "Holding period over",
        "transfer" => "Transfer to Stripe",
        "bank_payout" => "Payout to your bank",
        "bank_payout_returned" => "Payout sent back by the bank",
        { Length: > 0 } => char.ToUpperInvariant(kind[0]) + kind[1..].Replace('_', ' '),
        _ => kind,
    };
}
