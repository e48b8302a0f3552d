using Marketplace.Core.Kernel;

namespace Marketplace.Core.Disputes;

/// <summary>How long a fraud warning stops an order's money when nobody decides, and how disputes are followed.</summary>
public static class DisputePolicy
{
    public static readonly TimeSpan WarningHold = TimeSpan.FromDays(14);

    /// <summary>The sweep looks this far back at Stripe for disputes whose webhook was lost.</summary>
    public static readonly TimeSpan SweepBack = TimeSpan.FromDays(2);

    /// <summary>Open disputes that were not heard of for this long are asked after.</summary>
    public static readonly TimeSpan SweepAfter = TimeSpan.FromMinutes(15);

    /// <summary>Evidence that arrives after the bank's date is not read.</summary>
    public static bool MayRespond(Dispute dispute, DateTimeOffset now) =>
        dispute.State is DisputeState.NeedsResponse or DisputeState.Inquiry && (dispute.EvidenceDueAt is null || now < dispute.EvidenceDueAt);
}

public static class DisputeErrors
{
    public static Error NotOpen { get; } = new(ErrorKind.Conflict, "disputes.not_open", "This dispute takes no evidence any more: it was answered, decided, or its date has passed.");

    public static Error WarningClosed { get; } = new(ErrorKind.Conflict, "disputes.warning_closed", "This warning is closed already.");

    public static Error Unavailable { get; } = new(ErrorKind.Unavailable, "payment_unavailable", "Stripe cannot be reached right now. Your text is kept: send it again in a minute.");

    public static Error Refused(string reason) => new(ErrorKind.Conflict, "disputes.refused", $"Stripe did not take the evidence. {reason}");
}
