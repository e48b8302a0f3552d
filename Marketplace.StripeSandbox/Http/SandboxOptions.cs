using Marketplace.StripeSandbox.Billing;

namespace Marketplace.StripeSandbox.Http;

internal sealed class SandboxOptions
{
    /// <summary>Where events go besides the registered endpoints; platform and connected accounts alike.</summary>
    public Uri? WebhookUrl { get; init; }

    public string? WebhookSecret { get; init; }

    /// <summary>Whether time-based work runs by itself once a second; tests switch it off and call the tick.</summary>
    public bool Ticker { get; init; } = true;

    /// <summary>The address in links to hosted pages; unset, the one the API request came to.</summary>
    public Uri? PublicUrl { get; init; }

    public BillingSettings Billing { get; init; } = BillingSettings.Default;

    public static SandboxOptions From(IConfiguration configuration)
    {
        var url = configuration["Stripe:WebhookUrl"];
        var options = new SandboxOptions
        {
            WebhookUrl = string.IsNullOrEmpty(url) ? null : new Uri(url),
            WebhookSecret = configuration["Stripe:WebhookSecret"],
            Ticker = configuration.GetValue("Sandbox:Ticker", true),
            Billing = BillingSettings.From(configuration),
            PublicUrl = configuration.GetValue<Uri?>("Sandbox:PublicUrl"),
        };
        return options.WebhookUrl is null || !string.IsNullOrEmpty(options.WebhookSecret)
            ? options
            : throw new InvalidOperationException("Stripe:WebhookUrl is set, so Stripe:WebhookSecret must be set too: events are signed with it.");
    }
}
