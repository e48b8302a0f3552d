using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Orders;
using Marketplace.Contracts.Payments;
using Marketplace.Contracts.Selling;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Selling;

/// <summary>Discount codes, tax and guests over HTTP, by the typed clients.</summary>
internal sealed class DiscountEndpointsTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private ApiPerson seller = null!;
    private ApiPerson admin = null!;
    private SellerProductView product = null!;

    [OneTimeSetUp]
    public async Task StockAsync()
    {
        seller = await ApiPerson.SellerAsync();
        admin = await ApiPerson.AdminAsync();
        product = await seller.PublishedProductAsync(admin);
    }

    [OneTimeTearDown]
    public void Close()
    {
        seller.Dispose();
        admin.Dispose();
    }

    [Test]
    public async Task ASeller_MakesChangesAndEndsACode()
    {
        var word = Word();
        var made = await Discounts(seller).CreateAsync(new() { Code = word.ToLowerInvariant(), Percent = 20, MaxRedemptions = 5, ProductIds = [product.Id] }, None);
        Assert.That((made.Code, made.Text, made.Status, made.Redemptions), Is.EqualTo((word, "20 % off", DiscountStatus.Active, 0)));
        var changed = await Discounts(seller).UpdateAsync(made.Id, new() { Amount = new(500, "USD"), Minimum = new(1000, "USD") }, None);
        Assert.That((changed.Code, changed.Text, changed.Percent, changed.MaxRedemptions), Is.EqualTo((word, "$5.00 off", (int?)null, (int?)null)));
        Assert.That((await Discounts(seller).DeactivateAsync(made.Id, None)).Status, Is.EqualTo(DiscountStatus.Inactive));
        Assert.That((await Discounts(seller).ListAsync(null, None)).Items.Select(code => code.Id), Does.Contain(made.Id), "history stays");
    }

    [Test]
    public async Task WhatIsNoCode_IsRefusedAtItsField()
    {
        var discounts = Discounts(seller);
        var word = Word();
        await discounts.CreateAsync(new() { Code = word, Percent = 5 }, None);
        await Refusal.OfAsync(discounts.CreateAsync(new() { Code = word.ToLowerInvariant(), Percent = 5 }, None), 409, "discounts.code_taken");
        foreach (var (request, field) in new (DiscountRequest, string)[]
        {
            (new() { Code = "a b", Percent = 5 }, "code"),
            (new() { Code = Word() }, "percent"),
            (new() { Code = Word(), Percent = 101 }, "percent"),
            (new() { Code = Word(), Percent = 5, Amount = new(5, "USD") }, "percent"),
            (new() { Code = Word(), Amount = new(0, "USD") }, "amount"),
            (new() { Code = Word(), Amount = new(5, "EUR") }, "amount"),
            (new() { Code = Word(), Percent = 5, MaxRedemptions = 0 }, "maxRedemptions"),
            (new() { Code = Word(), Percent = 5, EndsAt = DateTimeOffset.UnixEpoch }, "endsAt"),
            (new() { Code = Word(), Percent = 5, ProductIds = [Guid.NewGuid()] }, "productIds"),
        })
        {
            Assert.That((await Refusal.OfAsync(discounts.CreateAsync(request, None), 400, "validation_failed")).Errors.Keys, Is.EqualTo(new[] { field }));
        }
    }

    [Test]
    public async Task Strangers_SeeAndChangeNothing()
    {
        var made = await Discounts(seller).CreateAsync(new() { Code = Word(), Percent = 20 }, None);
        using var other = await ApiPerson.SellerAsync();
        await Refusal.OfAsync(Discounts(other).UpdateAsync(made.Id, new() { Percent = 90 }, None), 404, "not_found");
        await Refusal.OfAsync(Discounts(other).DeactivateAsync(made.Id, None), 404, "not_found");
        Assert.That((await Discounts(other).ListAsync(null, None)).Items, Is.Empty);
        using var buyer = await ApiPerson.BuyerAsync();
        await Refusal.OfAsync(Discounts(buyer).CreateAsync(new() { Code = Word(), Percent = 20 }, None), 403, "selling.not_a_seller");
        using var guest = await ApiPerson.GuestAsync();
        await Refusal.OfAsync(Discounts(guest).ListAsync(null, None), 401, "unauthenticated");
    }

    [Test]
    public async Task TheCart_ShowsTheDiscountAndTheTax_OrWhyThereIsNone()
    {
        var word = Word();
        var code = await Discounts(seller).CreateAsync(new() { Code = word, Percent = 15 }, None);
        using var guest = await ApiPerson.GuestAsync();
        await guest.Cart.PutLineAsync(product.Id, new(), None);
        var cart = await guest.Cart.PutDiscountAsync($" {word.ToLowerInvariant()} ", None);
        Assert.That((cart.Code!.Code, cart.Code.Applies, cart.Subtotal.Amount, cart.Discount.Amount, cart.Total.Amount), Is.EqualTo((word, true, 1999L, 300L, 1699L)));
        cart = await guest.Cart.GetAsync("DE", null, None);
        Assert.That((cart.Tax.Amount, cart.Total.Amount, cart.TaxDetails.RateBasisPoints), Is.EqualTo((323L, 2022L, 1900)));
        Assert.That((await guest.Cart.GetAsync("FR", "FR40303265045", None)).TaxDetails.Note, Is.EqualTo("reverse_charge"));
        await Refusal.OfAsync(guest.Cart.GetAsync("FR", "FR123", None), 400, "tax_id_invalid");

        await Discounts(seller).UpdateAsync(code.Id, new() { Percent = 15, Minimum = new(5000, "USD") }, None);
        cart = await guest.Cart.GetAsync(None);
        Assert.That((cart.Code!.Applies, cart.Code.Notice, cart.Total.Amount), Is.EqualTo((false, "This code needs products of its seller for at least $50.00.", 1999L)));
        Assert.That((await guest.Cart.RemoveDiscountAsync(None)).Code, Is.Null);
        await Refusal.OfAsync(guest.Cart.PutDiscountAsync("NO-SUCH-CODE", None), 400, "discounts.unknown");
    }

    [Test]
    public async Task AGuest_OrdersAFreeProduct_AndOpensItByItsTokenOnly()
    {
        var word = Word();
        await Discounts(seller).CreateAsync(new() { Code = word, Percent = 100 }, None);
        using var guest = await ApiPerson.GuestAsync();
        await guest.Cart.PutLineAsync(product.Id, new(), None);
        await guest.Cart.PutDiscountAsync(word, None);
        var payments = new PaymentsClient(guest.Http);
        await Refusal.OfAsync(payments.CheckoutAsync("no-mail", None), 401, "unauthenticated");
        await Refusal.OfAsync(payments.CheckoutAsync("bad-mail", new() { Email = "nobody" }, None), 400, "validation_failed");
        var key = Guid.NewGuid().ToString();
        var checkout = await payments.CheckoutAsync(key, new() { Email = $"{key}@example.org", Country = "DE" }, None);
        Assert.That(checkout.CheckoutUrl, Does.EndWith($"/orders/guest/{checkout.GuestToken}"));

        using var anyone = await ApiPerson.GuestAsync();
        var orders = new GuestOrdersClient(anyone.Http);
        var order = await orders.GetAsync(checkout.GuestToken!, None);
        Assert.That((order.Id, order.Status, order.Total.Amount, order.DiscountCode, order.TaxDetails.Country), Is.EqualTo((checkout.OrderId, OrderStatus.Paid, 0L, word, "DE")));
        Assert.That((await orders.GetDownloadAsync(checkout.GuestToken!, order.Lines[0].Id, null, None)).Sha256, Has.Length.EqualTo(64));
        await Refusal.OfAsync(orders.GetDownloadAsync(checkout.GuestToken!, Guid.NewGuid(), null, None), 404, "not_found");
        await Refusal.OfAsync(orders.GetAsync(new string('0', 64), None), 404, "not_found");
        await Refusal.OfAsync(orders.GetDownloadAsync(new string('0', 64), order.Lines[0].Id, null, None), 404, "not_found");
        await Refusal.OfAsync(new OrdersClient(anyone.Http).GetAsync(order.Number, None), 401, "unauthenticated");
        using var stranger = await ApiPerson.BuyerAsync();
        await Refusal.OfAsync(new OrdersClient(stranger.Http).GetAsync(order.Number, None), 404, "not_found");

        await guest.Cart.PutLineAsync((await seller.PublishedProductAsync(admin)).Id, new() { License = LicenseName.Standard }, None);
        await guest.Cart.PutDiscountAsync(word, None);
        var second = await payments.CheckoutAsync(Guid.NewGuid().ToString(), new() { Email = $"{key}@example.org" }, None);
        await Refusal.OfAsync(orders.GetDownloadAsync(second.GuestToken!, order.Lines[0].Id, null, None), 404, "not_found");
    }

    [Test]
    public async Task TheSameKeyWithAnotherBody_IsAConflict()
    {
        using var buyer = await ApiPerson.BuyerAsync();
        await buyer.Cart.PutLineAsync(product.Id, new(), None);
        var payments = new PaymentsClient(buyer.Http);
        var key = Guid.NewGuid().ToString();
        var first = await payments.CheckoutAsync(key, None);
        Assert.That((await payments.CheckoutAsync(key, new(), None)).OrderId, Is.EqualTo(first.OrderId), "a body that says nothing is no body");
        await Refusal.OfAsync(payments.CheckoutAsync(key, new() { Country = "DE" }, None), 409, "idempotency_conflict");
    }

    private static DiscountsClient Discounts(ApiPerson person) => new(person.Http);

    private static string Word() => $"T-{Guid.NewGuid():N}"[..20].ToUpperInvariant();
}
