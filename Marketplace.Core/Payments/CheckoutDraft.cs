using Marketplace.Core.Cart;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Tax;

namespace Marketplace.Core.Payments;

/// <summary>A cart with its prices, discount and tax, about to become an order.</summary>
internal sealed record CheckoutDraft(CheckoutBuyer Buyer, IReadOnlyList<CartItem> Items, PricedCart Priced, CheckoutDetails Details, TaxPlace Place, string Currency)
{
    public bool IsFor(CartContent? cart) =>
        cart is not null
        && cart.DiscountCode == Priced.Discount?.Code
        && cart.Items.Select(Key).SequenceEqual(Items.Select(Key));

    public Order ToOrder(string number, DateTimeOffset now)
    {
        var order = new Order
        {
            Id = Guid.CreateVersion7(now),
            Number = number,
            BuyerId = Buyer.Id,
            GuestCartId = Buyer.GuestCartId,
            BuyerEmail = Buyer.Email,
            BuyerName = Buyer.Name,
            Currency = Currency,
            TotalCents = Priced.TotalCents,
            TaxCents = Priced.TaxCents,
            DiscountCents = Priced.DiscountCents,
            DiscountCode = Priced.Discount?.Code,
            BuyerCountry = Place.Country,
            BuyerTaxId = Place.TaxId,
            BillingName = Clean(Details.BillingName),
            BillingAddress = Clean(Details.BillingAddress),
            TaxRateBasisPoints = Priced.Tax.RateBasisPoints,
            TaxNote = Priced.Tax.Note,
            TaxCalculationId = Priced.Tax.CalculationId,
            CreatedAt = now,
        };
        var fees = MoneyMath.Allocate(FeePolicy.ProcessingFee(order.TotalCents), [.. Priced.Lines.Select(line => line.AmountCents)]);
        order.Lines.AddRange(Items.Select((item, position) => ToLine(order, item, position, fees[position], now)));
        return order;
    }

    private OrderLine ToLine(Order order, CartItem item, int position, long processingFeeCents, DateTimeOffset now)
    {
        var priced = Priced.Lines[position];
        return new()
        {
            Id = Guid.CreateVersion7(now),
            OrderId = order.Id,
            Position = position,
            ProductId = item.Product.Id,
            SellerId = item.Product.SellerId,
            BuyerId = order.BuyerId,
            Slug = item.Product.Slug,
            Title = item.Product.Title,
            License = item.License,
            Currency = order.Currency,
            PriceCents = priced.PriceCents,
            DiscountCents = priced.DiscountCents,
            TaxCents = priced.TaxCents,
            PlatformFeePercent = FeePolicy.PlatformPercent,
            PlatformFeeCents = FeePolicy.PlatformFee(priced.AmountCents),
            ProcessingFeeCents = processingFeeCents,
        };
    }

    private static (Guid, Catalog.LicenseKind) Key(CartItem item) => (item.Product.Id, item.License);

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
