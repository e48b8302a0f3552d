using System.Text.Json;
using Marketplace.Core.Notifications;
using Marketplace.Core.Packages.Signing;
using Marketplace.Core.Payments;
using Marketplace.Core.Webhooks;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Webhooks;

/// <summary>From an event to the receiver's answer and the log, with moved time and receivers that fail.</summary>
internal sealed class DeliveryTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private WebhookDesk desk = null!;

    [SetUp]
    public async Task OpenAsync() => desk = await WebhookDesk.OpenAsync();

    [TearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    [Test]
    public async Task AnEvent_ThatIsHandledTwice_IsSentOnce_ToThoseWhoWantIt()
    {
        var wanted = await desk.EndpointAsync();
        await desk.EndpointAsync("/other", WebhookEvents.ProductApproved);
        await Task.WhenAll(desk.TellAsync("order-1"), desk.TellAsync("order-1"), desk.TellAsync("order-1"));
        await desk.WorkAsync();
        var hook = desk.Receiver.Received.Single();
        Assert.That(hook.Path, Is.EqualTo("/hook"));
        Assert.That(hook.IsSignedWith(wanted.Secret));
        Assert.That(hook.IsSignedWith((await desk.EndpointAsync("/third")).Secret), Is.False);
        var body = JsonDocument.Parse(hook.Body).RootElement;
        Assert.That((body.GetProperty("id").GetString(), body.GetProperty("type").GetString(), body.GetProperty("version").GetInt32()), Is.EqualTo((hook.Id, "order.paid", 1)));
        var delivery = (await desk.DeliveriesAsync()).Single();
        Assert.That((delivery.State, delivery.Status, delivery.Attempts, delivery.NextTryAt, delivery.LeaseEndsAt), Is.EqualTo((WebhookDeliveryState.Succeeded, (int?)204, 1, (DateTimeOffset?)null, (DateTimeOffset?)null)));
        var attempt = (await desk.AttemptsAsync()).Single();
        Assert.That(attempt.RequestHeaders, Does.Contain($"webhook-id: {hook.Id}").And.Contain($"webhook-signature: {hook.Headers["webhook-signature"]}"));
    }

    [Test]
    public async Task AReceiver_ThatFailsNineTimes_GetsTheEventAtTheTenth_WithTheSameIdAndBody()
    {
        var made = await desk.EndpointAsync();
        desk.Receiver.AnswerWith(500, 500, 500, 500, 500, 500, 500, 500, 500, 200);
        await desk.TellAsync("order-1");
        var start = desk.Clock.GetUtcNow();
        await desk.WorkThroughAsync();
        Assert.That(desk.Receiver.Received, Has.Count.EqualTo(10));
        Assert.That(desk.Receiver.Received.Select(hook => (hook.Id, hook.Body)).Distinct().Count(), Is.EqualTo(1));
        Assert.That(desk.Receiver.Received.All(hook => hook.IsSignedWith(made.Secret)));
        Assert.That(desk.Clock.GetUtcNow() - start, Is.EqualTo(TimeSpan.FromDays(3)).Within(TimeSpan.FromHours(8)));
        Assert.That((await desk.DeliveriesAsync()).Single().State, Is.EqualTo(WebhookDeliveryState.Succeeded));
        Assert.That((await desk.AttemptsAsync()).Select(attempt => (attempt.Number, attempt.Status)), Is.EqualTo(Enumerable.Range(1, 10).Select(number => (number, (int?)(number < 10 ? 500 : 200)))));
        Assert.That((await desk.EndpointAsync(made.Endpoint.Id)).IsEnabled);
        Assert.That(await desk.NewsAsync(), Is.Empty);
    }

    [Test]
    public async Task AReceiver_ThatTakesNothingForThreeDays_IsSwitchedOff_AndItsSellerTold_Once()
    {
        var made = await desk.EndpointAsync();
        desk.Receiver.AnswerWith(500);
        await desk.TellAsync("order-1");
        await desk.TellAsync("order-2");
        desk.Clock.Advance(TimeSpan.FromHours(1));
        await desk.WorkThroughAsync();
        var endpoint = await desk.EndpointAsync(made.Endpoint.Id);
        Assert.That(endpoint.State, Is.EqualTo(WebhookEndpointState.Failing));
        Assert.That((await desk.DeliveriesAsync()).Select(delivery => delivery.State), Has.All.EqualTo(WebhookDeliveryState.Failed));
        Assert.That(await desk.NewsAsync(), Has.Count.EqualTo(1));

        await desk.TellAsync("order-3");
        Assert.That(await desk.DeliveriesAsync(), Has.Count.EqualTo(2), "nothing is written down for one that is off");

        var news = new WebhookDisabled(endpoint.Id, endpoint.State, endpoint.StateAt);
        foreach (var _ in new[] { 1, 2 })
        {
            await desk.ReadAsync(async db =>
            {
                await new WebhookMails(db, new Notifier(db, desk.Clock), new CheckoutUrls(new("https://shop.example"))).HandleAsync(news, None);
                return true;
            });
        }

        var mail = await desk.ReadAsync(db => db.Mails.AsNoTracking().SingleAsync());
        Assert.That(mail.Subject, Does.Contain("is switched off"));
        Assert.That((await desk.ReadAsync(db => db.Notifications.AsNoTracking().SingleAsync())).Path, Is.EqualTo($"/sell/webhooks/{endpoint.Id}"));
    }

    [Test]
    public async Task OneThatTookSomethingInBetween_StaysEnabled()
    {
        var made = await desk.EndpointAsync();
        desk.Receiver.Answer = context =>
        {
            context.Response.StatusCode = desk.Receiver.Received.Last().Body.Contains("good", StringComparison.Ordinal) ? 200 : 500;
            return Task.CompletedTask;
        };
        await desk.TellAsync("bad");
        await desk.WorkAsync();
        desk.Clock.Advance(TimeSpan.FromHours(20));
        await desk.TellAsync("good");
        await desk.WorkThroughAsync();
        Assert.That((await desk.EndpointAsync(made.Endpoint.Id)).IsEnabled);
        Assert.That((await desk.DeliveriesAsync()).Select(delivery => delivery.State), Is.EquivalentTo(new[] { WebhookDeliveryState.Failed, WebhookDeliveryState.Succeeded }));
    }

    [Test]
    public async Task Gone_SwitchesOff_AtOnce()
    {
        var made = await desk.EndpointAsync();
        desk.Receiver.AnswerWith(410);
        await desk.TellAsync("order-1");
        await desk.WorkAsync();
        Assert.That((await desk.EndpointAsync(made.Endpoint.Id)).State, Is.EqualTo(WebhookEndpointState.Gone));
        Assert.That((await desk.DeliveriesAsync()).Single().State, Is.EqualTo(WebhookDeliveryState.Failed));
        Assert.That(await desk.NewsAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task AFailedDelivery_CanBeSentAgain_WithTheSameId_AndItsTriesBeginAnew()
    {
        var made = await desk.EndpointAsync();
        desk.Receiver.AnswerWith(410, 500, 200);
        await desk.TellAsync("order-1");
        await desk.WorkAsync();
        var delivery = (await desk.DeliveriesAsync()).Single();
        var refused = await desk.WithAsync((AskDelivery ask) => ask.RedeliverAsync(desk.SellerId, made.Endpoint.Id, delivery.Id, None));
        Assert.That(refused.Error!.Code, Is.EqualTo("webhooks.disabled"));

        await desk.WithAsync((SwitchWebhook change) => change.EnableAsync(desk.SellerId, made.Endpoint.Id, None));
        foreach (var _ in new[] { 1, 2 })
        {
            Assert.That((await desk.WithAsync((AskDelivery ask) => ask.RedeliverAsync(desk.SellerId, made.Endpoint.Id, delivery.Id, None))).IsOk, "a second click changes nothing");
        }

        await desk.WorkThroughAsync();
        delivery = (await desk.DeliveriesAsync()).Single();
        Assert.That((delivery.State, delivery.Tries, delivery.Attempts), Is.EqualTo((WebhookDeliveryState.Succeeded, 2, 3)));
        Assert.That(desk.Receiver.Received.Select(hook => hook.Id).Distinct().Count(), Is.EqualTo(1));
        Assert.That((await desk.WithAsync((AskDelivery ask) => ask.RedeliverAsync(Guid.NewGuid(), made.Endpoint.Id, delivery.Id, None))).Error!.Code, Is.EqualTo("not_found"));
        var other = await desk.EndpointAsync("/other");
        Assert.That((await desk.WithAsync((AskDelivery ask) => ask.RedeliverAsync(desk.SellerId, other.Endpoint.Id, delivery.Id, None))).Error!.Code, Is.EqualTo("not_found"), "of another webhook");
    }

    [Test]
    public async Task ATest_IsSentOnce_AndAFailureOfItHarmsNothing()
    {
        var made = await desk.EndpointAsync();
        desk.Receiver.AnswerWith(500);
        await desk.WithAsync((AskDelivery ask) => ask.TestAsync(desk.SellerId, made.Endpoint.Id, None));
        await desk.WorkThroughAsync();
        Assert.That(desk.Receiver.Received.Single().Body, Does.Contain("webhook.test"));
        Assert.That((await desk.DeliveriesAsync()).Single().State, Is.EqualTo(WebhookDeliveryState.Failed));
        Assert.That((await desk.EndpointAsync(made.Endpoint.Id)).IsEnabled);
        for (var time = 1; time < WebhookPolicy.MostAsked; time++)
        {
            await desk.WithAsync((AskDelivery ask) => ask.TestAsync(desk.SellerId, made.Endpoint.Id, None));
        }

        var refused = await desk.WithAsync((AskDelivery ask) => ask.TestAsync(desk.SellerId, made.Endpoint.Id, None));
        Assert.That((refused.Error!.Code, refused.Error.RetryAfter), Is.EqualTo(("quota_exceeded", (TimeSpan?)TimeSpan.FromMinutes(1))));
    }

    [Test]
    public async Task ARotatedSecret_SignsBesideTheOldOne_ForADay()
    {
        var made = await desk.EndpointAsync();
        var rotated = (await desk.WithAsync((SaveWebhook save) => save.RotateAsync(desk.SellerId, made.Endpoint.Id, None))).Value!;
        await desk.TellAsync("order-1");
        await desk.WorkAsync();
        var hook = desk.Receiver.Received.Single();
        Assert.That(hook.Headers["webhook-signature"].Split(' '), Has.Length.EqualTo(2));
        Assert.That((hook.IsSignedWith(made.Secret), hook.IsSignedWith(rotated.Secret)), Is.EqualTo((true, true)));
        desk.Clock.Advance(TimeSpan.FromHours(24));
        await desk.TellAsync("order-2");
        await desk.WorkAsync();
        hook = desk.Receiver.Received.Last();
        Assert.That((hook.IsSignedWith(made.Secret), hook.IsSignedWith(rotated.Secret)), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task Secrets_AreSealedInTheDatabase()
    {
        var made = await desk.EndpointAsync();
        var key = Convert.FromBase64String(made.Secret["whsec_".Length..]);
        var sealedSecret = (await desk.EndpointAsync(made.Endpoint.Id)).SealedSecret;
        Assert.That(Contains(sealedSecret, key), Is.False);
        Assert.That(SigningSettings.From(Market.SigningConfiguration), Is.Not.Null);
        Assert.That(key, Has.Length.EqualTo(32));
    }

    [Test]
    public async Task SwitchingOff_GivesUpWhatWaits_ButNotTheAnswerToWhatIsUnderWay()
    {
        var made = await desk.EndpointAsync();
        var (arrived, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        desk.Receiver.Answer = async context =>
        {
            arrived.TrySetResult();
            await goOn.Task;
            context.Response.StatusCode = 200;
        };
        await desk.TellAsync("order-1");
        var sending = desk.SendAsync((await desk.ClaimAsync()).Single());
        await arrived.Task;
        await desk.TellAsync("order-2");
        await desk.WithAsync((SwitchWebhook change) => change.DisableAsync(desk.SellerId, made.Endpoint.Id, None));
        goOn.SetResult();
        await sending;
        Assert.That((await desk.DeliveriesAsync()).Select(delivery => delivery.State), Is.EqualTo(new[] { WebhookDeliveryState.Succeeded, WebhookDeliveryState.Failed }));
        Assert.That(await desk.ClaimAsync(), Is.Empty);
        Assert.That(await desk.NewsAsync(), Is.Empty, "its seller did it");
    }

    [Test]
    public async Task ADeletedWebhook_WhileACallIsUnderWay_LeavesNothing()
    {
        var made = await desk.EndpointAsync();
        await desk.TellAsync("order-1");
        var claimed = (await desk.ClaimAsync()).Single();
        Assert.That((await desk.WithAsync((SaveWebhook save) => save.DeleteAsync(Guid.NewGuid(), made.Endpoint.Id, None))).IsOk, Is.False, "a stranger");
        Assert.That((await desk.WithAsync((SaveWebhook save) => save.DeleteAsync(desk.SellerId, made.Endpoint.Id, None))).IsOk);
        Assert.That(await desk.SendAsync(claimed), Is.Null);
        Assert.That(await desk.DeliveriesAsync(), Is.Empty);
    }

    [Test]
    public async Task TenWebhooks_AreTheMost_AlsoForTenTabs()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 14).Select(number => desk.CreateAsync($"https://example.com/{number}", WebhookEvents.OrderPaid)));
        Assert.That(made.Count(result => result.IsOk), Is.EqualTo(WebhookPolicy.MostEndpoints));
        Assert.That(made.Where(result => !result.IsOk).Select(result => result.Error!.Code), Has.All.EqualTo("webhooks.too_many"));
    }

    [Test]
    public async Task TheLog_IsKeptForThirtyDays()
    {
        await desk.EndpointAsync();
        await desk.TellAsync("old");
        await desk.WorkAsync();
        desk.Clock.Advance(WebhookPolicy.KeepLog - TimeSpan.FromHours(1));
        await desk.TellAsync("new");
        await desk.WorkAsync();
        Assert.That(await desk.WithAsync((PurgeWebhookLog purge) => purge.ExecuteAsync(None)), Is.Zero);
        desk.Clock.Advance(TimeSpan.FromHours(2));
        Assert.That(await desk.WithAsync((PurgeWebhookLog purge) => purge.ExecuteAsync(None)), Is.EqualTo(1));
        Assert.That((await desk.AttemptsAsync()).Count, Is.EqualTo(1));
    }

    private static bool Contains(byte[] bytes, byte[] part) => bytes.AsSpan().IndexOf(part) >= 0;
}
