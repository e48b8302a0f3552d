using System.Text.Json.Serialization;

namespace Marketplace.NativeHost.Running;

[JsonConverter(typeof(JsonStringEnumConverter<ResourceState>))]
internal enum ResourceState
{
    /// <summary>Does not exist in native mode.</summary>
    [JsonStringEnumMemberName("absent")]
    Absent,

    [JsonStringEnumMemberName("waiting")]
    Waiting,

    [JsonStringEnumMemberName("starting")]
    Starting,

    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Runs, but its health check says no.</summary>
    [JsonStringEnumMemberName("unhealthy")]
    Unhealthy,

    [JsonStringEnumMemberName("restarting")]
    Restarting,

    /// <summary>Did its work and ended, as a migration does.</summary>
    [JsonStringEnumMemberName("finished")]
    Finished,

    [JsonStringEnumMemberName("failed")]
    Failed,

    [JsonStringEnumMemberName("stopped")]
    Stopped,
}

/// <summary>What is known of a resource at one moment.</summary>
internal sealed record ResourceStatus
{
    public required string Name { get; init; }

    public required string Kind { get; init; }

    public required ResourceState State { get; init; }

    public string? Url { get; init; }

    public int? Pid { get; init; }

    public string? Log { get; init; }

    public int Restarts { get; init; }

    /// <summary>Why it is in this state, where the state alone does not say.</summary>
    public string? Message { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>From the start of its process to its first healthy answer.</summary>
    public TimeSpan? ReadyAfter { get; init; }

    [JsonIgnore]
    public bool IsSettled => State is not (ResourceState.Waiting or ResourceState.Starting or ResourceState.Restarting);
}
