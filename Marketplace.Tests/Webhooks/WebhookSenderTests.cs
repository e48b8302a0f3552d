using System.Diagnostics;
using System.Net;
using System.Text;
using Marketplace.Core.Webhooks;

namespace Marketplace.Tests.Webhooks;

/// <summary>One call to receivers of every kind, over real connections.</summary>
internal sealed class WebhookSenderTests
{
    private HookReceiver receiver = null!;
    private WebhookSender sender = null!;

    [SetUp]
    public async Task StartAsync()
    {
        receiver = await HookReceiver.StartAsync();
        sender = new WebhookSender(new WebhookAddresses(AllowsLoopback: true));
    }

    [TearDown]
    public async Task StopAsync()
    {
        sender.Dispose();
        await receiver.DisposeAsync();
    }

    [Test]
    public void TheSignature_IsThatOfStandardWebhooks() => Assert.That(
        WebhookSignature.Header([Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")], "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1_614_265_330), """{"test": 2432232314}"""),
        Is.EqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="), "the vector of its own libraries");

    [Test]
    public async Task ACall_IsAPostOfJson_WithTheThreeHeaders()
    {
        var answer = await CallAsync("/hook?shop=1");
        Assert.That((answer.Status, answer.IsOk), Is.EqualTo(((int?)204, true)));
        var hook = receiver.Received.Single();
        Assert.That((hook.Method, hook.Path, hook.Body, hook.Headers["content-type"]), Is.EqualTo(("POST", "/hook", "{\"a\":\"ü\"}", "application/json")));
        Assert.That((hook.Headers["webhook-id"], hook.Headers["webhook-timestamp"], hook.Headers["webhook-signature"]), Is.EqualTo(("evt_1", "1700000000", "v1,abc v1,def")));
        Assert.That(hook.Headers.Keys, Has.None.EqualTo("cookie").And.None.EqualTo("authorization").And.None.EqualTo("traceparent"));
    }

    [Test]
    public async Task ASlowReceiver_IsGivenUpAfterTenSeconds()
    {
        receiver.Answer = context => Task.Delay(TimeSpan.FromSeconds(60), context.RequestAborted);
        var watch = Stopwatch.StartNew();
        var answer = await CallAsync();
        Assert.That((answer.Status, answer.Problem), Is.EqualTo(((int?)null, "No answer within 10 seconds.")));
        Assert.That(watch.Elapsed, Is.InRange(TimeSpan.FromSeconds(9.5), TimeSpan.FromSeconds(13)));
    }

    [TestCase("http://127.0.0.1:1/inside")]
    [TestCase("https://169.254.169.254/latest/meta-data/")]
    [TestCase("/elsewhere")]
    public async Task ARedirect_IsNotFollowed(string target)
    {
        receiver.Answer = context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = target;
            return Task.CompletedTask;
        };
        var answer = await CallAsync();
        Assert.That((answer.Status, answer.IsOk), Is.EqualTo(((int?)307, false)));
        Assert.That(answer.Problem, Does.Contain(target).And.Contain("not followed"));
        Assert.That(receiver.Received, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task AnAnswerWithoutEnd_IsReadToFourKibibytes()
    {
        var closed = new TaskCompletionSource();
        receiver.Answer = async context =>
        {
            context.RequestAborted.Register(closed.SetResult);
            var chunk = Encoding.UTF8.GetBytes(new string('x', 64_000));
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
                await Task.Delay(1);
            }
        };
        var watch = Stopwatch.StartNew();
        var answer = await CallAsync();
        Assert.That((answer.Status, answer.IsOk, answer.Body), Is.EqualTo(((int?)200, true, new string('x', WebhookPolicy.KeptAnswerBytes))));
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(6)), "the connection is closed, not read on");
    }

    [Test]
    public async Task ABodyThatStopsHalfway_CountsByItsStatus()
    {
        receiver.Answer = async context =>
        {
            context.Response.ContentLength = 1_000;
            await context.Response.Body.WriteAsync("half"u8.ToArray());
            await context.Response.Body.FlushAsync();
            await Task.Delay(300);
            context.Abort();
        };
        var answer = await CallAsync();
        Assert.That((answer.Status, answer.IsOk), Is.EqualTo(((int?)200, true)));
    }

    [Test]
    public async Task AConnectionThatIsClosed_IsToldInWords()
    {
        receiver.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        var answer = await CallAsync();
        Assert.That(answer.Status, Is.Null);
        Assert.That(answer.Problem, Is.EqualTo("The server closed the connection without an answer.").Or.EqualTo("The server cannot be reached."));
    }

    [Test]
    public async Task WhatAPageOrADatabaseCannotHold_IsReplaced()
    {
        receiver.Answer = async context =>
        {
            context.Response.StatusCode = 500;
            for (var header = 0; header < 30; header++)
            {
                context.Response.Headers[$"X-{header}"] = new string('y', 500);
            }

            await context.Response.Body.WriteAsync(new byte[] { 0, 0x1b, (byte)'<', (byte)'b', (byte)'>', 0xff, (byte)'\n' });
        };
        var answer = await CallAsync();
        Assert.That(answer.Body, Is.EqualTo("\uFFFD\uFFFD<b>\uFFFD\n"));
        Assert.That(answer.Headers.Split('\n'), Has.Length.EqualTo(WebhookPolicy.KeptHeaders).And.All.Length.LessThan(300));
        Assert.That(answer.Problem, Is.EqualTo("The server answers 500."));
    }

    [TestCase("120", 120.0)]
    [TestCase("nonsense", null)]
    public async Task RetryAfter_IsRead(string header, double? seconds)
    {
        receiver.Answer = context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = header;
            return Task.CompletedTask;
        };
        Assert.That((await CallAsync()).RetryAfter?.TotalSeconds, Is.EqualTo(seconds));
    }

    /// <summary>Names that lead to this machine or network, whose first look-up would pass any check of the text alone.</summary>
    [Test]
    public async Task InTheProduct_APrivateAddress_IsNotReached_ByNumberOrByName()
    {
        using var strict = new WebhookSender(new WebhookAddresses(AllowsLoopback: false));
        var port = receiver.Url.Port;
        var ownName = Dns.GetHostName();
        foreach (var target in new[] { $"http://127.0.0.1:{port}/", $"https://127.0.0.1:{port}/", $"https://localhost:{port}/", $"https://[::1]:{port}/", $"https://[::ffff:127.0.0.1]:{port}/", "https://10.1.2.3/", "https://169.254.169.254/", $"https://{ownName}:{port}/" })
        {
            var answer = await strict.SendAsync(Call(new Uri(target)), CancellationToken.None);
            Assert.That((answer.Status, answer.Problem), Is.EqualTo(((int?)null, "It leads to an address that is not public, which we do not open.")), target);
        }

        Assert.That(receiver.Received, Is.Empty);
    }

    [Test]
    public async Task WhereThisMachineIsAllowed_ThePrivateNetwork_IsStillNot()
    {
        foreach (var target in new[] { "https://10.1.2.3/", "https://192.168.0.1/", "http://10.1.2.3/" })
        {
            Assert.That((await sender.SendAsync(Call(new Uri(target)), CancellationToken.None)).Problem, Does.Contain("not public"), target);
        }
    }

    [Test]
    public async Task AnUnknownName_IsToldInWords() =>
        Assert.That((await sender.SendAsync(Call(new Uri("https://no-such-host.invalid/")), CancellationToken.None)).Problem, Is.EqualTo("There is no server of this name."));

    [Test]
    public async Task AServerWithoutTls_IsNotTalkedTo()
    {
        var answer = await sender.SendAsync(Call(new Uri($"https://localhost:{receiver.Url.Port}/")), CancellationToken.None);
        Assert.That((answer.Status, answer.IsOk), Is.EqualTo(((int?)null, false)));
        Assert.That(receiver.Received, Is.Empty);
    }

    private Task<WebhookAnswer> CallAsync(string path = "/hook") => sender.SendAsync(Call(receiver.At(path)), CancellationToken.None);

    private static WebhookCall Call(Uri address) => new(address, "evt_1", DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), "v1,abc v1,def", "{\"a\":\"ü\"}");
}
