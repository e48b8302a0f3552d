using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Stripe;

namespace Marketplace.Tests.Payments;

/// <summary>A marketplace whose one currency is not the dollar.</summary>
internal sealed class CurrencyTests
{
    [Test]
    public async Task AMarketplaceInYen_IsRightToTheYen_FromTheSaleToTheBank()
    {
        await using var market = await Market.OpenAsync(currency: "JPY");
        var sellers = new[] { await market.SellerAsync(), await market.SellerAsync() };
        var buyer = await market.BuyerAsync();
        await market.PutInCartAsync(buyer, await market.ProductAsync(sellers[0], 1999), await market.ProductAsync(sellers[1], 501));
        await market.DiscountAsync(sellers[0], "TEN", new(10, null, null, [], null, null, null, null, IsActive: true));
        await market.UseDiscountAsync(buyer, "ten");
        var checkout = (await market.CheckoutAsync(buyer, "yen", new("JP", null, null, null))).Value!;
        await market.PayAsync(checkout.Url!);
        await market.SettleAsync(checkout.OrderId);

        // 10 % of ¥1,999 are ¥200; 10 % tax of ¥1,799 + ¥501 are ¥230; 2.9 % of ¥2,530 are 73.37, so ¥73 + ¥30, split 80.6 and 22.4.
        var order = await market.OrderAsync(checkout.OrderId);
        Assert.That((order.Currency, order.DiscountCents, order.TaxCents, order.TotalCents), Is.EqualTo(("JPY", 200L, 230L, 2530L)));
        Assert.That(order.Lines.Select(line => (line.AmountCents, line.TaxCents, line.PlatformFeeCents, line.ProcessingFeeCents, line.SellerAmountCents)),
            Is.EqualTo(new[] { (1799L, 180L, 180L, 81L, 1538L), (501L, 50L, 50L, 22L, 429L) }));
        var balance = await new BalanceTransactionService(market.Stripe).ListAsync();
        Assert.That(balance.Data.Select(row => (row.Currency, row.Amount, row.Fee)), Is.EqualTo(new[] { ("jpy", 2530L, 103L) }));
        await market.AssertBooksAsync();

        await market.PassAsync(TimeSpan.FromDays(7));
        await market.ReleaseAsync();
        await market.PassAsync(TimeSpan.FromDays(5));
        Assert.That(await market.RunPayoutsAsync(), Is.EqualTo(2));
        await market.PassAsync(TimeSpan.FromDays(2));
        await market.PassAsync(TimeSpan.FromDays(3));
        await market.FollowBankPayoutsAsync();
        Assert.That((await market.FundsAsync(sellers[0])).PaidOutCents, Is.EqualTo(1538));
        Assert.That((await market.FundsAsync(sellers[1])).PaidOutCents, Is.EqualTo(429));
        await market.AssertBooksAsync();
    }

    [Test]
    public async Task TheSmallestCharge_IsTheCurrencys()
    {
        await using var market = await Market.OpenAsync(currency: "JPY");
        var buyer = await market.BuyerAsync();
        await market.PutInCartAsync(buyer, await market.ProductAsync(await market.SellerAsync(), 49));
        var refusal = (await market.CheckoutAsync(buyer, "small")).Error;
        Assert.That((refusal?.Code, refusal?.Message), Is.EqualTo(("amount_too_small", "The smallest payment is ¥50. Add another product.")));
        Assert.That(await market.ReadAsync(db => db.Orders.CountAsync()), Is.Zero);
    }

    [Test]
    public async Task AProductInAnotherCurrency_IsNotSold()
    {
        await using var market = await Market.OpenAsync();
        var buyer = await market.BuyerAsync();
        var product = await market.ProductAsync(await market.SellerAsync(), 19_99);
        await market.PutInCartAsync(buyer, product);
        await market.ReadAsync(db => db.Products.ExecuteUpdateAsync(set => set.SetProperty(found => found.Currency, "EUR")));
        Assert.That((await market.CheckoutAsync(buyer, "euro")).Error?.Code, Is.EqualTo("cart.unavailable_lines"));
    }

    [TestCase(null, "USD")]
    [TestCase("eur", "EUR")]
    public void TheCurrency_IsConfigured(string? configured, string code) => Assert.That(SettlementCurrency.From(Configured(configured)).Code, Is.EqualTo(code));

    [Test]
    public void ACurrencyWithoutAKnownSmallestCharge_StopsTheStart() =>
        Assert.That(() => SettlementCurrency.From(Configured("XAU")), Throws.InvalidOperationException);

    [Test]
    public void WhatTheBuyerSaw_IsKeptBesideTheBooks()
    {
        var order = new Marketplace.Core.Orders.Order
        {
            Id = Guid.NewGuid(),
            Number = "MP-2026-000001",
            BuyerId = Guid.NewGuid(),
            BuyerEmail = "",
            BuyerName = "",
            Currency = "USD",
            TotalCents = 1999,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        order.Presented("EUR", 1849);
        Assert.That((order.Currency, order.TotalCents, order.PresentmentCurrency, order.PresentmentCents), Is.EqualTo(("USD", 1999L, "EUR", (long?)1849)));
        Assert.That(order.State, Is.EqualTo(OrderState.Pending));
    }

    private static IConfiguration Configured(string? currency) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Marketplace:Currency"] = currency }).Build();
}
