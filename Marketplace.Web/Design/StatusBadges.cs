using Marketplace.Contracts.Disputes;
using Marketplace.Contracts.Orders;
using Marketplace.Contracts.Payouts;
using Marketplace.Contracts.Refunds;
using Marketplace.Contracts.Selling;
using Marketplace.Contracts.Webhooks;

namespace Marketplace.Web.Design;

/// <summary>What each state is called and which colour it has.</summary>
public static class StatusBadges
{
    public static (string Text, string Class) Of(OrderStatus status) => status switch
    {
        OrderStatus.Pending => ("Waiting for payment", "badge-info"),
        OrderStatus.Paid => ("Paid", "badge-good"),
        OrderStatus.PartiallyRefunded => ("Partly refunded", "badge-hold"),
        OrderStatus.Refunded => ("Refunded", ""),
        OrderStatus.Disputed => ("Disputed", "badge-bad"),
        OrderStatus.Canceled => ("Canceled", ""),
        _ => (status.ToString(), ""),
    };

    public static (string Text, string Class) Of(DiscountStatus status) => status switch
    {
        DiscountStatus.Active => ("Active", "badge-good"),
        DiscountStatus.Scheduled => ("Not yet", "badge-info"),
        DiscountStatus.Ended => ("Over", ""),
        DiscountStatus.UsedUp => ("Used up", "badge-hold"),
        DiscountStatus.Inactive => ("Ended", ""),
        _ => (status.ToString(), ""),
    };

    public static (string Text, string Class) Of(SaleStatus status) => status switch
    {
        SaleStatus.InEscrow => ("Held", "badge-hold"),
        SaleStatus.Available => ("Available", "badge-good"),
        SaleStatus.Transferred => ("Transferred", "badge-info"),
        SaleStatus.Refunded => ("Refunded", ""),
        _ => (status.ToString(), ""),
    };

    public static (string Text, string Class) Of(RefundStatus status) => status switch
    {
        RefundStatus.Requested => ("Asked for", "badge-info"),
        RefundStatus.Declined => ("Declined", "badge-bad"),
        RefundStatus.Processing => ("On its way", "badge-info"),
        RefundStatus.Pending => ("At the bank", "badge-info"),
        RefundStatus.Succeeded => ("Refunded", "badge-good"),
        RefundStatus.Failed => ("Failed", "badge-bad"),
        _ => (status.ToString(), ""),
    };

    public static (string Text, string Class) Of(DisputeStatus status) => status switch
    {
        DisputeStatus.Inquiry => ("Question of the bank", "badge-info"),
        DisputeStatus.NeedsResponse => ("Answer needed", "badge-bad"),
        DisputeStatus.UnderReview => ("With the bank", "badge-info"),
        DisputeStatus.Won => ("Won", "badge-good"),
        DisputeStatus.Lost => ("Lost", "badge-bad"),
        DisputeStatus.Closed => ("Closed", ""),
        _ => (status.ToString(), ""),
    };

    public static (string Text, string Class) Of(PayoutStatus status) => status switch
    {
        PayoutStatus.Pending => ("Pending", "badge-hold"),
        PayoutStatus.InTransit => ("In transit", "badge-info"),
        PayoutStatus.Paid => ("Paid", "badge-good"),
        PayoutStatus.Failed => ("Failed", "badge-bad"),
        _ => (status.ToString(), ""),
    };

    public static (string Text, string Class) Of(ProductStatus status) => status switch
    {
        ProductStatus.Draft => ("Draft", ""),
        ProductStatus.Submitted => ("Waiting for approval", "badge-hold"),
        ProductStatus.Rejected => ("Sent back", "badge-bad"),
        ProductStatus.Published => ("Published", "badge-good"),
        ProductStatus.Suspended => ("Suspended", "badge-bad"),
        ProductStatus.Unlisted => ("Unlisted", "badge-hold"),
        _ => (status.ToString(), ""),
    };

    public static (string Text, string Class) Of(PackageStatus status) => status switch
    {
        PackageStatus.Uploading => ("Uploading", "badge-info"),
        PackageStatus.Checking => ("Being checked", "badge-hold"),
        PackageStatus.Ready => ("Ready", "badge-good"),
        PackageStatus.Refused => ("Refused", "badge-bad"),
        PackageStatus.Held => ("On hold", "badge-bad"),
        PackageStatus.InReview => ("Waiting for approval", "badge-info"),
        _ => (status.ToString(), ""),
    };

    public static (string Text, string Class) Of(WebhookStatus status) => status switch
    {
        WebhookStatus.Enabled => ("Enabled", "badge-good"),
        WebhookStatus.Off => ("Off", ""),
        WebhookStatus.Failing => ("Switched off: failing", "badge-bad"),
        WebhookStatus.Gone => ("Switched off: gone", "badge-bad"),
        _ => (status.ToString(), ""),
    };

    public static (string Text, string Class) Of(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Pending => ("Waiting", "badge-hold"),
        DeliveryStatus.Succeeded => ("Arrived", "badge-good"),
        DeliveryStatus.Failed => ("Failed", "badge-bad"),
        _ => (status.ToString(), ""),
    };
}
