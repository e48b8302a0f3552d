using Marketplace.Core.Outbox;

namespace Marketplace.Core.Moderation;

/// <param name="At">Tells a case that was opened again from the first time.</param>
public sealed record ReportsOpened(Guid CaseId, DateTimeOffset At) : IOutboxEvent
{
    public static string Name => "moderation.reports_opened";
}

/// <param name="At">Tells a second hiding from the first.</param>
public sealed record ContentHidden(Guid CaseId, string Reason, DateTimeOffset At) : IOutboxEvent
{
    public static string Name => "moderation.content_hidden";
}

public sealed record ContentRestored(Guid CaseId, DateTimeOffset At) : IOutboxEvent
{
    public static string Name => "moderation.content_restored";
}
