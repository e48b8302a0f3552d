using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Contract;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Events;

internal sealed record Event : StripeObject
{
    public override string Object => "event";

    /// <summary>Set on events of connected accounts only.</summary>
    public string? Account { get; init; }
    public string ApiVersion { get; init; } = StripeContract.Version;
    public required EventData Data { get; init; }
    public bool Livemode { get; init; }
    public int PendingWebhooks { get; init; }
    public required EventRequest Request { get; init; }
    public required string Type { get; init; }
}

internal sealed record EventData(JsonObject Object, JsonObject? PreviousAttributes = null);

/// <summary>The API request that caused an event; empty for what buyers do on a page and what time does.</summary>
internal sealed record EventRequest(string? Id, string? IdempotencyKey)
{
    public static readonly EventRequest None = new(null, null);
}
