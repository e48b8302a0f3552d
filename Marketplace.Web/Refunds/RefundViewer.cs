namespace Marketplace.Web.Refunds;

/// <summary>Whom a refund is told to.</summary>
public enum RefundViewer
{
    Buyer,
    Seller,
    Admin,
}
