using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Webhooks;

internal sealed record WebhookEndpoint : StripeObject
{
    public override string Object => "webhook_endpoint";
    public string? ApiVersion { get; init; }
    public string? Description { get; init; }
    public required IReadOnlyList<string> EnabledEvents { get; init; }
    public bool Livemode { get; init; }
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>Shown by the API in the answer to the creation only.</summary>
    [SandboxOnly]
    public required string Secret { get; init; }

    /// <summary>Receives events of connected accounts instead of the platform's own.</summary>
    [SandboxOnly]
    public bool Connect { get; init; }
    public string Status { get; init; } = "enabled";
    public required string Url { get; init; }
}
