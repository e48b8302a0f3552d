namespace Marketplace.Core.Outbox;

/// <summary>When a failed message is tried again: 2, 4, 8 … seconds, at most 5 minutes.</summary>
public static class OutboxPolicy
{
    /// <summary>Handled messages are kept this long, to look back at.</summary>
    public static readonly TimeSpan KeepHandled = TimeSpan.FromDays(7);

    public static TimeSpan BackOff(int attempts) => TimeSpan.FromSeconds(Math.Min(300, Math.Pow(2, attempts)));
}
