namespace Marketplace.StripeSandbox.Payments;

/// <summary>The names that stand for test cards in API requests: `pm_card_visa` and, as a token, `tok_visa`.</summary>
internal static class TestPaymentMethods
{
    private const string MethodPrefix = "pm_card_";
    private const string TokenPrefix = "tok_";

    private static readonly Dictionary<string, string> Numbers = new(StringComparer.Ordinal)
    {
        ["visa"] = "4242424242424242",
        ["authenticationRequired"] = "4000002760003184",
        ["authenticationRequiredOnSetup"] = "4000002500003155",
        ["threeDSecure2Required"] = "4000000000003220",
        ["chargeCustomerFail"] = "4000000000000341",
        ["visa_chargeCustomerFail"] = "4000000000000341",
        ["chargeDeclined"] = "4000000000000002",
        ["visa_chargeDeclined"] = "4000000000000002",
        ["chargeDeclinedInsufficientFunds"] = "4000000000009995",
        ["visa_chargeDeclinedInsufficientFunds"] = "4000000000009995",
        ["chargeDeclinedExpiredCard"] = "4000000000000069",
        ["chargeDeclinedIncorrectCvc"] = "4000000000000127",
        ["chargeDeclinedProcessingError"] = "4000000000000119",
    };

    public static TestCard? Method(string id) => Find(id, MethodPrefix);

    public static TestCard? Token(string id) => Find(id, TokenPrefix);

    private static TestCard? Find(string id, string prefix)
    {
        if (!id.StartsWith(prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var name = id[prefix.Length..];
        return Numbers.TryGetValue(name, out var number) ? TestCards.Find(number) : TestCards.All.FirstOrDefault(c => c.Alias == MethodPrefix + name);
    }
}
