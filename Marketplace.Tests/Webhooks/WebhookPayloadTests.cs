using System.Text.Json;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Marketplace.Core.Reviews;
using Marketplace.Core.Webhooks;
using Marketplace.StripeSandbox.Disputes;
using Marketplace.StripeSandbox.Payments;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Webhooks;

/// <summary>What each event tells: a small marketplace with two sellers, each with a webhook for everything.</summary>
internal sealed class WebhookPayloadTests
{
    private Market market = null!;
    private Guid first;
    private Guid second;
    private CheckoutBuyer buyer = null!;
    private Order order = null!;

    [SetUp]
    public async Task SellAsync()
    {
        market = await Market.OpenAsync(isAudited: false);
        (first, second) = (await ListenerAsync(), await ListenerAsync());
        buyer = await market.BuyerAsync();
        order = await market.PaidOrderAsync(buyer, await market.ProductAsync(first, 19_99), await market.ProductAsync(second, 50_00));
        await market.WorkAsync();
    }

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    [Test]
    public async Task OrderPaid_TellsEachSellerTheOwnLines_AndNothingOfTheBuyer()
    {
        foreach (var (seller, position) in new[] { (first, 0), (second, 1) })
        {
            var body = await SingleAsync(seller, "order.paid");
            var data = body.GetProperty("data");
            var line = order.Lines[position];
            Assert.That(data.GetProperty("orderNumber").GetString(), Is.EqualTo(order.Number));
            var told = data.GetProperty("lines").EnumerateArray().Single();
            Assert.That(told.GetProperty("lineId").GetGuid(), Is.EqualTo(line.Id));
            Assert.That(Money(told, "price"), Is.EqualTo((line.AmountCents, "USD")));
            Assert.That(Money(told, "sellerAmount"), Is.EqualTo((line.SellerAmountCents, "USD")));
            Assert.That(Money(told, "price").Cents - Money(told, "platformFee").Cents - Money(told, "processingFee").Cents, Is.EqualTo(line.SellerAmountCents));
            var text = body.GetRawText();
            Assert.That(text, Does.Not.Contain(buyer.Email).And.Not.Contain(buyer.Id.ToString()).And.Not.Contain(line.LicenseKey!).And.Not.Contain("uyer"));
            Assert.That(text, Does.Not.Contain(order.Lines[1 - position].Id.ToString()));
        }
    }

    [Test]
    public async Task OrderRefunded_TellsWhatGoesBack_AndOnlyTheSellerItIsOf()
    {
        await market.RefundAsync(order, cents: 9_99, line: 0);
        await market.WorkAsync();
        var part = (await SingleAsync(first, "order.refunded")).GetProperty("data").GetProperty("lines").EnumerateArray().Single();
        Assert.That((Money(part, "refunded"), part.GetProperty("licenseEnded").GetBoolean()), Is.EqualTo(((9_99L, "USD"), false)));
        Assert.That(await BodiesAsync(second, "order.refunded"), Is.Empty);

        await market.RefundAsync(order, line: 0);
        await market.WorkAsync();
        var bodies = await BodiesAsync(first, "order.refunded");
        Assert.That(bodies.Select(body => body.GetProperty("data").GetProperty("lines")[0].GetProperty("licenseEnded").GetBoolean()), Is.EquivalentTo(new[] { false, true }));
    }

    [Test]
    public async Task TransferSent_AndPayoutPaid_FollowTheMoney()
    {
        await market.PassAsync(TimeSpan.FromDays(8));
        await market.ReleaseAsync();
        await market.PassToNextRunAsync();
        await market.WorkAsync();
        var transfer = (await SingleAsync(first, "transfer.sent")).GetProperty("data");
        Assert.That(Money(transfer, "amount"), Is.EqualTo((order.Lines[0].SellerAmountCents, "USD")));
        await market.PassToBankAsync();
        for (var day = 0; day < 5; day++)
        {
            await market.PassAsync(TimeSpan.FromDays(1));
            await market.FollowBankPayoutsAsync();
        }

        await market.WorkAsync();
        var payout = (await SingleAsync(first, "payout.paid")).GetProperty("data");
        Assert.That((Money(payout, "amount"), payout.GetProperty("status").GetString()), Is.EqualTo(((order.Lines[0].SellerAmountCents, "USD"), "paid")));
    }

    [Test]
    public async Task Disputes_TellHowTheyBeginAndEnd()
    {
        var charge = await market.ChargeAsync(order.Id);
        var dispute = await market.AtStripeAsync(scope => DisputeActions.Open(scope, scope.Find<Charge>(charge)!, new DisputeOpening()).Id);
        await market.DeliverEventsAsync();
        var opened = (await SingleAsync(second, "dispute.opened")).GetProperty("data");
        Assert.That((opened.GetProperty("status").GetString(), opened.GetProperty("orderNumber").GetString()), Is.EqualTo(("needs_response", order.Number)));
        Assert.That(Money(opened.GetProperty("lines").EnumerateArray().Single(), "disputed").Cents, Is.EqualTo(order.Lines[1].GrossCents));
        await market.AtStripeAsync(scope => DisputeActions.Decide(scope, scope.Find<Dispute>(dispute)!, "lost").Id);
        await market.DeliverEventsAsync();
        Assert.That((await SingleAsync(second, "dispute.closed")).GetProperty("data").GetProperty("status").GetString(), Is.EqualTo("lost"));
    }

    [Test]
    public async Task ReviewCreated_TellsTheProductsSeller_ButNotWhoWroteIt()
    {
        var line = order.Lines[0];
        var now = market.Clock.GetUtcNow();
        var review = new Review
        {
            Id = Guid.CreateVersion7(now),
            ProductId = line.ProductId,
            SellerId = first,
            OrderLineId = line.Id,
            AuthorId = buyer.Id,
            Rating = 4,
            Title = "Good",
            Body = "It *works*.",
            BodyHtml = "<p>It <em>works</em>.</p>",
            CreatedAt = now,
        };
        await market.ReadAsync(async db =>
        {
            db.Reviews.Add(review);
            db.Publish(new ReviewCreated(review.Id), now);
            return await db.SaveChangesAsync();
        });
        await market.WorkAsync();
        var data = (await SingleAsync(first, "review.created")).GetProperty("data");
        Assert.That((data.GetProperty("reviewId").GetGuid(), data.GetProperty("rating").GetInt32(), data.GetProperty("body").GetString()), Is.EqualTo((review.Id, 4, "It *works*.")));
        Assert.That(data.GetRawText(), Does.Not.Contain(buyer.Id.ToString()).And.Not.Contain(buyer.Email));
        Assert.That(await BodiesAsync(second, "review.created"), Is.Empty);
    }

    [Test]
    public async Task EventsHandledAgain_AreTheSameDeliveries()
    {
        var before = await market.ReadAsync(db => db.WebhookDeliveries.CountAsync());
        await market.ReadAsync(db => db.OutboxMessages.ExecuteUpdateAsync(set => set.SetProperty(message => message.HandledAt, (DateTimeOffset?)null)));
        await market.WorkAsync();
        Assert.That(await market.ReadAsync(db => db.WebhookDeliveries.CountAsync()), Is.EqualTo(before));
    }

    private async Task<Guid> ListenerAsync()
    {
        var seller = await market.SellerAsync();
        Result<WebhookWithSecret> made = await market.WithAsync((SaveWebhook save) =>
            save.CreateAsync(seller, new("https://example.com/hooks", "", [.. WebhookEvents.All.Select(kind => kind.Name)]), CancellationToken.None));
        Assert.That(made.IsOk);
        return seller;
    }

    private async Task<JsonElement> SingleAsync(Guid seller, string type) => (await BodiesAsync(seller, type)).Single();

    private Task<List<JsonElement>> BodiesAsync(Guid seller, string type) => market.ReadAsync(async db =>
    {
        var payloads = await db.WebhookDeliveries.Where(delivery => delivery.Type == type)
            .Join(db.WebhookEndpoints.Where(endpoint => endpoint.SellerId == seller), delivery => delivery.EndpointId, endpoint => endpoint.Id, (delivery, _) => delivery)
            .OrderBy(delivery => delivery.Id).Select(delivery => delivery.Payload).ToListAsync();
        return payloads.ConvertAll(payload => JsonDocument.Parse(payload).RootElement);
    });

    private static (long Cents, string Currency) Money(JsonElement of, string name) =>
        (of.GetProperty(name).GetProperty("amount").GetInt64(), of.GetProperty(name).GetProperty("currency").GetString()!);
}
