using Marketplace.Core.Orders;
using Marketplace.Core.Payments;
using Marketplace.Core.Selling;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Stripe;

namespace Marketplace.Tests.Payments;

/// <summary>Discounts and tax of real sales, compared with both books.</summary>
internal sealed class DiscountScenarioTests
{
    private static readonly DiscountContent Plain = new(null, null, null, [], null, null, null, null, IsActive: true);
    private Market market = null!;

    [SetUp]
    public async Task OpenAsync() => market = await Market.OpenAsync(settings: new Dictionary<string, string?> { ["Tax:Country"] = "IE" });

    [TearDown]
    public async Task CloseAsync()
    {
        await market.AssertBooksAsync();
        await market.DisposeAsync();
    }

    [Test]
    public async Task ACartOfThreeSellers_WithACodeOfOneAndGermanTax_IsSplitToTheCent()
    {
        var sellers = new[] { await market.SellerAsync(), await market.SellerAsync(), await market.SellerAsync() };
        var buyer = await market.BuyerAsync();
        await market.PutInCartAsync(buyer, await market.ProductAsync(sellers[0], 19_99), await market.ProductAsync(sellers[1], 50), await market.ProductAsync(sellers[2], 149_00));
        await market.DiscountAsync(sellers[0], "Spring-15", Plain with { Percent = 15 });
        await market.UseDiscountAsync(buyer, "spring-15");

        var order = await PayAsync(buyer, new("DE", null, "Ada GmbH", "Allee 1, Berlin"));

        // 15 % of 19.99 are 2.9985, so 3.00. Of 16.99 + 0.50 + 149.00 = 166.49 the tax is 31.6331, so 31.63: 3.228, 0.095, 28.307.
        Assert.That(order.Lines.Select(line => (line.DiscountCents, line.AmountCents, line.TaxCents)), Is.EqualTo(new[] { (300L, 1699L, 323L), (0L, 50L, 9L), (0L, 14900L, 2831L) }));
        Assert.That((order.DiscountCents, order.TaxCents, order.TotalCents), Is.EqualTo((300L, 3163L, 19812L)));

        // Fees on what remains: 10 % of each amount; 2.9 % of 198.12 are 5.745, so 5.75 + 0.30, split 0.617, 0.018, 5.414.
        Assert.That(order.Lines.Select(line => line.PlatformFeeCents), Is.EqualTo(new long[] { 170, 5, 1490 }));
        Assert.That(order.Lines.Select(line => line.ProcessingFeeCents), Is.EqualTo(new long[] { 62, 2, 541 }));
        Assert.That((order.BuyerCountry, order.TaxRateBasisPoints, order.BillingName, order.DiscountCode), Is.EqualTo(("DE", 1900, "Ada GmbH", "SPRING-15")));
        foreach (var line in order.Lines)
        {
            Assert.That((await market.FundsAsync(line.SellerId)).EscrowCents, Is.EqualTo(line.AmountCents - line.PlatformFeeCents - line.ProcessingFeeCents));
        }

        Assert.That(await BookedAsync("tax_payable"), Is.EqualTo(-3163));
        var balance = await new BalanceTransactionService(market.Stripe).ListAsync();
        Assert.That(balance.Data.Select(row => (row.Amount, row.Fee)), Is.EqualTo(new[] { (19812L, 605L) }));
        Assert.That(await market.ReadAsync(db => db.Carts.Where(cart => cart.UserId == buyer.Id).Select(cart => cart.DiscountCode).SingleAsync()), Is.Null);
    }

    [Test]
    public async Task ThePaymentPage_ChargesTheOrdersTotal_LineByLine()
    {
        var (buyer, seller) = await CartAsync(19_99, 5_00);
        await market.DiscountAsync(seller, "FIVE", Plain with { Amount = new(5_01, "USD") });
        await market.UseDiscountAsync(buyer, "five");
        var checkout = (await market.CheckoutAsync(buyer, "page", new("FR", null, null, null))).Value!;

        var session = (await new Stripe.Checkout.SessionService(market.Stripe).ListAsync(new() { Expand = ["data.line_items"] })).Data.Single();
        var order = await market.OrderAsync(checkout.OrderId);
        Assert.That(session.AmountTotal, Is.EqualTo(order.TotalCents));

        // 5.01 off 24.99: 4.0076 and 1.0024 leave 15.98 and 4.00; 20 % of 19.98 are 3.996.
        Assert.That(session.LineItems.Select(line => line.AmountTotal), Is.EqualTo(new long[] { 1598, 400, 400 }));
    }

    [Test]
    public async Task ABusinessInAnotherMemberState_PaysNoTax_AndTheOrderSaysWhy()
    {
        var (buyer, _) = await CartAsync(19_99);
        var order = await PayAsync(buyer, new("fr", "40 303 265 045", null, null));
        Assert.That((order.TaxCents, order.TaxNote, order.BuyerTaxId, order.TotalCents), Is.EqualTo((0L, "reverse_charge", "FR40303265045", 1999L)));
    }

    [Test]
    public async Task AWrongTaxNumber_IsRefusedBeforeAnyOrder()
    {
        var (buyer, _) = await CartAsync(19_99);
        Assert.That((await market.CheckoutAsync(buyer, "wrong", new("FR", "FR1", null, null))).Error?.Field, Is.EqualTo("taxId"));
        Assert.That(await market.ReadAsync(db => db.Orders.CountAsync()), Is.Zero);
    }

    [Test]
    public async Task AHundredPercentOff_IsAnOrderWithoutACharge()
    {
        var (buyer, seller) = await CartAsync(19_99);
        await market.DiscountAsync(seller, "GIFT", Plain with { Percent = 100 });
        await market.UseDiscountAsync(buyer, "gift");
        var checkout = (await market.CheckoutAsync(buyer, "free", new("DE", null, null, null))).Value!;
        var order = await market.OrderAsync(checkout.OrderId);
        Assert.That((checkout.Url, order.State, order.TotalCents, order.TaxCents, order.DiscountCents), Is.EqualTo(((string?)null, OrderState.Paid, 0L, 0L, 1999L)));
        Assert.That(order.Lines[0].ProcessingFeeCents + order.Lines[0].PlatformFeeCents, Is.Zero);
    }

    [TestCase(19_50, "amount_too_small", Description = "49 cents remain")]
    [TestCase(19_49, null, Description = "50 cents remain")]
    public async Task WhatRemains_MustBeChargeable(long amount, string? refusal)
    {
        var (buyer, seller) = await CartAsync(19_99);
        await market.DiscountAsync(seller, "MUCH", Plain with { Amount = new(amount, "USD") });
        await market.UseDiscountAsync(buyer, "much");
        Assert.That((await market.CheckoutAsync(buyer, "rest")).Error?.Code, Is.EqualTo(refusal));
    }

    [Test]
    public async Task TwoBuyersAtTheLastRedemption_OneGetsIt()
    {
        var seller = await market.SellerAsync();
        var product = await market.ProductAsync(seller, 19_99);
        await market.DiscountAsync(seller, "LAST", Plain with { Percent = 50, MaxRedemptions = 1 });
        var buyers = new List<CheckoutBuyer>();
        for (var i = 0; i < 4; i++)
        {
            var buyer = await market.BuyerAsync();
            await market.PutInCartAsync(buyer, product);
            await market.UseDiscountAsync(buyer, "last");
            buyers.Add(buyer);
        }

        var answers = await Task.WhenAll(buyers.Select(buyer => market.CheckoutAsync(buyer, "race")));
        Assert.That(answers.Count(answer => answer.IsOk), Is.EqualTo(1));
        Assert.That(answers.Where(answer => !answer.IsOk).Select(answer => answer.Error!.Code), Is.All.EqualTo("discounts.not_applicable"));
        Assert.That(await market.ReadAsync(db => db.Orders.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task ARedemption_IsHeldByAnOpenOrder_FreedWhenItExpires_AndKeptWhenPaid()
    {
        var seller = await market.SellerAsync();
        var product = await market.ProductAsync(seller, 19_99);
        await market.DiscountAsync(seller, "ONCE", Plain with { Percent = 50, MaxRedemptions = 1 });
        var (first, second) = (await market.BuyerAsync(), await market.BuyerAsync());
        foreach (var buyer in new[] { first, second })
        {
            await market.PutInCartAsync(buyer, product);
            await market.UseDiscountAsync(buyer, "once");
        }

        Assert.That((await market.CheckoutAsync(first, "a")).IsOk, Is.True);
        Assert.That((await market.CheckoutAsync(second, "b")).Error?.Code, Is.EqualTo("discounts.not_applicable"), "held");

        await market.PassAsync(TimeSpan.FromDays(1));
        await market.WithAsync((SweepPayments sweep) => sweep.ExecuteAsync(CancellationToken.None));
        var checkout = await market.CheckoutAsync(second, "b");
        Assert.That(checkout.IsOk, Is.True, "freed");
        await market.PayAsync(checkout.Value!.Url!);
        await market.SettleAsync(checkout.Value.OrderId);
        Assert.That((await market.CheckoutAsync(first, "c")).Error?.Code, Is.EqualTo("discounts.not_applicable"), "kept");
    }

    [Test]
    public async Task ABuyersNewCheckout_TakesThePlaceOfTheOldOne_AlsoWithACodeForOnce()
    {
        var (buyer, seller) = await CartAsync(19_99);
        await market.DiscountAsync(seller, "MINE", Plain with { Percent = 50, MaxRedemptions = 1, MaxPerBuyer = 1 });
        await market.UseDiscountAsync(buyer, "mine");
        var first = (await market.CheckoutAsync(buyer, "first")).Value!;
        await market.PutInCartAsync(buyer, await market.ProductAsync(seller, 5_00));
        Assert.That((await market.CheckoutAsync(buyer, "second")).IsOk, Is.True);
        Assert.That((await market.OrderAsync(first.OrderId)).State, Is.EqualTo(OrderState.Canceled));
    }

    [Test]
    public async Task TheOldCheckoutPaidAtTheLastMoment_KeepsTheCode_AndTheNewOneIsRefused()
    {
        var (buyer, seller) = await CartAsync(19_99);
        await market.DiscountAsync(seller, "MINE", Plain with { Percent = 50, MaxPerBuyer = 1 });
        await market.UseDiscountAsync(buyer, "mine");
        var first = (await market.CheckoutAsync(buyer, "first")).Value!;
        await market.PayAsync(first.Url!);
        await market.ReadAsync(db => db.Set<Core.Cart.CartLine>().ExecuteDeleteAsync());
        await market.PutInCartAsync(buyer, await market.ProductAsync(seller, 5_00));

        Assert.That((await market.CheckoutAsync(buyer, "second")).Error?.Code, Is.EqualTo("discounts.not_applicable"));
        Assert.That((await market.OrderAsync(first.OrderId)).State, Is.EqualTo(OrderState.Paid));
        Assert.That((await new ChargeService(market.Stripe).ListAsync()).Data, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task TheSameKeyWithOtherDetails_IsAConflict_AndWithTheSameTheSameOrder()
    {
        var (buyer, _) = await CartAsync(19_99);
        var first = (await market.CheckoutAsync(buyer, "one-key", new("DE", null, null, null))).Value!;
        Assert.That((await market.CheckoutAsync(buyer, "one-key", new("DE", null, null, null))).Value!.OrderId, Is.EqualTo(first.OrderId));
        Assert.That((await market.CheckoutAsync(buyer, "one-key", new("FR", null, null, null))).Error?.Code, Is.EqualTo("idempotency_conflict"));
        Assert.That((await market.CheckoutAsync(buyer, "one-key")).Error?.Code, Is.EqualTo("idempotency_conflict"));
    }

    [Test]
    public async Task ACodeChangedAfterItWasPutIntoTheCart_IsAskedAnew()
    {
        var (buyer, seller) = await CartAsync(19_99);
        var code = await market.DiscountAsync(seller, "CHANGES", Plain with { Percent = 50 });
        await market.UseDiscountAsync(buyer, "changes");
        await market.WithAsync((SaveDiscount save) => save.DeactivateAsync(seller, code.Id, CancellationToken.None));
        Assert.That((await market.CheckoutAsync(buyer, "late")).Error?.Code, Is.EqualTo("discounts.not_applicable"));
        await market.UseDiscountAsync(buyer, "");
        Assert.That((await market.CheckoutAsync(buyer, "late")).IsOk, Is.True);
    }

    private async Task<(CheckoutBuyer Buyer, Guid Seller)> CartAsync(params long[] prices)
    {
        var seller = await market.SellerAsync();
        var buyer = await market.BuyerAsync();
        foreach (var price in prices)
        {
            await market.PutInCartAsync(buyer, await market.ProductAsync(seller, price));
            await market.PassAsync(TimeSpan.FromSeconds(1));
        }

        return (buyer, seller);
    }

    private async Task<Order> PayAsync(CheckoutBuyer buyer, CheckoutDetails details)
    {
        var checkout = await market.CheckoutAsync(buyer, Guid.NewGuid().ToString(), details);
        Assert.That(checkout.Error, Is.Null);
        await market.PayAsync(checkout.Value!.Url!);
        await market.SettleAsync(checkout.Value.OrderId);
        return await market.OrderAsync(checkout.Value.OrderId);
    }

    private Task<long> BookedAsync(string account) => market.ReadAsync(db => db.Postings.Where(posting => posting.Account == account).SumAsync(posting => posting.AmountCents));
}
