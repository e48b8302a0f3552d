using System.Net;
using Stripe;

namespace Marketplace.Tests.StripeSandbox;

internal sealed class IdempotencyTests
{
    private const string Form = "type=express&email=a%40example.org";

    [Test]
    public async Task Key_UsedAgainWithTheSameBody_GetsTheSameAnswer()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var first = await sandbox.CallAsync(HttpMethod.Post, "/v1/accounts", Form, ("Idempotency-Key", "k1"));
        await sandbox.JumpAsync(TimeSpan.FromHours(24));
        var second = await sandbox.CallAsync(HttpMethod.Post, "/v1/accounts", Form, ("Idempotency-Key", "k1"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(second.Body.ToJsonString(), Is.EqualTo(first.Body.ToJsonString()));
            Assert.That(first.Answer.Headers.Contains("Idempotent-Replayed"), Is.False);
            Assert.That(second.Answer.Headers.GetValues("Idempotent-Replayed"), Is.EqualTo(new[] { "true" }));
            Assert.That(await new AccountService(sandbox.Stripe).ListAsync(), Has.Exactly(1).Items);
        }
    }

    [Test]
    public async Task Key_OlderThanADay_IsForgotten()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var first = await sandbox.CallAsync(HttpMethod.Post, "/v1/accounts", Form, ("Idempotency-Key", "k1"));
        sandbox.Clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));
        var second = await sandbox.CallAsync(HttpMethod.Post, "/v1/accounts", Form, ("Idempotency-Key", "k1"));
        Assert.That((string?)second.Body["id"], Is.Not.EqualTo((string?)first.Body["id"]));
    }

    [Test]
    public async Task Key_UsedAgainWithAnotherBody_IsRefused()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await sandbox.CallAsync(HttpMethod.Post, "/v1/accounts", Form, ("Idempotency-Key", "k1"));
        var (status, body, _) = await sandbox.CallAsync(HttpMethod.Post, "/v1/accounts", Form + "1", ("Idempotency-Key", "k1"));
        Assert.That((status, (string?)body["error"]!["type"]), Is.EqualTo((400, "idempotency_error")));
    }

    [Test]
    public async Task Key_OfARefusedRequest_RepeatsTheRefusalUnlessItWasOnlyMistyped()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        const string Missing = "currency=usd&amount=100&destination=acct_none";
        await sandbox.CallAsync(HttpMethod.Post, "/v1/transfers", Missing, ("Idempotency-Key", "k1"));
        var repeated = await sandbox.CallAsync(HttpMethod.Post, "/v1/transfers", Missing, ("Idempotency-Key", "k1"));
        await sandbox.CallAsync(HttpMethod.Post, "/v1/accounts", "type=express&nonsense=1", ("Idempotency-Key", "k2"));
        var corrected = await sandbox.CallAsync(HttpMethod.Post, "/v1/accounts", Form, ("Idempotency-Key", "k2"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(repeated.Status, Is.EqualTo(400));
            Assert.That(repeated.Answer.Headers.Contains("Idempotent-Replayed"), Is.True);
            Assert.That(corrected.Status, Is.EqualTo(200));
        }
    }

    [Test]
    public async Task Key_OfARequestStillRunning_IsAConflict()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        using var holding = new ManualResetEventSlim();
        using var held = new ManualResetEventSlim();
        var hold = Task.Run(() => sandbox.Store.ExecuteAsync(
            _ =>
            {
                held.Set();
                holding.Wait();
            },
            CancellationToken.None));
        held.Wait();

        // Whichever arrives first waits for the store; the other one is answered meanwhile.
        var calls = Enumerable.Range(0, 2).Select(_ => sandbox.CallAsync(HttpMethod.Post, "/v1/accounts", Form, ("Idempotency-Key", "k1"))).ToList();
        var answered = await Task.WhenAny(calls);
        holding.Set();
        await hold;
        var (refused, done) = (await answered, await calls.Single(call => call != answered));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((refused.Status, (string?)refused.Body["error"]!["code"]), Is.EqualTo((409, "idempotency_key_in_use")));
            Assert.That(done.Status, Is.EqualTo(200));
        }
    }

    [Test]
    public async Task Transfer_RepeatedThroughTheClient_MovesMoneyOnce()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var seller = await sandbox.OnboardedSellerAsync();
        var paid = await sandbox.PaidSessionAsync();
        var options = new TransferCreateOptions { Amount = 5_00, Currency = "usd", Destination = seller.Id, SourceTransaction = paid.PaymentIntent.LatestChargeId };
        var service = new TransferService(sandbox.Stripe);
        var first = await service.CreateAsync(options, new RequestOptions { IdempotencyKey = "transfer:1" });
        var second = await service.CreateAsync(options, new RequestOptions { IdempotencyKey = "transfer:1" });
        Assert.That(second.Id, Is.EqualTo(first.Id));
        Assert.That(second.StripeResponse.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await sandbox.BalanceAsync(seller), Is.EqualTo((0L, 5_00L)));
    }
}
