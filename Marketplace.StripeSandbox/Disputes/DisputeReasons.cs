using Marketplace.StripeSandbox.Http;

namespace Marketplace.StripeSandbox.Disputes;

/// <summary>Stripe's reasons of a dispute, and the code that the card network would give for each.</summary>
internal static class DisputeReasons
{
    public const string Default = "fraudulent";

    private static readonly Dictionary<string, string> NetworkCodes = new(StringComparer.Ordinal)
    {
        ["fraudulent"] = "10.4",
        ["product_not_received"] = "13.1",
        ["subscription_canceled"] = "13.2",
        ["product_unacceptable"] = "13.3",
        ["credit_not_processed"] = "13.6",
        ["duplicate"] = "12.6.1",
        ["unrecognized"] = "10.4",
        ["general"] = "13.5",
    };

    public static IEnumerable<string> All => NetworkCodes.Keys;

    public static string RequireCode(string reason) => NetworkCodes.TryGetValue(reason, out var code)
        ? code
        : throw StripeError.Invalid($"Invalid reason: must be one of {string.Join(", ", All)}", "reason");
}
