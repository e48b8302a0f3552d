using Marketplace.Contracts.Orders;
using Marketplace.Contracts.Refunds;
using Marketplace.Contracts.Selling;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Refunds;

internal sealed class RefundEndpointsTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private ApiPerson seller = null!;
    private ApiPerson admin = null!;
    private ApiPerson buyer = null!;
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

    [SetUp]
    public async Task BuyerAsync() => buyer = await ApiPerson.BuyerAsync();

    [TearDown]
    public void BuyerLeaves() => buyer.Dispose();

    [Test]
    public async Task ABuyerAsks_TheSellerSeesWhatItTakes_AndGrants_AndTheDownloadEnds()
    {
        var order = await buyer.BuyAsync(product.Id);
        var asked = await buyer.Refunds.RefundAsync(order.Id, new() { Reason = "Does not fit" }, "ask", None);
        Assert.That((asked.Status, asked.Amount.Amount, asked.CanDecide), Is.EqualTo((RefundStatus.Requested, 1999L, false)));
        Assert.That((await buyer.Refunds.RefundAsync(order.Id, new() { Reason = "Does not fit" }, "ask", None)).Id, Is.EqualTo(asked.Id), "sent twice");
        var request = (await seller.Refunds.ListOfSellerAsync(null, None)).Items.Single(refund => refund.Id == asked.Id);
        Assert.That((request.CanDecide, request.Reason), Is.EqualTo((true, "Does not fit")));
        var preview = (await seller.Refunds.PreviewAsync(order.Id, null, null, None)).Lines.Single();
        Assert.That((preview.SellerAmount.Amount, preview.PlatformFee.Amount, preview.LostProcessingFee.Amount, preview.FromBalance.Amount, preview.EndsAccess), Is.EqualTo((1711L, 200L, 88L, 1711L, true)));
        var granted = await seller.Refunds.GrantAsync(asked.Id, None);
        Assert.That((granted.Status, granted.Lines.Single().SellerAmount.Amount), Is.EqualTo((RefundStatus.Succeeded, 1711L)));
        var after = await buyer.Orders.GetAsync(order.Id.ToString(), None);
        Assert.That((after.Status, after.Lines.Single().Status), Is.EqualTo((OrderStatus.Refunded, OrderLineStatus.Refunded)));
        await Refusal.OfAsync(buyer.Orders.GetDownloadAsync(order.Id, order.Lines[0].Id, null, None), 403, "orders.not_downloadable");
        await Refusal.OfAsync(seller.Refunds.GrantAsync(asked.Id, None), 409, "refunds.not_open");
    }

    [Test]
    public async Task ASellerDeclines_WithAReason_TheBuyerReadsIt()
    {
        var order = await buyer.BuyAsync(product.Id);
        var asked = await buyer.Refunds.RefundAsync(order.Id, new() { Reason = "Changed my mind" }, "ask", None);
        await seller.Refunds.DeclineAsync(asked.Id, new() { Reason = "You have downloaded it already." }, None);
        var seen = (await buyer.Refunds.ListOfOrderAsync(order.Id, None)).Single();
        Assert.That((seen.Status, seen.DeclineReason), Is.EqualTo((RefundStatus.Declined, "You have downloaded it already.")));
    }

    [Test]
    public async Task AnAdmin_RefundsAPart_OnceForTheSameKey()
    {
        var order = await buyer.BuyAsync(product.Id);
        Assert.That((await admin.Orders.GetTimelineAsync(order.Id, None)).Select(step => step.Kind), Does.Contain("paid"), "an admin sees where the money is");
        var body = new RefundRequest { Amount = new(500, "USD"), Reason = "Goodwill" };
        var first = await admin.Refunds.RefundAsync(order.Id, body, order.Number, None);
        Assert.That((first.Status, first.RequestedBy), Is.EqualTo((RefundStatus.Succeeded, "admin")));
        Assert.That((await admin.Refunds.RefundAsync(order.Id, body, order.Number, None)).Id, Is.EqualTo(first.Id));
        await Refusal.OfAsync(admin.Refunds.RefundAsync(order.Id, new() { Amount = new(600, "USD"), Reason = "Goodwill" }, order.Number, None), 409, "idempotency_conflict");
        await Refusal.OfAsync(admin.Refunds.RefundAsync(order.Id, new() { Amount = new(1500, "USD"), Reason = "Goodwill" }, "k2" + order.Number, None), 400, "refunds.above_remaining");
        await Refusal.OfAsync(admin.Refunds.RefundAsync(order.Id, new() { Amount = new(500, "EUR"), Reason = "Goodwill" }, "k3" + order.Number, None), 400, "refunds.wrong_currency");
        await Refusal.OfAsync(admin.Refunds.RefundAsync(order.Id, new() { Amount = new(-1, "USD"), Reason = "Goodwill" }, "k4" + order.Number, None), 400, "refunds.amount_too_small");
        Assert.That((await buyer.Orders.GetAsync(order.Number, None)).Status, Is.EqualTo(OrderStatus.PartiallyRefunded));
    }

    [Test]
    public async Task Strangers_FindNothing_AndGuestsMustSignIn()
    {
        var order = await buyer.BuyAsync(product.Id);
        using var stranger = await ApiPerson.BuyerAsync();
        using var otherSeller = await ApiPerson.SellerAsync();
        var asked = await buyer.Refunds.RefundAsync(order.Id, new() { Reason = "Does not fit" }, "ask", None);
        foreach (var person in new[] { stranger, otherSeller })
        {
            await Refusal.OfAsync(person.Refunds.RefundAsync(order.Id, new() { Reason = "Mine now" }, "k", None), 404, "not_found");
            await Refusal.OfAsync(person.Refunds.PreviewAsync(order.Id, null, null, None), 404, "not_found");
            await Refusal.OfAsync(person.Refunds.ListOfOrderAsync(order.Id, None), 404, "not_found");
            await Refusal.OfAsync(person.Refunds.GrantAsync(asked.Id, None), 404, "not_found");
            await Refusal.OfAsync(person.Refunds.ListOfAdminAsync(null, None), 403, "forbidden");
            Assert.That((await person.Refunds.ListOfSellerAsync(null, None)).Items, Is.Empty);
        }

        await Refusal.OfAsync(buyer.Refunds.GrantAsync(asked.Id, None), 404, "not_found");
        using var guest = await ApiPerson.GuestAsync();
        var noLink = new string('0', 64);
        await Refusal.OfAsync(guest.Refunds.ListOfGuestAsync(noLink, None), 404, "not_found");
        await Refusal.OfAsync(guest.Refunds.GetRefundableOfGuestAsync(noLink, None), 404, "not_found");
        await Refusal.OfAsync(guest.Refunds.AskAsGuestAsync(noLink, new() { Reason = "Not mine" }, "k", None), 404, "not_found");
        await Refusal.OfAsync(guest.Refunds.ListOfOrderAsync(order.Id, None), 401, "unauthenticated");
    }

    [Test]
    public async Task WithoutAKeyOrAReason_IsRefused()
    {
        var order = await buyer.BuyAsync(product.Id);
        await Refusal.OfAsync(buyer.Refunds.RefundAsync(order.Id, new() { Reason = "Does not fit" }, " ", None), 400, "idempotency_key_required");
        await Refusal.OfAsync(buyer.Refunds.RefundAsync(order.Id, new() { Reason = "" }, "k", None), 400, "validation_failed");
    }
}
