using Marketplace.Contracts.Refunds;

namespace Marketplace.Web.Refunds;

/// <summary>What a refund's state means for the one who reads it, and what happens next.</summary>
internal static class RefundWords
{
    public static string Next(RefundView refund, RefundViewer viewer) => (refund.Status, viewer) switch
    {
        (RefundStatus.Requested, RefundViewer.Buyer) => "The seller answers; if they do not, the marketplace can. You get a mail either way.",
        (RefundStatus.Requested, _) => refund.CanDecide ? "Waits for your answer." : "Waits for the marketplace: it is about products of several sellers.",
        (RefundStatus.Declined, RefundViewer.Buyer) => "Nothing was refunded. While the time to ask runs you can ask again, best with an answer to the reason given.",
        (RefundStatus.Declined, _) => "The buyer was told why.",
        (RefundStatus.Processing, _) => "Granted and on its way to Stripe. This takes minutes and goes on by itself.",
        (RefundStatus.Pending, RefundViewer.Buyer) => "Stripe has sent it; your bank has not confirmed it yet. Nothing more is needed from you.",
        (RefundStatus.Pending, _) => "Booked. The buyer's bank has not confirmed it yet.",
        (RefundStatus.Succeeded, RefundViewer.Buyer) => "It went back to what you paid with. Banks show it after five to ten working days.",
        (RefundStatus.Succeeded, _) => "The buyer has the money back.",
        (RefundStatus.Failed, RefundViewer.Buyer) => "The money did not reach you, so it does not count as refunded. Ask again, or write to us.",
        (RefundStatus.Failed, _) => "The buyer did not get it, and what it took has been given back.",
        _ => "",
    };

    public static string Origin(RefundView refund, RefundViewer viewer) => (refund.RequestedBy, viewer) switch
    {
        ("buyer", RefundViewer.Buyer) or ("seller", RefundViewer.Seller) => "you asked",
        ("buyer", _) => "the buyer asked",
        ("seller", _) => "refunded by the seller",
        ("admin", _) => "refunded by the marketplace",
        _ => "refunded at Stripe",
    };

    public static string Titles(RefundView refund) => string.Join(", ", refund.Lines.Select(line => line.Title));

    /// <summary>What to say after the click that granted it.</summary>
    public static (string Title, string Detail) Done(RefundView refund, string amount) => refund.Status switch
    {
        RefundStatus.Processing => ($"{amount} will be refunded", "Stripe has not answered yet. It is written down and follows by itself in a few minutes."),
        _ => ($"{amount} refunded", $"Order {refund.OrderNumber}. The buyer is told by mail."),
    };
}
