using Marketplace.Core.Kernel;

namespace Marketplace.Core.Webhooks;

// The wire format of docs/webhooks.md: fields are added, never renamed or removed.

public sealed record WebhookPayload(string Id, string Type, int Version, DateTimeOffset Timestamp, object Data);

/// <param name="Amount">In minor units.</param>
public sealed record WebhookMoney(long Amount, string Currency)
{
    public static WebhookMoney Of(long cents, string currency) => new(cents, currency);

    public static WebhookMoney Of(Money money) => new(money.Cents, money.Currency);
}

public sealed record PaidOrderData(Guid OrderId, string OrderNumber, DateTimeOffset PaidAt, IReadOnlyList<PaidLineData> Lines);

/// <param name="Price">What the line was sold for: without tax, less the discount.</param>
/// <param name="SellerAmount">The price less both fees.</param>
public sealed record PaidLineData(
    Guid LineId,
    Guid ProductId,
    string Slug,
    string Title,
    string License,
    WebhookMoney Price,
    WebhookMoney Discount,
    WebhookMoney PlatformFee,
    WebhookMoney ProcessingFee,
    WebhookMoney SellerAmount,
    DateTimeOffset ReleaseAt);

public sealed record RefundData(Guid RefundId, Guid OrderId, string OrderNumber, string Reason, IReadOnlyList<RefundedLineData> Lines);

/// <param name="Refunded">What of this line goes back to the buyer, tax included.</param>
/// <param name="SellerAmount">The seller's part of it.</param>
/// <param name="LicenseEnded">Nothing of the line is left: licence and downloads have ended.</param>
public sealed record RefundedLineData(Guid LineId, Guid ProductId, string Slug, string Title, WebhookMoney Refunded, WebhookMoney SellerAmount, bool LicenseEnded);

/// <param name="Reason">The bank's word.</param>
/// <param name="Status"><c>inquiry</c>, <c>needs_response</c>, <c>under_review</c>, <c>won</c>, <c>lost</c> or <c>closed</c>.</param>
public sealed record DisputeData(Guid DisputeId, Guid OrderId, string OrderNumber, string Reason, string Status, DateTimeOffset? EvidenceDueAt, IReadOnlyList<DisputedLineData> Lines);

public sealed record DisputedLineData(Guid LineId, WebhookMoney Disputed);

/// <param name="SetOff">What of the order paid a debt of the seller instead.</param>
public sealed record TransferData(Guid TransferId, Guid OrderId, string OrderNumber, WebhookMoney Amount, WebhookMoney SetOff, DateTimeOffset SentAt);

/// <param name="Status"><c>paid</c> or <c>failed</c>.</param>
public sealed record BankPayoutData(Guid PayoutId, string Status, WebhookMoney Amount, DateTimeOffset ArrivalAt);

/// <param name="Reason">Why it was sent back; null otherwise.</param>
public sealed record ListingData(Guid ProductId, string Slug, string Title, string Status, string? Reason);

/// <param name="Changelog">As its seller wrote it, Markdown.</param>
/// <param name="Sha256">Of the package, lower-case hex.</param>
public sealed record VersionData(Guid ProductId, string Slug, string Title, Guid VersionId, string Version, string Changelog, string? Sha256, long? SizeBytes, DateTimeOffset PublishedAt);

/// <param name="Body">As its author wrote it, Markdown.</param>
public sealed record ReviewData(Guid ReviewId, Guid ProductId, string Slug, string ProductTitle, int Rating, string Title, string Body);

public sealed record TestData(Guid WebhookId, string Message);
