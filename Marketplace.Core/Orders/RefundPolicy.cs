using Marketplace.Core.Kernel;

namespace Marketplace.Core.Orders;

/// <summary>
/// How a refund is shared (MONEY.md 12 and 13). With C refunded so far of a line's gross amount, each party has given back
/// <c>round_half_up(part × C / gross)</c>; a refund books the increment, so any sequence of refunds of the whole returns exactly the whole.
/// What remains is the processing fee that Stripe keeps: the platform's cost. A refund never takes more from a seller than the sale gave.
/// </summary>
public static class RefundPolicy
{
    /// <summary>What all parties have given back once <paramref name="refundedCents"/> of the line are refunded.</summary>
    public static RefundParts Cumulative(OrderLine line, long refundedCents)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(refundedCents);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(refundedCents, line.GrossCents);
        if (refundedCents == 0)
        {
            return default;
        }

        long Share(long part) => MoneyMath.RoundHalfUp(part, refundedCents, line.GrossCents);
        var (seller, fee, tax) = (Share(line.SellerAmountCents), Share(line.PlatformFeeCents), Share(line.TaxCents));
        return new(seller, fee, tax, refundedCents - seller - fee - tax);
    }

    /// <summary>What refunding from <paramref name="fromCents"/> to <paramref name="toCents"/> of the line takes from each party.</summary>
    public static RefundParts Increment(OrderLine line, long fromCents, long toCents) => Cumulative(line, toCents) - Cumulative(line, fromCents);

    /// <summary>Splits a refund of the order over its lines by what remains of each, largest remainder, ties to the earlier line.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than what remains.</exception>
    public static IReadOnlyList<long> Split(long cents, IReadOnlyList<OrderLine> lines)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cents, lines.Sum(line => line.RefundableCents));
        return MoneyMath.Allocate(cents, [.. lines.Select(line => line.RefundableCents)]);
    }

    /// <summary>Until when the buyer of a line may ask for the money back.</summary>
    public static DateTimeOffset AskUntil(OrderLine line) => line.PaidAt!.Value + TimeSpan.FromDays(line.RefundWindowDays);
}

/// <summary>Who gives what of a refund, in cents; the sum is what the buyer gets.</summary>
/// <param name="LossCents">The part of the processing fee that is lost with the refund.</param>
public readonly record struct RefundParts(long SellerCents, long PlatformFeeCents, long TaxCents, long LossCents)
{
    public long TotalCents => SellerCents + PlatformFeeCents + TaxCents + LossCents;

    public static RefundParts operator +(RefundParts left, RefundParts right) => new(
        left.SellerCents + right.SellerCents, left.PlatformFeeCents + right.PlatformFeeCents, left.TaxCents + right.TaxCents, left.LossCents + right.LossCents);

    public static RefundParts operator -(RefundParts left, RefundParts right) => new(
        left.SellerCents - right.SellerCents, left.PlatformFeeCents - right.PlatformFeeCents, left.TaxCents - right.TaxCents, left.LossCents - right.LossCents);
}
