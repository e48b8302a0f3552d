using Marketplace.Core.Outbox;

namespace Marketplace.Core.Disputes;

public sealed record DisputeOpened(Guid DisputeId) : IOutboxEvent
{
    public static string Name => "disputes.opened";
}

public sealed record DisputeClosed(Guid DisputeId) : IOutboxEvent
{
    public static string Name => "disputes.closed";
}

public sealed record FraudWarned(Guid WarningId) : IOutboxEvent
{
    public static string Name => "disputes.fraud_warned";
}
