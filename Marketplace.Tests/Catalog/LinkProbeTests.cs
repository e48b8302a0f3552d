using System.Diagnostics;
using Marketplace.Core.Catalog;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Marketplace.Tests.Catalog;

/// <summary>Visits to a server in this process; the switch that lets them through is off in the product.</summary>
internal sealed class LinkProbeTests
{
    private readonly List<string> seen = [];
    private WebApplication server = null!;
    private Uri address = null!;
    private PublicHttp http = null!;
    private LinkProbe probe = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        server = builder.Build();
        server.Run(async context =>
        {
            lock (seen)
            {
                seen.Add($"{context.Request.Method} {context.Request.Path}");
            }

            await AnswerAsync(context);
        });
        await server.StartAsync();
        address = new Uri(server.Urls.First());
        http = new PublicHttp(allowsLoopback: true);
        probe = new LinkProbe(http);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
    }

    [SetUp]
    public void Forget() => seen.Clear();

    [Test]
    public async Task Page_ThatAnswers_IsReachable()
    {
        Assert.That(await VisitAsync("/ok"), Is.EqualTo(new LinkAnswer(true, 200, null)));
        Assert.That(seen, Is.EqualTo(new[] { "HEAD /ok" }));
    }

    [Test]
    public async Task Page_WhoseServerKnowsNoHead_IsVisitedByGet()
    {
        Assert.That(await VisitAsync("/no-head"), Is.EqualTo(new LinkAnswer(true, 200, null)));
        Assert.That(seen, Is.EqualTo(new[] { "HEAD /no-head", "GET /no-head" }));
    }

    [TestCase("/status/404", 404)]
    [TestCase("/status/500", 500)]
    public async Task Page_ThatIsGone_IsToldWithItsStatus(string path, int status)
    {
        var answer = await VisitAsync(path);
        Assert.That((answer.IsReachable, answer.Status), Is.EqualTo((false, (int?)status)));
        Assert.That(answer.Problem, Does.Contain($"{status}"));
    }

    [Test]
    public async Task Redirects_AreFollowedFiveTimes()
    {
        Assert.That(await VisitAsync("/hop/5"), Is.EqualTo(new LinkAnswer(true, 200, null)));
        var tooMany = await VisitAsync("/hop/6");
        Assert.That((tooMany.IsReachable, tooMany.Problem), Is.EqualTo((false, "It redirects more than 5 times.")));
    }

    [TestCase("https://10.0.0.1/")]
    [TestCase("https://169.254.169.254/latest/meta-data/")]
    [TestCase("https://[fd00:ec2::254]/")]
    [TestCase("https://[::ffff:10.1.2.3]/")]
    [TestCase("http://example.com/")]
    [TestCase("https://user:secret@example.com/")]
    public async Task Redirect_ToAClosedAddress_IsNotFollowed(string target)
    {
        var answer = await VisitAsync($"/to?url={Uri.EscapeDataString(target)}");
        Assert.That((answer.IsReachable, answer.Problem), Is.EqualTo((false, "It leads to an address that is not public, which we do not open.")));
    }

    [Test]
    public async Task Page_WithoutEnd_IsNotRead()
    {
        var watch = Stopwatch.StartNew();
        Assert.That((await VisitAsync("/endless")).IsReachable, Is.True);
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5)));
    }

    [Test]
    public async Task Headers_WithoutEnd_AreRefused() => Assert.That((await VisitAsync("/big-head")).IsReachable, Is.False);

    [Test]
    public async Task InTheProduct_ThisMachineIsNotReached()
    {
        using var closed = new PublicHttp();
        var strict = new LinkProbe(closed);
        foreach (var target in new[] { address.ToString(), $"https://127.0.0.1:{address.Port}/ok", $"https://localhost:{address.Port}/ok", $"https://[::1]:{address.Port}/ok" })
        {
            var answer = await strict.ProbeAsync(new Uri(target), CancellationToken.None);
            Assert.That((answer.IsReachable, answer.Problem), Is.EqualTo((false, "It leads to an address that is not public, which we do not open.")), target);
        }

        Assert.That(seen, Is.Empty);
    }

    [Test]
    public async Task Name_ThatDoesNotExist_IsToldInWords()
    {
        var answer = await probe.ProbeAsync(new Uri("https://no-such-host.invalid/"), CancellationToken.None);
        Assert.That((answer.IsReachable, answer.Status), Is.EqualTo((false, (int?)null)));
        Assert.That(answer.Problem, Is.EqualTo("There is no server of this name."));
    }

    private Task<LinkAnswer> VisitAsync(string path) => probe.ProbeAsync(new Uri(address, path), CancellationToken.None);

    private static async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path.StartsWith("/hop/", StringComparison.Ordinal) && int.Parse(path[5..], System.Globalization.CultureInfo.InvariantCulture) is var left)
        {
            context.Response.Redirect(left == 1 ? "/ok" : $"/hop/{left - 1}");
        }
        else if (path.StartsWith("/status/", StringComparison.Ordinal))
        {
            context.Response.StatusCode = int.Parse(path[8..], System.Globalization.CultureInfo.InvariantCulture);
        }
        else if (path == "/to")
        {
            context.Response.Redirect(context.Request.Query["url"]!);
        }
        else if (path == "/no-head" && context.Request.Method == "HEAD")
        {
            context.Response.StatusCode = 405;
        }
        else if (path == "/big-head")
        {
            context.Response.Headers["X-Big"] = new string('x', 100_000);
        }
        else if (path == "/endless" && context.Request.Method == "HEAD")
        {
            context.Response.StatusCode = 501;
        }
        else if (path == "/endless")
        {
            var chunk = new byte[64_000];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            }
        }
    }
}
