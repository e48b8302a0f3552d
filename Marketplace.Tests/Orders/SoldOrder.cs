using Marketplace.Core.Catalog;
using Marketplace.Core.Orders;
using Marketplace.Core.Payments;

namespace Marketplace.Tests.Orders;

/// <summary>Makes orders as checkout does, without a database.</summary>
internal static class SoldOrder
{
    public static readonly DateTimeOffset PaidAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset ReleaseAt = EscrowPolicy.ReleaseAt(PaidAt);

    /// <summary>Paid, with the fees of MONEY.md 5 and 6 and these taxes on top; without taxes when there are none.</summary>
    public static Order Of(IReadOnlyList<long> amounts, IReadOnlyList<long>? taxes = null) =>
        Paid(FeePolicy.ProcessingFee(amounts.Sum() + (taxes?.Sum() ?? 0)), amounts, taxes);

    public static Order Paid(long processingFee, IReadOnlyList<long> amounts, IReadOnlyList<long>? taxes = null)
    {
        var order = Pending(amounts, taxes);
        order.MarkPaid(PaidAt, processingFee, ReleaseAt);
        return order;
    }

    /// <param name="platformFee">Of each line; null for ten percent.</param>
    public static Order Pending(IReadOnlyList<long> amounts, IReadOnlyList<long>? taxes = null, long? platformFee = null)
    {
        var order = new Order
        {
            Id = Guid.NewGuid(),
            Number = "MP-2026-000001",
            BuyerId = Guid.NewGuid(),
            BuyerEmail = "b@example.org",
            BuyerName = "B",
            Currency = "USD",
            TotalCents = amounts.Sum() + (taxes?.Sum() ?? 0),
            CreatedAt = PaidAt,
        };
        order.Lines.AddRange(amounts.Select((amount, position) => new OrderLine
        {
            Id = Guid.NewGuid(),
            OrderId = order.Id,
            Position = position,
            ProductId = Guid.NewGuid(),
            SellerId = Guid.NewGuid(),
            BuyerId = order.BuyerId,
            Slug = "x",
            Title = "X",
            License = LicenseKind.Standard,
            Currency = "USD",
            PriceCents = amount,
            TaxCents = taxes?[position] ?? 0,
            PlatformFeePercent = FeePolicy.PlatformPercent,
            PlatformFeeCents = platformFee ?? FeePolicy.PlatformFee(amount),
            ProcessingFeeCents = 0,
        }));
        return order;
    }
}
