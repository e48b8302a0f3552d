using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Time;

/// <summary>When time-based work last ran, in virtual time: after downtime it tells how far the clock has moved.</summary>
internal sealed record SandboxClock : Document
{
    public const string Key = "clock";

    public required DateTimeOffset LastTickAt { get; init; }
}
