using System.Net;
using System.Runtime.Versioning;
using Marketplace.AppHost;
using Marketplace.NativeHost.Running;

namespace Marketplace.Tests.NativeHost;

/// <summary>What a running host tells and allows: run.json, the status page, restarts.</summary>
[TestFixture]
[UnsupportedOSPlatform("windows")]
internal sealed class RunningHostTests
{
    private readonly HttpClient client = new(new HttpClientHandler { AllowAutoRedirect = false });
    private ProbeRun run = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        run = new ProbeRun();
        await run.StartUntilUpAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        client.Dispose();
        await run.DisposeAsync();
    }

    [Test]
    public async Task Project_Crashes_IsStartedAgain()
    {
        var (before, restarts) = (run.Pid("first"), run.Resource("first")["restarts"]!.GetValue<int>());

        Assert.That(() => client.GetAsync(new Uri(run.Url("first"), "/crash")), Throws.InstanceOf<HttpRequestException>());
        await run.UntilAsync(() => run.Resource("first") is var first && first["restarts"]!.GetValue<int>() > restarts && first["state"]!.GetValue<string>() == "running");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Pid("first"), Is.Not.EqualTo(before));
            Assert.That(await client.GetStringAsync(new Uri(run.Url("first"), "/health")), Is.EqualTo("Healthy"));
        }
    }

    [Test]
    public void RunFile_OfARunningHost_NamesStateAddressProcessAndLog()
    {
        var job = run.Resource("job");
        var second = run.Resource("second");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(job["state"]!.GetValue<string>(), Is.EqualTo("finished"));
            Assert.That(job["pid"], Is.Null);
            Assert.That(File.ReadAllText(job["log"]!.GetValue<string>()), Does.Contain("job done"));
            Assert.That(second["url"]!.GetValue<string>(), Is.EqualTo($"http://localhost:{run.SecondPort}"));
            Assert.That(ProcessTable.Identify(run.Pid("second")), Is.Not.Null);
            Assert.That(File.GetUnixFileMode(Path.Combine(run.Data, "connections.json")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }

    [Test]
    public async Task StatusPage_ShowsResourcesLinksNotesAndLogs()
    {
        var page = await client.GetStringAsync(run.StatusPage);
        var log = await client.GetStringAsync(new Uri(run.StatusPage, "/logs/job"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page, Does.Contain("<th scope=\"row\">second"));
            Assert.That(page, Does.Contain("A note for people"));
            Assert.That(page, Does.Contain($"http://localhost:{run.SecondPort}"));
            Assert.That(log, Does.Contain("job done"));
        }
    }

    [Test]
    public async Task StatusPage_AskedThroughAForeignName_Refuses()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, run.StatusPage) { Headers = { Host = "attacker.example" } };
        using var response = await client.SendAsync(request);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.MisdirectedRequest));
    }

    [Test]
    public async Task Clock_MovedWithoutThePagesToken_StaysAsItIs()
    {
        using var form = new FormUrlEncodedContent([new("token", "guess"), new("step", "+99d")]);
        using var response = await client.PostAsync(new Uri(run.StatusPage, "/clock"), form);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(ClockFile.Read(Path.Combine(run.Data, "clock.json")), Is.LessThan(TimeSpan.FromDays(99)));
        }
    }

    [Test]
    public async Task Clock_MovedFromThePage_IsWrittenForAllHosts()
    {
        var token = (await client.GetStringAsync(run.StatusPage)).Split("name=\"token\" value=\"")[1].Split('"')[0];
        using var form = new FormUrlEncodedContent([new("token", token), new("step", "+8d")]);
        using var response = await client.PostAsync(new Uri(run.StatusPage, "/clock"), form);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
            Assert.That(ClockFile.Read(Path.Combine(run.Data, "clock.json")), Is.EqualTo(TimeSpan.FromDays(8)));
        }
    }
}
