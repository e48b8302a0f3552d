using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marketplace.Tests.ServiceDefaults;

internal sealed class HealthEndpointTests
{
    [Test]
    public async Task Health_NamesEveryDependencyAndQuotesNoException()
    {
        var (status, body) = await AskAsync("/health");
        var checks = body["checks"]!;
        Assert.Multiple(() =>
        {
            Assert.That(status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That((string?)body["status"], Is.EqualTo("Unhealthy"));
            Assert.That((string?)checks["self"]!["status"], Is.EqualTo("Healthy"));
            Assert.That((double?)checks["self"]!["durationMs"], Is.Not.Null);
            Assert.That((string?)checks["thrown"]!["description"], Is.EqualTo(nameof(InvalidOperationException)));
            Assert.That((string?)checks["told"]!["description"], Is.EqualTo("The store does not answer."));
            Assert.That(body.ToJsonString(), Does.Not.Contain("s3cret"));
        });
    }

    [Test]
    public async Task Alive_DoesNotDependOnDependencies() => Assert.That((await AskAsync("/alive")).Status, Is.EqualTo(HttpStatusCode.OK));

    private static async Task<(HttpStatusCode Status, JsonNode Body)> AskAsync(string path)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults();
        var failure = new InvalidOperationException("Host=db;Password=s3cret");
        builder.Services.AddHealthChecks()
            .AddCheck("thrown", () => throw failure)
            .AddCheck("told", () => HealthCheckResult.Unhealthy("The store does not answer.", failure));
        await using var app = builder.Build();
        app.MapDefaultEndpoints();
        await app.StartAsync();
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(new Uri(app.Urls.First()), path));
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}
