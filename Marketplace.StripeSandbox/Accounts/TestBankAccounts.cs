namespace Marketplace.StripeSandbox.Accounts;

/// <summary>Stripe's test bank accounts: most take payouts, some send them back.</summary>
internal static class TestBankAccounts
{
    public const string RoutingNumber = "110000000";
    public const string Good = "000123456789";

    private static readonly Dictionary<string, string?> Failures = new(StringComparer.Ordinal)
    {
        [Good] = null,
        ["000111111113"] = "account_closed",
        ["000111111116"] = "no_account",
        ["000222222227"] = "insufficient_funds",
        ["000333333335"] = "debit_not_authorized",
        ["000444444440"] = "invalid_currency",
    };

    private static readonly Dictionary<string, string> Messages = new(StringComparer.Ordinal)
    {
        ["account_closed"] = "The bank account has been closed.",
        ["no_account"] = "The bank account details on file are probably incorrect. No bank account could be located with those details.",
        ["insufficient_funds"] = "Your account has insufficient funds to cover the payout.",
        ["debit_not_authorized"] = "Debit transactions are not approved on your bank account.",
        ["invalid_currency"] = "The bank was unable to process this payout because of its currency.",
    };

    public static IEnumerable<(string Number, string? Failure)> All => Failures.Select(f => (f.Key, f.Value));

    public static IEnumerable<string> FailureCodes => Messages.Keys;

    public static bool Knows(string number) => Failures.ContainsKey(number);

    /// <summary>Why payouts to this account fail; null where they arrive.</summary>
    public static string? FailureOf(string number) => Failures[number];

    public static string MessageOf(string failureCode) => Messages[failureCode];
}
