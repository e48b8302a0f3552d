using Marketplace.Contracts.Cart;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Selling;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Cart;

internal sealed class CartEndpointsTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private ApiPerson seller = null!;
    private ApiPerson admin = null!;
    private SellerProductView product = null!;
    private SellerProductView second = null!;

    [OneTimeSetUp]
    public async Task StockAsync()
    {
        seller = await ApiPerson.SellerAsync();
        admin = await ApiPerson.AdminAsync();
        product = await seller.PublishedProductAsync(admin);
        second = await seller.PublishedProductAsync(admin);
    }

    [OneTimeTearDown]
    public void Close()
    {
        seller.Dispose();
        admin.Dispose();
    }

    [Test]
    public async Task Guest_FillsACart_ThatTheCookieAndTheHeaderFind()
    {
        using var guest = await ApiPerson.GuestAsync();
        Assert.That((await guest.Cart.GetAsync(None)).Lines, Is.Empty);
        var cart = await guest.Cart.PutLineAsync(product.Id, new() { License = LicenseName.Extended }, None);
        Assert.That((cart.Lines.Single().License, cart.Total.Amount), Is.EqualTo((LicenseName.Extended, 9900L)));
        cart = await guest.Cart.PutLineAsync(product.Id, new(), None);
        Assert.That((cart.Lines.Single().License, cart.Total.Amount), Is.EqualTo((LicenseName.Standard, 1999L)), "by the cookie, and put twice");

        using var elsewhere = await ApiPerson.GuestAsync();
        elsewhere.Http.DefaultRequestHeaders.Add(CartRoutes.CartIdHeader, cart.Id.ToString());
        Assert.That((await elsewhere.Cart.GetAsync(None)).Lines, Has.Count.EqualTo(1));
        Assert.That((await elsewhere.Cart.RemoveLineAsync(product.Id, None)).Lines, Is.Empty);
        Assert.That((await elsewhere.Cart.RemoveLineAsync(product.Id, None)).Lines, Is.Empty, "removed twice");
    }

    [Test]
    public async Task SignIn_MovesTheGuestsLines_AndTheGuestsIdOpensNothing()
    {
        using var guest = await ApiPerson.GuestAsync();
        var guestCart = await guest.Cart.PutLineAsync(product.Id, new() { License = LicenseName.Extended }, None);
        using var buyer = await ApiPerson.BuyerAsync();
        await buyer.Cart.PutLineAsync(product.Id, new(), None);
        await buyer.Cart.PutLineAsync(second.Id, new(), None);
        buyer.Http.DefaultRequestHeaders.Add(CartRoutes.CartIdHeader, guestCart.Id.ToString());
        var claimed = await buyer.Cart.ClaimAsync(None);
        Assert.That(claimed.Lines.Select(line => (line.ProductId, line.License)), Is.EquivalentTo(new[] { (product.Id, LicenseName.Extended), (second.Id, LicenseName.Standard) }));
        Assert.That((await buyer.Cart.ClaimAsync(None)).Lines, Has.Count.EqualTo(2), "claimed twice");

        using var thief = await ApiPerson.GuestAsync();
        thief.Http.DefaultRequestHeaders.Add(CartRoutes.CartIdHeader, claimed.Id.ToString());
        Assert.That((await thief.Cart.GetAsync(None)).Lines, Is.Empty);
        var own = await thief.Cart.PutLineAsync(product.Id, new(), None);
        Assert.That(own.Id, Is.Not.EqualTo(claimed.Id));
        await Refusal.OfAsync(guest.Cart.ClaimAsync(None), 401, "unauthenticated");
    }

    [Test]
    public async Task TwoFirstClicksAtOnce_MakeOneCart()
    {
        using var buyer = await ApiPerson.BuyerAsync();
        await Task.WhenAll(buyer.Cart.PutLineAsync(product.Id, new(), None), buyer.Cart.PutLineAsync(second.Id, new(), None), buyer.Cart.PutLineAsync(product.Id, new(), None));
        Assert.That((await buyer.Cart.GetAsync(None)).Lines, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Put_WhatCannotBeBought_IsRefused()
    {
        using var buyer = await ApiPerson.BuyerAsync();
        var draft = await seller.Selling.CreateProductAsync(ApiPerson.Listing(), None);
        await Refusal.OfAsync(buyer.Cart.PutLineAsync(draft.Id, new(), None), 404, "not_found");
        await Refusal.OfAsync(buyer.Cart.PutLineAsync(Guid.NewGuid(), new(), None), 404, "not_found");
        await Refusal.OfAsync(seller.Cart.PutLineAsync(product.Id, new(), None), 409, "cart.own_product");
        var standardOnly = ApiPerson.Listing();
        standardOnly.ExtendedPrice = null;
        var published = await seller.PublishedProductAsync(admin, standardOnly);
        await Refusal.OfAsync(buyer.Cart.PutLineAsync(published.Id, new() { License = LicenseName.Extended }, None), 409, "cart.license_not_offered");
    }

    [Test]
    public async Task Get_AfterTheSellerChangedThings_TellsTheBuyer()
    {
        using var buyer = await ApiPerson.BuyerAsync();
        var changing = await seller.PublishedProductAsync(admin);
        await buyer.Cart.PutLineAsync(changing.Id, new(), None);
        var dearer = ApiPerson.Listing();
        dearer.Price = new MoneyView(2500, "USD");
        var asked = await seller.Selling.UpdateProductAsync(changing.Id, dearer, None);
        await admin.Admin.ApproveChangeAsync(changing.Id, asked.Change!.Id, None);
        var cart = await buyer.Cart.GetAsync(None);
        Assert.That((cart.Lines.Single().Notice, cart.Total.Amount), Is.EqualTo(("The price changed from $19.99 to $25.00.", 2500L)));

        await seller.Selling.DeleteProductAsync(changing.Id, None);
        cart = await buyer.Cart.GetAsync(None);
        Assert.That((cart.Lines.Single().Available, cart.Lines.Single().Notice, cart.Total.Amount), Is.EqualTo((false, "No longer for sale.", 0L)));
    }
}
