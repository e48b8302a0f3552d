using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Stripe;

namespace Marketplace.Tests.StripeSandbox;

internal sealed class WebhookTests
{
    [Test]
    public async Task Webhook_IsSignedForTheSecretAndThePayload()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await sandbox.PaidSessionAsync();
        await sandbox.Receiver.WaitForAsync("checkout.session.completed");
        var received = sandbox.Receiver.All[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(received.Event().ApiVersion, Is.EqualTo(StripeConfiguration.ApiVersion));
            Assert.That(() => received.Event("whsec_other"), Throws.InstanceOf<StripeException>());
            Assert.That(() => (received with { Payload = received.Payload + " " }).Event(), Throws.InstanceOf<StripeException>());
        }
    }

    [Test]
    public async Task Webhook_ReceiverFailing_IsTriedUntilItIsTaken()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        sandbox.Receiver.Status = StatusCodes.Status500InternalServerError;
        await sandbox.OnboardedSellerAsync();
        await sandbox.Receiver.WaitForAsync("account.updated");
        sandbox.Receiver.Status = StatusCodes.Status200OK;
        await Task.Delay(300);
        Assert.That(sandbox.Receiver.All.Count(r => r.Event().Type == "account.updated"), Is.EqualTo(1), "the pause is one of virtual time");
        sandbox.Clock.Advance(TimeSpan.FromSeconds(1));
        var delivery = await DeliveredAsync(sandbox, "account.updated");
        Assert.That((int)delivery["attempts"]!, Is.GreaterThan(1));
        Assert.That((await new EventService(sandbox.Stripe).ListAsync(new EventListOptions { Type = "transfer.*" })), Is.Empty);
    }

    [Test]
    public async Task Webhook_Resent_ArrivesAgain()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await sandbox.PaidSessionAsync();
        var delivery = await DeliveredAsync(sandbox, "charge.succeeded");
        var answer = await sandbox.Http.PostAsync($"/_sandbox/deliveries/{delivery["id"]}/resend", null);
        answer.EnsureSuccessStatusCode();
        await WaitAsync(() => Task.FromResult(sandbox.Receiver.All.Count(r => r.Event().Type == "charge.succeeded") == 2));
    }

    [Test]
    public async Task Endpoint_Registered_GetsOnlyWhatItAskedFor()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        var service = new WebhookEndpointService(sandbox.Stripe);
        var endpoint = await service.CreateAsync(new WebhookEndpointCreateOptions { Url = receiver.Url.ToString(), EnabledEvents = ["charge.succeeded", "account.updated"] });
        await sandbox.OnboardedSellerAsync();
        await sandbox.PaidSessionAsync();
        await receiver.WaitForAsync("charge.succeeded", endpoint.Secret);
        var removed = await service.DeleteAsync(endpoint.Id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(endpoint.Secret, Does.StartWith("whsec_"));
            Assert.That(receiver.All.Select(r => r.Event(endpoint.Secret).Type), Is.EqualTo(new[] { "charge.succeeded" }), "events of connected accounts go to Connect endpoints");
            Assert.That(removed.Deleted, Is.True);
            Assert.That(await service.ListAsync(), Is.Empty);
        }
    }

    [Test]
    public async Task Endpoint_OfConnect_GetsConnectedAccountsEventsOnlyAndNoneWhileDisabled()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        var service = new WebhookEndpointService(sandbox.Stripe);
        var endpoint = await service.CreateAsync(new WebhookEndpointCreateOptions { Url = receiver.Url.ToString(), EnabledEvents = ["*"], Connect = true });
        await sandbox.PaidSessionAsync();
        var seller = await sandbox.OnboardedSellerAsync();
        var updated = await receiver.WaitForAsync("account.updated", endpoint.Secret);
        var disabled = await service.UpdateAsync(endpoint.Id, new WebhookEndpointUpdateOptions { Disabled = true });
        var before = receiver.All.Count;
        await sandbox.OnboardedSellerAsync();
        await sandbox.PaidSessionAsync(group: "ORDER-2");
        await DeliveredAsync(sandbox, "checkout.session.completed");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(updated.Account, Is.EqualTo(seller.Id));
            Assert.That(receiver.All.Select(r => r.Event(endpoint.Secret).Account), Is.All.Not.Null);
            Assert.That((disabled.Status, receiver.All.Count), Is.EqualTo(("disabled", before)));
        }
    }

    [Test]
    public async Task Log_ShowsEachAttemptWithRequestAndAnswer()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await sandbox.PaidSessionAsync();
        var delivery = await DeliveredAsync(sandbox, "charge.succeeded");
        var page = System.Net.WebUtility.HtmlDecode(await sandbox.Http.GetStringAsync($"/_sandbox/deliveries/{delivery["id"]}"));
        Assert.That(page, Does.Contain("charge.succeeded").And.Contain("Stripe-Signature").And.Contain("v1=").And.Contain("\"object\": \"event\"").And.Contain("200"));
    }

    [Test]
    public async Task Events_AreKeptPerAccount()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var seller = await sandbox.OnboardedSellerAsync();
        await sandbox.TransferAsync(seller, await sandbox.PaidSessionAsync(), 1_00);
        var service = new EventService(sandbox.Stripe);
        var platform = await service.ListAsync(new EventListOptions { Types = ["transfer.created", "account.updated"] });
        var connected = await service.ListAsync(new EventListOptions(), RunningSandbox.On(seller));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(platform.Select(e => e.Type), Is.EqualTo(new[] { "transfer.created" }));
            Assert.That(connected.Select(e => e.Type), Does.Contain("account.updated"));
            Assert.That((await service.GetAsync(platform.Single().Id)).Request.Id, Does.StartWith("req_"));
        }
    }

    [Test]
    public async Task Overview_ShowsBalancesObjectsAndDeliveries()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var seller = await sandbox.OnboardedSellerAsync();
        await sandbox.PaidSessionAsync();
        await DeliveredAsync(sandbox, "charge.succeeded");
        var page = await sandbox.Http.GetStringAsync("/_sandbox");
        var state = await sandbox.Http.GetFromJsonAsync<JsonNode>($"/_sandbox/accounts/{seller.Id}");
        Assert.That(page, Does.Contain("charge.succeeded").And.Contain("$19.11").And.Contain("Wed 4 Mar 2026 10:00:00 UTC"));
        Assert.That((bool)state!["payoutsEnabled"]!, Is.True);
    }

    private static async Task<JsonNode> DeliveredAsync(RunningSandbox sandbox, string type)
    {
        JsonNode? found = null;
        await WaitAsync(async () =>
        {
            var all = await sandbox.Http.GetFromJsonAsync<JsonArray>("/_sandbox/deliveries");
            found = all!.FirstOrDefault(d => (string?)d!["eventType"] == type && (string?)d["state"] == "delivered");
            return found is not null;
        });
        return found!;
    }

    private static async Task WaitAsync(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 400; i++)
        {
            if (await condition())
            {
                return;
            }

            await Task.Delay(50);
        }

        Assert.Fail("It did not happen within 20 s.");
    }
}
