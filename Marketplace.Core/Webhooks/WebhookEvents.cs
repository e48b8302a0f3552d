namespace Marketplace.Core.Webhooks;

/// <param name="Name">As programs know it: <c>order.paid</c>.</param>
/// <param name="Text">For people who choose.</param>
public sealed record WebhookEventKind(string Name, string Text);

/// <summary>
/// What sellers' programs can be told of. A released name keeps its meaning; a payload of one <see cref="PayloadVersion"/> only ever gains fields.
/// docs/webhooks.md describes them.
/// </summary>
public static class WebhookEvents
{
    public const int PayloadVersion = 1;

    public const string OrderPaid = "order.paid";
    public const string OrderRefunded = "order.refunded";
    public const string RefundReturned = "order.refund_returned";
    public const string DisputeOpened = "dispute.opened";
    public const string DisputeClosed = "dispute.closed";
    public const string TransferSent = "transfer.sent";
    public const string PayoutPaid = "payout.paid";
    public const string PayoutFailed = "payout.failed";
    public const string ProductApproved = "product.approved";
    public const string ProductRejected = "product.rejected";
    public const string VersionPublished = "version.published";
    public const string ReviewCreated = "review.created";

    /// <summary>Sent by the button only; nobody chooses it.</summary>
    public const string Test = "webhook.test";

    public static IReadOnlyList<WebhookEventKind> All { get; } =
    [
        new(OrderPaid, "Something of yours was bought"),
        new(OrderRefunded, "Money of a sale went back to the buyer"),
        new(RefundReturned, "A buyer's bank sent a refund back"),
        new(DisputeOpened, "A buyer's bank disputes a sale"),
        new(DisputeClosed, "A dispute is won or lost"),
        new(TransferSent, "Money of an order reached your Stripe balance"),
        new(PayoutPaid, "A payout arrived at your bank"),
        new(PayoutFailed, "Your bank refused a payout"),
        new(ProductApproved, "A listing was approved"),
        new(ProductRejected, "A listing was sent back"),
        new(VersionPublished, "A new version can be downloaded"),
        new(ReviewCreated, "A buyer has reviewed a product"),
    ];

    public static bool IsKnown(string name) => All.Any(kind => kind.Name == name);
}
