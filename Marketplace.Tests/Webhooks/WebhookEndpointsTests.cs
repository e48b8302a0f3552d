using System.Net;
using System.Text;
using System.Text.Json;
using Marketplace.Contracts.Webhooks;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Webhooks;

/// <summary>Every route of the running Api, and the Workers' calls to a receiver in this process.</summary>
internal sealed class WebhookEndpointsTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private HookReceiver receiver = null!;
    private ApiPerson seller = null!;

    [SetUp]
    public async Task StartAsync() => (receiver, seller) = (await HookReceiver.StartAsync(), await ApiPerson.SellerAsync());

    [TearDown]
    public async Task StopAsync()
    {
        seller.Dispose();
        await receiver.DisposeAsync();
    }

    [Test]
    public async Task AWebhook_IsMadeReadChangedAndDeleted_AndItsSecretIsShownOnce()
    {
        var made = await seller.Webhooks.CreateAsync(Request("order.paid", "payout.paid"), None);
        Assert.That(made.Secret, Does.StartWith("whsec_"));
        Assert.That(Convert.FromBase64String(made.Secret[6..]), Has.Length.EqualTo(32));
        Assert.That((made.Webhook.Status, made.Webhook.Events), Is.EqualTo((WebhookStatus.Enabled, (IReadOnlyList<string>)["order.paid", "payout.paid"])));
        Assert.That((await seller.Webhooks.ListAsync(None)).Items.Single().Id, Is.EqualTo(made.Webhook.Id));
        foreach (var path in new[] { WebhookRoutes.Webhooks, $"{WebhookRoutes.Webhooks}/{made.Webhook.Id}" })
        {
            Assert.That(await seller.Http.GetStringAsync(path), Does.Not.Contain(made.Secret[6..20]).And.Not.Contain("whsec_"));
        }

        var changed = Request("product.approved");
        changed.Description = "CI";
        var updated = await seller.Webhooks.UpdateAsync(made.Webhook.Id, changed, None);
        Assert.That((updated.Description, updated.Events), Is.EqualTo(("CI", (IReadOnlyList<string>)["product.approved"])));
        Assert.That((await seller.Webhooks.DisableAsync(made.Webhook.Id, None)).Status, Is.EqualTo(WebhookStatus.Off));
        Assert.That((await seller.Webhooks.DisableAsync(made.Webhook.Id, None)).Status, Is.EqualTo(WebhookStatus.Off));
        await Refusal.OfAsync(seller.Webhooks.TestAsync(made.Webhook.Id, None), 409, "webhooks.disabled");
        Assert.That((await seller.Webhooks.EnableAsync(made.Webhook.Id, None)).Status, Is.EqualTo(WebhookStatus.Enabled));
        await seller.Webhooks.DeleteAsync(made.Webhook.Id, None);
        await Refusal.OfAsync(seller.Webhooks.GetAsync(made.Webhook.Id, None), 404, "not_found");
        await Refusal.OfAsync(seller.Webhooks.DeleteAsync(made.Webhook.Id, None), 404, "not_found");
    }

    [Test]
    public async Task ATest_IsSentByTheWorkers_AndTheLogHasRequestAndAnswer()
    {
        receiver.Answer = async context =>
        {
            context.Response.StatusCode = 500;
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("<script>alert(1)</script>"));
        };
        var made = await seller.Webhooks.CreateAsync(Request("order.paid"), None);
        var test = await seller.Webhooks.TestAsync(made.Webhook.Id, None);
        var detail = await TriedAsync(made.Webhook.Id, test.Id, tries: 1);
        var hook = receiver.Received.Single();
        Assert.That(hook.IsSignedWith(made.Secret));
        Assert.That((detail.Delivery.Status, detail.Delivery.HttpStatus, detail.Delivery.EventId, detail.Payload), Is.EqualTo((DeliveryStatus.Failed, (int?)500, hook.Id, hook.Body)));
        var attempt = detail.Tries.Single();
        Assert.That((attempt.AnswerBody, attempt.Problem), Is.EqualTo(("<script>alert(1)</script>", "The server answers 500.")));

        receiver.AnswerWith(200);
        var rotated = await seller.Webhooks.RotateAsync(made.Webhook.Id, None);
        Assert.That(rotated.Webhook.OldSecretEndsAt, Is.Not.Null);
        await seller.Webhooks.RedeliverAsync(made.Webhook.Id, test.Id, None);
        detail = await TriedAsync(made.Webhook.Id, test.Id, tries: 2);
        Assert.That((detail.Delivery.Status, detail.Tries[0].Number), Is.EqualTo((DeliveryStatus.Succeeded, 2)));
        Assert.That((receiver.Received.Last().IsSignedWith(made.Secret), receiver.Received.Last().IsSignedWith(rotated.Secret)), Is.EqualTo((true, true)));

        Assert.That((await seller.Webhooks.ListDeliveriesAsync(made.Webhook.Id, DeliveryStatus.Succeeded, null, 1, None)).Items.Single().Id, Is.EqualTo(test.Id));
        Assert.That((await seller.Webhooks.ListDeliveriesAsync(made.Webhook.Id, DeliveryStatus.Failed, null, null, None)).Items, Is.Empty);
        Assert.That((await seller.Webhooks.GetAsync(made.Webhook.Id, None)).LastSuccessAt, Is.Not.Null);
    }

    [Test]
    public async Task AnApprovedListing_ReachesItsSellersProgram()
    {
        var made = await seller.Webhooks.CreateAsync(Request("product.approved", "version.published"), None);
        using var admin = await ApiPerson.AdminAsync();
        var product = await seller.PublishedProductAsync(admin);
        await UntilAsync(() => !receiver.Received.IsEmpty);
        var hook = receiver.Received.First();
        var body = JsonDocument.Parse(hook.Body).RootElement;
        Assert.That((body.GetProperty("type").GetString(), body.GetProperty("data").GetProperty("productId").GetGuid()), Is.EqualTo(("product.approved", product.Id)));
        Assert.That(hook.IsSignedWith(made.Secret));
    }

    [Test]
    public async Task Deliveries_AreListedByPages()
    {
        var made = await seller.Webhooks.CreateAsync(Request("order.paid"), None);
        var sent = new List<Guid>();
        for (var number = 0; number < 3; number++)
        {
            sent.Add((await seller.Webhooks.TestAsync(made.Webhook.Id, None)).Id);
        }

        var first = await seller.Webhooks.ListDeliveriesAsync(made.Webhook.Id, null, null, 2, None);
        var second = await seller.Webhooks.ListDeliveriesAsync(made.Webhook.Id, null, first.NextCursor, 2, None);
        Assert.That(first.Items.Concat(second.Items).Select(delivery => delivery.Id), Is.EqualTo(Enumerable.Reverse(sent)));
        Assert.That((first.Total, second.NextCursor), Is.EqualTo((3L, (string?)null)));
        await Refusal.OfAsync(seller.Webhooks.ListDeliveriesAsync(made.Webhook.Id, null, "nonsense", null, None), 400, "validation_failed");
        using var wrong = await seller.Http.GetAsync($"{WebhookRoutes.Webhooks}/{made.Webhook.Id}/deliveries?status=lost");
        Assert.That(wrong.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [TestCase("http://example.com/hook", "url")]
    [TestCase("https://10.0.0.1/hook", "url")]
    [TestCase("https://169.254.169.254/latest", "url")]
    [TestCase("https://me:secret@example.com/hook", "url")]
    [TestCase("not an address", "url")]
    [TestCase("", "url")]
    public async Task ABadAddress_IsRefused_AtItsField(string url, string field)
    {
        var refused = await Refusal.OfAsync(seller.Webhooks.CreateAsync(new() { Url = url, Events = ["order.paid"] }, None), 400, "validation_failed");
        Assert.That(refused.Errors.Keys, Is.EqualTo(new[] { field }));
    }

    [Test]
    public async Task BadEvents_AreRefused_AtTheirField()
    {
        foreach (var events in new List<string>[] { [], ["order.stolen"], ["webhook.test"] })
        {
            var refused = await Refusal.OfAsync(seller.Webhooks.CreateAsync(new() { Url = "https://example.com/", Events = events }, None), 400, "validation_failed");
            Assert.That(refused.Errors.Keys, Is.EqualTo(new[] { "events" }));
        }
    }

    [Test]
    public async Task AStranger_SeesAndChangesNothing_AndWhoDoesNotSellMakesNone()
    {
        var made = await seller.Webhooks.CreateAsync(Request("order.paid"), None);
        var test = await seller.Webhooks.TestAsync(made.Webhook.Id, None);
        using var stranger = await ApiPerson.SellerAsync();
        var (id, hooks) = (made.Webhook.Id, stranger.Webhooks);
        foreach (var call in new Task[]
        {
            hooks.GetAsync(id, None), hooks.UpdateAsync(id, Request("order.paid"), None), hooks.DeleteAsync(id, None), hooks.RotateAsync(id, None), hooks.EnableAsync(id, None), hooks.DisableAsync(id, None),
            hooks.TestAsync(id, None), hooks.ListDeliveriesAsync(id, null, null, null, None), hooks.GetDeliveryAsync(id, test.Id, None), hooks.RedeliverAsync(id, test.Id, None),
        })
        {
            await Refusal.OfAsync(call, 404, "not_found");
        }

        var own = await hooks.CreateAsync(Request("order.paid"), None);
        await Refusal.OfAsync(hooks.GetDeliveryAsync(own.Webhook.Id, test.Id, None), 404, "not_found");
        await Refusal.OfAsync(hooks.RedeliverAsync(own.Webhook.Id, test.Id, None), 404, "not_found");
        using var buyer = await ApiPerson.BuyerAsync();
        await Refusal.OfAsync(buyer.Webhooks.CreateAsync(Request("order.paid"), None), 403, "selling.not_a_seller");
        Assert.That((await buyer.Webhooks.ListAsync(None)).Items, Is.Empty);
        using var guest = await ApiPerson.GuestAsync();
        await Refusal.OfAsync(guest.Webhooks.ListAsync(None), 401, "unauthenticated");
        await Refusal.OfAsync(guest.Webhooks.CreateAsync(Request("order.paid"), None), 401, "unauthenticated");
    }

    [Test]
    public async Task Events_AreListedWithTheirMeaning()
    {
        var events = await seller.Webhooks.ListEventsAsync(None);
        Assert.That(events.Select(kind => kind.Name), Is.SupersetOf(new[] { "order.paid", "order.refunded", "product.approved", "payout.paid", "dispute.opened" }));
        var documented = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "webhooks.md"));
        Assert.That(events.Where(kind => !documented.Contains($"`{kind.Name}`", StringComparison.Ordinal)), Is.Empty, "docs/webhooks.md describes them all");
    }

    private WebhookRequest Request(params string[] events) => new() { Url = receiver.At("/hook").ToString(), Events = [.. events] };

    private async Task<DeliveryDetailView> TriedAsync(Guid id, Guid deliveryId, int tries)
    {
        DeliveryDetailView detail = null!;
        await UntilAsync(async () => (detail = await seller.Webhooks.GetDeliveryAsync(id, deliveryId, None)).Delivery.Attempts >= tries);
        return detail;
    }

    private static Task UntilAsync(Func<bool> isSo) => UntilAsync(() => Task.FromResult(isSo()));

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var attempt = 0; !await isSo(); attempt++)
        {
            Assert.That(attempt, Is.LessThan(150), "nothing came within half a minute");
            await Task.Delay(200);
        }
    }
}
