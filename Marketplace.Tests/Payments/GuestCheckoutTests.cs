using Marketplace.Core.Catalog;
using Marketplace.Core.Orders;
using Marketplace.Core.Payments;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Order = Marketplace.Core.Orders.Order;

namespace Marketplace.Tests.Payments;

/// <summary>Buying without an account, and what happens when the person behind the e-mail address signs in.</summary>
internal sealed class GuestCheckoutTests
{
    private const string Email = "Ada@Example.org";
    private Market market = null!;
    private Guid seller;
    private Product product = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        market = await Market.OpenAsync();
        seller = await market.SellerAsync();
        product = await market.ProductAsync(seller, 19_99);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await market.AssertBooksAsync();
        await market.DisposeAsync();
    }

    [Test]
    public async Task AGuestBuys_AndTheLinkOpensTheOrder_AndOnlyItsHashIsKept()
    {
        var guest = await market.GuestAsync(Email, product);
        var (order, token) = await BuyAsync(guest);
        Assert.That((order.State, order.BuyerEmail, order.BuyerName), Is.EqualTo((OrderState.Paid, "ada@example.org", "Guest")));
        Assert.That(await OpensAsync(token), Is.EqualTo(order.Id));
        Assert.That(await OpensAsync(token[..^1] + (token[^1] == '0' ? '1' : '0')), Is.Null);
        Assert.That(await OpensAsync(""), Is.Null);
        Assert.That(token, Has.Length.EqualTo(64));
        var stored = await market.ReadAsync(db => db.GuestLinks.Select(link => link.TokenHash).SingleAsync());
        Assert.That(Convert.ToHexStringLower(stored), Is.Not.EqualTo(token));
        Assert.That(await market.ReadAsync(db => db.Carts.Where(cart => cart.Id == guest.GuestCartId).SelectMany(cart => cart.Lines).CountAsync()), Is.Zero, "the cart is emptied");
    }

    [Test]
    public async Task TheSameKeyTwice_IsOneOrder_WithALinkInEachAnswer()
    {
        var guest = await market.GuestAsync(Email, product);
        var answers = await Task.WhenAll(market.CheckoutAsync(guest, "key"), market.CheckoutAsync(guest, "key"));
        Assert.That(answers.Select(answer => (answer.Value!.OrderId, answer.Value.Url)).Distinct().Count(), Is.EqualTo(1));
        foreach (var answer in answers)
        {
            Assert.That(await OpensAsync(answer.Value!.GuestToken!), Is.EqualTo(answer.Value.OrderId));
        }

        Assert.That((await market.CheckoutAsync(guest with { Email = "other@example.org" }, "key")).Error?.Code, Is.EqualTo("idempotency_conflict"));
    }

    [Test]
    public async Task ASecondTab_ClosesTheFirstPage_AndTheSameCartIsNotPaidTwice()
    {
        var guest = await market.GuestAsync(Email, product);
        var first = (await market.CheckoutAsync(guest, "tab-1")).Value!;
        var second = (await market.CheckoutAsync(guest, "tab-2")).Value!;
        Assert.That((await market.OrderAsync(first.OrderId)).State, Is.EqualTo(OrderState.Canceled));
        await market.PayAsync(second.Url!);
        Assert.That((await market.CheckoutAsync(guest, "tab-3")).Error?.Code, Is.EqualTo("cart.already_owned"));
        Assert.That((await market.OrderAsync(second.OrderId)).State, Is.EqualTo(OrderState.Paid));
    }

    [Test]
    public async Task SomebodyElsesEmail_TellsNothing_AndDisturbsNothing()
    {
        var owner = await market.GuestAsync(Email, product);
        await BuyAsync(owner);
        var second = await market.ProductAsync(seller, 5_00);
        var open = (await market.CheckoutAsync(await market.GuestAsync(Email, second), "own")).Value!;

        var stranger = await market.GuestAsync(Email, product);
        var answer = await market.CheckoutAsync(stranger, "own");
        Assert.That(answer.IsOk, Is.True, "the answer is the same whether or not the address has bought this");
        Assert.That((await market.OrderAsync(open.OrderId)).State, Is.EqualTo(OrderState.Pending), "the other's page stays open");
        Assert.That(answer.Value!.OrderId, Is.Not.EqualTo(open.OrderId), "the other's key is not this one's");
    }

    [Test]
    public async Task AGuest_GetsTheSameAnswer_WhetherOrNotTheAddressHasAnAccount()
    {
        var person = await market.BuyerAsync();
        await market.PaidOrderAsync(person, product);
        var guest = await market.GuestAsync(person.Email, product);
        Assert.That(guest.Id, Is.Not.EqualTo(person.Id));
        var (order, _) = await BuyAsync(guest);
        Assert.That(order.BuyerId, Is.EqualTo(guest.Id), "it is the account's only after its owner has signed in");
    }

    [Test]
    public async Task SignInWithTheConfirmedAddress_MovesEverythingOnce_AndTheLinkKeepsWorking()
    {
        var (order, token) = await BuyAsync(await market.GuestAsync(Email, product));
        var pending = (await market.CheckoutAsync(await market.GuestAsync(Email, await market.ProductAsync(seller, 5_00)), "open")).Value!;
        var person = await market.BuyerAsync();

        var moved = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ClaimAsync(person.Id, "ada@example.ORG")));
        Assert.That(moved.Sum(), Is.EqualTo(2));
        Assert.That((await market.OrderAsync(order.Id)).BuyerId, Is.EqualTo(person.Id));
        Assert.That((await market.OrderAsync(order.Id)).Lines.Select(line => line.BuyerId), Is.All.EqualTo(person.Id));
        Assert.That(await market.ReadAsync(db => db.Payments.Select(payment => payment.BuyerId).Distinct().SingleAsync()), Is.EqualTo(person.Id));
        Assert.That(await OpensAsync(token), Is.EqualTo(order.Id));

        await market.PayAsync(pending.Url!);
        Assert.That(await market.SettleAsync(pending.OrderId), Is.EqualTo(PaymentState.Succeeded), "a page that was open is paid as the person's");
        await market.PutInCartAsync(person, product);
        Assert.That((await market.CheckoutAsync(person, "again")).Error?.Code, Is.EqualTo("cart.already_owned"));
        Assert.That(await ClaimAsync((await market.BuyerAsync()).Id, Email), Is.Zero, "nobody claims it from its owner");
    }

    [Test]
    public async Task ALaterOrderOfTheSameGuest_IsMovedTheNextTime()
    {
        var person = await market.BuyerAsync();
        await BuyAsync(await market.GuestAsync(Email, product));
        Assert.That(await ClaimAsync(person.Id, Email), Is.EqualTo(1));
        await BuyAsync(await market.GuestAsync(Email, await market.ProductAsync(seller, 5_00)));
        Assert.That(await ClaimAsync(person.Id, Email), Is.EqualTo(1));
        Assert.That(await ClaimAsync(person.Id, Email), Is.Zero);
    }

    [Test]
    public async Task TwoGuestsOfOneAddressAtOnce_AreOneGuest()
    {
        var guests = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => market.GuestAsync(Email)));
        Assert.That(guests.Select(guest => guest.Id).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task ACodeThatIsLimitedPerBuyer_NeedsAnAccount()
    {
        await market.DiscountAsync(seller, "ONCE", new(20, null, null, [], null, null, null, 1, IsActive: true));
        await market.DiscountAsync(seller, "ALL", new(20, null, null, [], null, null, 1, null, IsActive: true));
        var guest = await market.GuestAsync(Email, product);
        await market.UseDiscountAsync(guest, "once");
        Assert.That((await market.CheckoutAsync(guest, "a")).Error?.Code, Is.EqualTo("discounts.not_applicable"));
        await market.UseDiscountAsync(guest, "all");
        Assert.That((await market.CheckoutAsync(guest, "b")).IsOk, Is.True);
        Assert.That((await market.CheckoutAsync(guest, "c")).IsOk, Is.True, "the own open checkout gives its redemption up");
    }

    private async Task<(Order Order, string Token)> BuyAsync(CheckoutBuyer guest)
    {
        var checkout = (await market.CheckoutAsync(guest, Guid.NewGuid().ToString())).Value!;
        await market.PayAsync(checkout.Url!);
        await market.SettleAsync(checkout.OrderId);
        return (await market.OrderAsync(checkout.OrderId), checkout.GuestToken!);
    }

    private Task<Guid?> OpensAsync(string token) => market.ReadAsync(db => GuestLink.FindOrderAsync(db, token, CancellationToken.None));

    private Task<int> ClaimAsync(Guid userId, string email) => market.WithAsync((ClaimGuestOrders claim) => claim.ExecuteAsync(userId, email, CancellationToken.None));
}
