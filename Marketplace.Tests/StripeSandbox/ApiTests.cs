using System.Net;
using Marketplace.StripeSandbox.Contract;
using Stripe;
using Stripe.Checkout;

namespace Marketplace.Tests.StripeSandbox;

/// <summary>What holds for every request: keys, versions, parameters, errors, lists, expansion.</summary>
internal sealed class ApiTests
{
    [Test]
    public async Task Request_WithoutASecretTestKey_IsUnauthorized([Values("", "Bearer sk_live_x", "Bearer pk_test_x", "Basic !")] string authorization)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var (status, body, _) = await sandbox.CallAsync(HttpMethod.Get, "/v1/balance", headers: ("Authorization", authorization));
        Assert.That((status, (string?)body["error"]!["type"]), Is.EqualTo((401, "invalid_request_error")));
    }

    [Test]
    public async Task Request_ByBasicAuthentication_IsAccepted()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var key = Convert.ToBase64String("sk_test_x:"u8);
        var (status, _, answer) = await sandbox.CallAsync(HttpMethod.Get, "/v1/balance", headers: ("Authorization", $"Basic {key}"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(status, Is.EqualTo(200));
            Assert.That(answer.Headers.GetValues("Request-Id").Single(), Does.StartWith("req_"));
            Assert.That(answer.Headers.GetValues("Stripe-Version").Single(), Is.EqualTo(StripeContract.Version));
        }
    }

    [Test]
    public async Task Request_OfAnotherVersion_IsRefused()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var (status, _, _) = await sandbox.CallAsync(HttpMethod.Get, "/v1/balance", headers: ("Stripe-Version", "2019-01-01"));
        Assert.That(status, Is.EqualTo(400));
    }

    [Test]
    public void Version_IsTheOneStripeNetPins() => Assert.That(StripeConfiguration.ApiVersion, Is.EqualTo(StripeContract.Version));

    [TestCase("currency=usd&amount=1&destination=x&colour=red", "parameter_unknown", "colour")]
    [TestCase("currency=usd&amount=1&destination=x&metadata[a][b]=1", null, "metadata[a]")]
    [TestCase("currency=usd&amount=one&destination=x", "parameter_invalid_integer", "amount")]
    [TestCase("currency=usd&amount=-1&destination=x", "parameter_invalid_integer", "amount")]
    [TestCase("amount=1&destination=x", "parameter_missing", "currency")]
    [TestCase("currency=usd&destination=x", "parameter_missing", "amount")]
    [TestCase("currency=usd&amount=1&destination=", "parameter_invalid_empty", "destination")]
    [TestCase("currency=usd&amount=1&destination=acct_none", "resource_missing", "destination")]
    public async Task Parameters_ThatDoNotFit_AreNamedInTheError(string form, string? code, string parameter)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var (status, body, _) = await sandbox.CallAsync(HttpMethod.Post, "/v1/transfers", form);
        Assert.That((status, (string?)body["error"]!["code"], (string?)body["error"]!["param"]), Is.EqualTo((400, code, parameter)));
    }

    [Test]
    public async Task Parameter_OfStripeButNotOfTheSandbox_IsRefusedAloud()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var refusal = Assert.ThrowsAsync<StripeException>(() => sandbox.SessionAsync(change: o => o.AllowPromotionCodes = true));
        Assert.That((refusal.StripeError.Code, refusal.Message), Is.EqualTo(("sandbox_not_implemented", "The parameter allow_promotion_codes of POST /v1/checkout/sessions is part of Stripe's API but not of this sandbox.")));
    }

    [Test]
    public async Task Route_OfStripeButNotOfTheSandbox_SaysSo()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var refusal = Assert.ThrowsAsync<StripeException>(() => new Stripe.TestHelpers.TestClockService(sandbox.Stripe).GetAsync("clock_1"));
        var (status, body, _) = await sandbox.CallAsync(HttpMethod.Get, "/v1/nothing");
        Assert.That(refusal.StripeError.Code, Is.EqualTo("sandbox_not_implemented"));
        Assert.That((status, (string?)body["error"]!["message"]), Is.EqualTo((404, "Unrecognized request URL (GET: /v1/nothing).")));
    }

    [Test]
    public async Task Object_Unknown_IsNotFoundInStripesWords()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var refusal = Assert.ThrowsAsync<StripeException>(() => new TransferService(sandbox.Stripe).GetAsync("tr_none"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refusal.HttpStatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That((refusal.StripeError.Code, refusal.Message), Is.EqualTo(("resource_missing", "No such transfer: 'tr_none'")));
        }
    }

    [Test]
    public async Task Account_Foreign_IsForbidden()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var refusal = Assert.ThrowsAsync<StripeException>(() => new BalanceService(sandbox.Stripe).GetAsync(null, new RequestOptions { StripeAccount = "acct_none" }));
        Assert.That((refusal.HttpStatusCode, refusal.StripeError.Code), Is.EqualTo((HttpStatusCode.Forbidden, "account_invalid")));
    }

    [Test]
    public async Task List_IsPagedBothWays()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Insert(0, (await sandbox.SessionAsync(group: $"O{i}")).Id);
        }

        var service = new SessionService(sandbox.Stripe);
        var first = await service.ListAsync(new SessionListOptions { Limit = 2 });
        var second = await service.ListAsync(new SessionListOptions { Limit = 2, StartingAfter = ids[1] });
        var last = await service.ListAsync(new SessionListOptions { Limit = 2, StartingAfter = ids[3] });
        var before = await service.ListAsync(new SessionListOptions { Limit = 2, EndingBefore = ids[3] });
        var all = new List<string>();
        await foreach (var session in service.ListAutoPagingAsync(new SessionListOptions { Limit = 2 }))
        {
            all.Add(session.Id);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.Select(s => s.Id), first.HasMore), Is.EqualTo((ids[..2], true)));
            Assert.That((second.Select(s => s.Id), second.HasMore), Is.EqualTo((ids[2..4], true)));
            Assert.That((last.Select(s => s.Id), last.HasMore), Is.EqualTo((ids[4..], false)));
            Assert.That((before.Select(s => s.Id), before.HasMore), Is.EqualTo((ids[1..3], true)));
            Assert.That(all, Is.EqualTo(ids));
            Assert.That(() => service.ListAsync(new SessionListOptions { Limit = 101 }), Throws.InstanceOf<StripeException>());
            Assert.That(() => service.ListAsync(new SessionListOptions { StartingAfter = "cs_none" }), Throws.InstanceOf<StripeException>());
        }
    }

    [Test]
    public async Task List_ByCreationTime_IsFiltered()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await sandbox.SessionAsync(group: "OLD");
        sandbox.Clock.Advance(TimeSpan.FromHours(1));
        await sandbox.SessionAsync(group: "NEW");
        var options = new SessionListOptions { Created = new DateRangeOptions { GreaterThan = RunningSandbox.Start.UtcDateTime } };
        Assert.That((await new SessionService(sandbox.Stripe).ListAsync(options)).Select(s => s.ClientReferenceId), Is.EqualTo(new[] { "NEW" }));
    }

    [Test]
    public async Task Expand_OfWhatIsNoReference_IsRefused([Values("metadata", "nothing", "payment_intent.status")] string path)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var paid = await sandbox.PaidSessionAsync();
        Assert.That(
            () => new SessionService(sandbox.Stripe).GetAsync(paid.Id, new SessionGetOptions { Expand = [path] }),
            Throws.InstanceOf<StripeException>().With.Message.EqualTo($"This property cannot be expanded ({path})."));
    }

    [Test]
    public async Task Metadata_SetToNothing_IsCleared()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var session = await sandbox.SessionAsync();
        var (_, body, _) = await sandbox.CallAsync(HttpMethod.Post, $"/v1/checkout/sessions/{session.Id}", "metadata=");
        Assert.That(body["metadata"]!.AsObject(), Is.Empty);
    }
}
