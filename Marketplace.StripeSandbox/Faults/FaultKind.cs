using System.Text.Json;
using System.Text.Json.Serialization;

namespace Marketplace.StripeSandbox.Faults;

/// <summary>What can go wrong between a shop and Stripe.</summary>
[JsonConverter(typeof(FaultKindNames))]
internal enum FaultKind
{
    /// <summary>The answer takes its time; of a webhook, the event does.</summary>
    Delay,

    /// <summary>A 500 before anything was done.</summary>
    Error500,

    /// <summary>Too many requests; nothing was done.</summary>
    RateLimit,

    /// <summary>Another request holds the object; nothing was done.</summary>
    LockTimeout,

    /// <summary>The connection is cut before anything was done.</summary>
    LostRequest,

    /// <summary>The work is done and the connection cut: the caller cannot know.</summary>
    LostAnswer,

    /// <summary>The event comes more than once.</summary>
    Duplicate,

    /// <summary>The event comes after one that happened later.</summary>
    Reorder,

    /// <summary>The event never comes.</summary>
    Drop,
}

/// <summary>`lost_answer`, as the rest of the API writes names.</summary>
internal sealed class FaultKindNames() : JsonStringEnumConverter<FaultKind>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
{
    public static string Of(FaultKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());
}
