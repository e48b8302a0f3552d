using System.Diagnostics;
using Marketplace.Core.Webhooks;
using Marketplace.Workers.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Webhooks;

/// <summary>Several workers at once: who sends what, how much to whom, and what is left when one dies.</summary>
internal sealed class WebhookPumpTests
{
    private WebhookDesk desk = null!;

    [SetUp]
    public async Task OpenAsync() => desk = await WebhookDesk.OpenAsync();

    [TearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    [Test]
    public async Task TwoWorkers_UnderLoad_SendEachEventOnce_AndNoMoreAtOnceThanAReceiverShouldGet()
    {
        const int Events = 150;
        desk.Receiver.Answer = async context =>
        {
            await Task.Delay(10);
            context.Response.StatusCode = 204;
        };
        foreach (var path in new[] { "/a", "/b", "/c" })
        {
            await desk.EndpointAsync(path);
        }

        for (var number = 0; number < Events; number++)
        {
            await desk.TellAsync($"order-{number}");
        }

        await RunAsync(workers: 2, async () => await UntilAsync(() => desk.Receiver.Received.Count >= 3 * Events));
        Assert.That(desk.Receiver.Received, Has.Count.EqualTo(3 * Events));
        Assert.That(desk.Receiver.Received.Select(hook => (hook.Path, hook.Id)).Distinct().Count(), Is.EqualTo(3 * Events));
        Assert.That(desk.Receiver.MostAtOnce, Is.LessThanOrEqualTo(3 * WebhookPolicy.AtOnce));
        Assert.That((await desk.DeliveriesAsync()).Select(delivery => (delivery.State, delivery.Attempts)), Has.All.EqualTo((WebhookDeliveryState.Succeeded, 1)));
    }

    [Test]
    public async Task SlowReceivers_HoldUpNobody_AndGetOneAtATimeOnceTheyFailed()
    {
        await using var slow = await HookReceiver.StartAsync();
        slow.Answer = context => Task.Delay(TimeSpan.FromMinutes(1), context.RequestAborted);
        var hanging = await desk.EndpointAsync(slow.At("/hangs"));
        await desk.EndpointAsync("/quick");
        for (var number = 0; number < 30; number++)
        {
            await desk.TellAsync($"order-{number}");
        }

        var watch = Stopwatch.StartNew();
        await RunAsync(workers: 2, async () =>
        {
            await UntilAsync(() => desk.Receiver.Received.Count == 30);
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(9)), "before the slow one's first calls are given up");
            Assert.That(slow.MostAtOnce, Is.EqualTo(WebhookPolicy.AtOnce));
            await UntilAsync(() => slow.Received.Count > WebhookPolicy.AtOnce);
            await Task.Delay(1_500);
            Assert.That(slow.Received, Has.Count.EqualTo(WebhookPolicy.AtOnce + 1), "one at a time now");
        });
        Assert.That((await desk.EndpointAsync(hanging.Endpoint.Id)).Failures, Is.GreaterThanOrEqualTo(WebhookPolicy.AtOnce));
    }

    [Test]
    public async Task AKilledWorkersDelivery_IsSentByAnother_WhenItsLeaseHasRunOut()
    {
        await desk.EndpointAsync();
        await desk.TellAsync("order-1");
        var lost = (await desk.ClaimAsync()).Single();
        Assert.That(await desk.ClaimAsync(), Is.Empty, "it is claimed");
        desk.Clock.Advance(TimeSpan.FromHours(2));
        Assert.That(await desk.ClaimAsync(), Is.Empty, "leases run by the database's clock, not by the marketplace's");
        await desk.ReadAsync(db => db.Database.ExecuteSqlAsync($"update webhooks.deliveries set lease_ends_at = clock_timestamp() - interval '1 second'"));
        await desk.WorkAsync();
        Assert.That(desk.Receiver.Received, Has.Count.EqualTo(1));

        Assert.That(await desk.SendAsync(lost), Is.Null, "one that was only asleep finds that it has lost its claim");
        Assert.That(desk.Receiver.Received, Has.Count.EqualTo(1));
        Assert.That((await desk.DeliveriesAsync()).Single().State, Is.EqualTo(WebhookDeliveryState.Succeeded));
    }

    [Test]
    public async Task AStoppingWorker_WritesDownWhatIsUnderWay()
    {
        await desk.EndpointAsync();
        var arrived = new TaskCompletionSource();
        desk.Receiver.Answer = async context =>
        {
            arrived.TrySetResult();
            await Task.Delay(700);
            context.Response.StatusCode = 204;
        };
        await desk.TellAsync("order-1");
        await RunAsync(workers: 1, () => arrived.Task);
        Assert.That((await desk.DeliveriesAsync()).Single().State, Is.EqualTo(WebhookDeliveryState.Succeeded));
    }

    [Test]
    public async Task ALongQueueOfOne_DoesNotHideTheOthers()
    {
        var busy = await desk.EndpointAsync("/busy");
        await desk.ReadAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            insert into webhooks.deliveries (id, endpoint_id, event_id, type, payload, state, tries, attempts, next_try_at, created_at)
            select gen_random_uuid(), {busy.Endpoint.Id}, 'evt_' || number, 'order.paid', '{"{}"}', 'Pending', 0, 0, {desk.Clock.GetUtcNow().AddHours(-1)}, {desk.Clock.GetUtcNow()}
            from generate_series(1, 50000) number
            """));
        await desk.EndpointAsync("/other", WebhookEvents.PayoutPaid);
        await desk.TellAsync("payout-1", WebhookEvents.PayoutPaid);
        await desk.ReadAsync(db => db.Database.ExecuteSqlAsync($"analyze webhooks.deliveries"));
        var watch = Stopwatch.StartNew();
        var claimed = await desk.ClaimAsync();
        Assert.That(claimed.Count(delivery => delivery.EndpointId == busy.Endpoint.Id), Is.EqualTo(WebhookPolicy.AtOnce));
        Assert.That(claimed.Count(delivery => delivery.EndpointId != busy.Endpoint.Id), Is.EqualTo(1));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(1)));
    }

    private async Task RunAsync(int workers, Func<Task> meanwhile)
    {
        var hosts = Enumerable.Range(0, workers).Select(_ => desk.Worker()).ToList();
        var pumps = hosts.ConvertAll(host => ActivatorUtilities.CreateInstance<WebhookPump>(host));
        foreach (var pump in pumps)
        {
            await pump.StartAsync(CancellationToken.None);
        }

        try
        {
            await meanwhile();
        }
        finally
        {
            await Task.WhenAll(pumps.Select(pump => pump.StopAsync(CancellationToken.None)));
            foreach (var host in hosts)
            {
                await host.DisposeAsync();
            }
        }
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var watch = Stopwatch.StartNew(); !isSo(); await Task.Delay(50))
        {
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(40)));
        }
    }
}
