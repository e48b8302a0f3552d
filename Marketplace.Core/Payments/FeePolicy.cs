using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments;

/// <summary>
/// What is taken from a sale (MONEY.md 5 to 7). Platform: 10 % of each line, half up. Processing: 2.9 % + 30 minor units of the whole charge, half up,
/// split over the lines in proportion to their amounts by largest remainder. It is what to expect; Stripe's balance transaction says what it was.
/// </summary>
public static class FeePolicy
{
    public const int PlatformPercent = 10;

    /// <summary>Stripe's smallest card charge.</summary>
    public static long SmallestCharge(string currency) =>
        Currencies.SmallestCharge(currency) ?? throw new ArgumentOutOfRangeException(nameof(currency), currency, "Not a settlement currency.");

    public static long PlatformFee(long lineCents) => MoneyMath.RoundHalfUp(lineCents, PlatformPercent, 100);

    public static long ProcessingFee(long chargeCents) => chargeCents == 0 ? 0 : MoneyMath.RoundHalfUp(chargeCents, 29, 1000) + 30;

    /// <summary>The fees of a cart with this one line.</summary>
    public static SaleFees Preview(long priceCents)
    {
        var platform = PlatformFee(priceCents);
        var processing = ProcessingFee(priceCents);
        return new(platform, processing, priceCents - platform - processing);
    }
}

/// <summary>All in cents; price = sum of the three.</summary>
public sealed record SaleFees(long PlatformFeeCents, long ProcessingFeeCents, long SellerAmountCents);
