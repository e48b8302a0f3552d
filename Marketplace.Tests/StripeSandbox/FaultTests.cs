using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Faults;
using Stripe;

namespace Marketplace.Tests.StripeSandbox;

internal sealed class FaultTests
{
    private const string Form = "type=express&email=a%40example.org";

    [TestCase("error500", 500, null)]
    [TestCase("rate_limit", 429, "rate_limit")]
    [TestCase("lock_timeout", 429, "lock_timeout")]
    public async Task Refusal_ByFault_DoesNothingAndFreesTheKey(string kind, int status, string? code)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await AddAsync(sandbox, new { kind, match = "POST /v1/accounts" });
        var refused = await sandbox.CallAsync(HttpMethod.Post, "/v1/accounts", Form, ("Idempotency-Key", "k1"));
        var list = await new AccountService(sandbox.Stripe).ListAsync();
        var repeated = await sandbox.CallAsync(HttpMethod.Post, "/v1/accounts", Form, ("Idempotency-Key", "k1"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((refused.Status, (string?)refused.Body["error"]!["code"]), Is.EqualTo((status, code)));
            Assert.That(list, Is.Empty);
            Assert.That(repeated.Status, Is.EqualTo(200), "the rule struck once");
        }
    }

    [Test]
    public async Task Answer_Lost_WasDoneAndIsReplayedByItsKey()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        sandbox.Faults.Add(new FaultRule(FaultKind.LostAnswer, "POST /v1/accounts"));
        Assert.That(() => sandbox.CallAsync(HttpMethod.Post, "/v1/accounts", Form, ("Idempotency-Key", "k1")), Throws.InstanceOf<HttpRequestException>());
        var (_, body, answer) = await sandbox.CallAsync(HttpMethod.Post, "/v1/accounts", Form, ("Idempotency-Key", "k1"));
        Assert.That(answer.Headers.Contains("Idempotent-Replayed"), Is.True);
        Assert.That((await new AccountService(sandbox.Stripe).ListAsync()).Single().Id, Is.EqualTo((string?)body["id"]));
    }

    [Test]
    public async Task Request_Lost_WasNotDone()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        sandbox.Faults.Add(new FaultRule(FaultKind.LostRequest, "/v1/accounts"));
        Assert.That(() => sandbox.CallAsync(HttpMethod.Post, "/v1/accounts", Form), Throws.InstanceOf<HttpRequestException>());
        Assert.That(await new AccountService(sandbox.Stripe).ListAsync(), Is.Empty);
    }

    [Test]
    public async Task Rule_WithACount_StrikesThatOftenAndOnlyWhereItMatches()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await AddAsync(sandbox, new { kind = "rate_limit", match = "GET /v1/balance", count = 2 });
        await AddAsync(sandbox, new { kind = "delay", match = "GET /v1/balance", delayMs = 50, always = true });
        var statuses = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            statuses.Add((await sandbox.CallAsync(HttpMethod.Get, "/v1/balance")).Status);
        }

        var plan = await sandbox.Http.GetFromJsonAsync<JsonNode>("/_sandbox/faults");
        await sandbox.Http.PostAsync("/_sandbox/faults/clear", null);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(statuses, Is.EqualTo(new[] { 429, 429, 200 }));
            Assert.That(((string?)plan!["rules"]![0]!["kind"], (int?)plan["rules"]![0]!["struck"]), Is.EqualTo(("delay", 3)));
            Assert.That((await sandbox.CallAsync(HttpMethod.Get, "/v1/accounts")).Status, Is.EqualTo(200));
            Assert.That((await sandbox.Http.GetFromJsonAsync<JsonNode>("/_sandbox/faults"))!["rules"]!.AsArray(), Is.Empty);
        }
    }

    [Test]
    public async Task Faults_ByChance_AreTheSameForTheSameSeed()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        async Task<List<int>> RunAsync()
        {
            var answer = await sandbox.Http.PostAsJsonAsync("/_sandbox/faults/random", new { seed = 7, rate = 40, kinds = new[] { "error500", "rate_limit" } });
            answer.EnsureSuccessStatusCode();
            var statuses = new List<int>();
            for (var i = 0; i < 30; i++)
            {
                statuses.Add((await sandbox.CallAsync(HttpMethod.Get, "/v1/balance")).Status);
            }

            return statuses;
        }

        var first = await RunAsync();
        var second = await RunAsync();
        Assert.That(second, Is.EqualTo(first));
        Assert.That(first, Does.Contain(500).And.Contain(429).And.Contain(200));
    }

    [Test]
    public async Task Fault_Unknown_IsRefused()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var answer = await sandbox.Http.PostAsJsonAsync("/_sandbox/faults", new { kind = "earthquake" });
        Assert.That((int)answer.StatusCode, Is.EqualTo(400));
    }

    [Test]
    public async Task Webhook_Duplicated_ComesAgainWithTheSameId()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await AddAsync(sandbox, new { kind = "duplicate", match = "charge.succeeded", copies = 2 });
        await sandbox.PaidSessionAsync();
        await sandbox.Receiver.WaitForAsync("checkout.session.completed");
        Assert.That(Received(sandbox, "charge.succeeded").Select(e => e.Id).ToList(), Has.Count.EqualTo(3).And.All.EqualTo(Received(sandbox, "charge.succeeded")[0].Id));
    }

    [Test]
    public async Task Webhook_Reordered_ComesAfterALaterOne()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await AddAsync(sandbox, new { kind = "reorder", match = "charge.succeeded" });
        await sandbox.PaidSessionAsync();
        await sandbox.Receiver.WaitForAsync("charge.succeeded");
        var types = sandbox.Receiver.All.Select(r => r.Event().Type).ToList();
        Assert.That(types.IndexOf("charge.succeeded"), Is.GreaterThan(types.IndexOf("payment_intent.succeeded")).And.GreaterThan(-1));
    }

    [Test]
    public async Task Webhook_Dropped_IsInTheEventListOnly()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await AddAsync(sandbox, new { kind = "drop", match = "charge.", always = true });
        await AddAsync(sandbox, new { kind = "delay", on = "webhooks", match = "checkout.", delayMs = 400 });
        await sandbox.PaidSessionAsync();
        await sandbox.Receiver.WaitForAsync("checkout.session.completed");
        var events = await new EventService(sandbox.Stripe).ListAsync(new EventListOptions { Type = "charge.succeeded" });
        var log = await sandbox.Http.GetFromJsonAsync<JsonArray>("/_sandbox/deliveries");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Received(sandbox, "charge.succeeded"), Is.Empty);
            Assert.That(events.Count(), Is.EqualTo(1));
            Assert.That(log!.Single(d => (string?)d!["eventType"] == "charge.succeeded")!["state"]!.ToString(), Is.EqualTo("dropped"));
        }
    }

    private static List<Event> Received(RunningSandbox sandbox, string type) =>
        [.. sandbox.Receiver.All.Select(r => r.Event()).Where(e => e.Type == type)];

    private static async Task AddAsync(RunningSandbox sandbox, object rule) =>
        (await sandbox.Http.PostAsJsonAsync("/_sandbox/faults", rule)).EnsureSuccessStatusCode();
}
