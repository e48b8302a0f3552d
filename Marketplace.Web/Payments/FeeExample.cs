namespace Marketplace.Web.Payments;

/// <summary>The published fees on a one-product card payment in cents, for the examples of the price page.</summary>
public sealed record FeeExample(long Price, long Platform, long Processing)
{
    public long SellerGets => Price - Platform - Processing;

    /// <summary>10 % and 2.9 % + 30 cents, each rounded half up; a test compares this with what the Api books.</summary>
    public static FeeExample Of(long price) =>
        price == 0 ? new(0, 0, 0) : new(price, (price * 10 + 50) / 100, (price * 29 + 500) / 1000 + 30);
}
