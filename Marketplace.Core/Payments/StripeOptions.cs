using Microsoft.Extensions.Configuration;

namespace Marketplace.Core.Payments;

/// <summary>Configuration section <c>Stripe</c>.</summary>
public sealed record StripeOptions(string SecretKey, string? WebhookSecret, string? ApiBase)
{
    public static StripeOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Stripe");
        var options = new StripeOptions(
            section["SecretKey"] ?? throw new InvalidOperationException("Stripe:SecretKey is not set."),
            section["WebhookSecret"] is { Length: > 0 } secret ? secret : null,
            section["ApiBase"] is { Length: > 0 } address ? address : null);

        // A live key must never reach anything but Stripe itself.
        if (options.ApiBase is not null && options.SecretKey.StartsWith("sk_live_", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("Stripe:ApiBase is set together with a live key. Remove one of them.");
        }

        return options;
    }
}
