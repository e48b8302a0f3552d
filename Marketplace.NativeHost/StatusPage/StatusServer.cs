using System.Security.Cryptography;
using System.Text;
using Marketplace.AppHost;
using Marketplace.NativeHost.Graph;
using Marketplace.NativeHost.Running;
using Marketplace.NativeHost.Services;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marketplace.NativeHost.StatusPage;

/// <summary>The page in the browser: what runs where, links, logs, the clock. Listens on the loopback addresses only.</summary>
internal sealed class StatusServer : IAsyncDisposable
{
    private const string ClockVariable = "Clock__File";

    private readonly WebApplication app;
    private readonly HostContext host;
    private readonly IReadOnlyList<ResourceRunner> runners;
    private readonly StatusHtml html;
    private readonly string? clockFile;

    // Forms carry it, so another site's page in the same browser cannot press these buttons.
    private readonly string formToken = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private StatusServer(WebApplication app, HostContext host, IReadOnlyList<IResource> resources, IReadOnlyList<ResourceRunner> runners)
    {
        (this.app, this.host, this.runners) = (app, host, runners);
        clockFile = resources.OfType<ProjectResource>().Select(project => ProjectEnvironment.Of(project, null).GetValueOrDefault(ClockVariable)).FirstOrDefault(path => path is not null);
        html = new StatusHtml(host, [.. resources.OfType<ProcessResource>()], clockFile, formToken);
    }

    public static async Task<StatusServer> StartAsync(int port, HostContext host, IReadOnlyList<IResource> resources, IReadOnlyList<ResourceRunner> runners)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Production });
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, "");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
        var app = builder.Build();
        var server = new StatusServer(app, host, resources, runners);
        server.Map();
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private void Map()
    {
        app.Use(GuardAsync);
        app.MapGet("/", () => Results.Content(html.Page(), "text/html; charset=utf-8"));
        app.MapGet("/resources", () => Results.Content(html.Resources(), "text/html; charset=utf-8"));
        app.MapGet("/logs/{name}", (string name) => Find(name) is { } runner ? Results.Content(StatusHtml.Log(host.Board[runner.Resource.Name]), "text/html; charset=utf-8") : Results.NotFound());
        app.MapGet("/status.css", () => Asset("status.css", "text/css"));
        app.MapGet("/status.js", () => Asset("status.js", "text/javascript"));
        app.MapGet("/run.json", () => Results.File(host.Data.File("run.json"), "application/json"));
        app.MapPost("/clock", (HttpRequest request) => PostAsync(request, MoveClockAsync));
        app.MapPost("/restart", (HttpRequest request) => PostAsync(request, RestartAsync));
    }

    // A foreign name that resolves to this machine (DNS rebinding) is refused; so is everything that wants scripts from elsewhere.
    private static Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Host.Host is not ("localhost" or "127.0.0.1" or "[::1]"))
        {
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return Task.CompletedTask;
        }

        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        return next(context);
    }

    private async Task<IResult> PostAsync(HttpRequest request, Func<IFormCollection, Task<IResult>> action)
    {
        if (!request.HasFormContentType)
        {
            return Results.BadRequest();
        }

        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        var token = Encoding.UTF8.GetBytes(form["token"].ToString());
        return CryptographicOperations.FixedTimeEquals(token, Encoding.UTF8.GetBytes(formToken))
            ? await action(form)
            : Results.Text("This form is from an earlier run of the host. Reload the status page.", statusCode: StatusCodes.Status403Forbidden);
    }

    private Task<IResult> MoveClockAsync(IFormCollection form)
    {
        if (clockFile is null)
        {
            return Task.FromResult(Results.NotFound());
        }

        return Task.FromResult(ClockFile.Apply(clockFile, form["step"].ToString()) is { } problem
            ? Results.Content(html.Page(problem), "text/html; charset=utf-8", statusCode: StatusCodes.Status400BadRequest)
            : Results.LocalRedirect("/"));
    }

    private async Task<IResult> RestartAsync(IFormCollection form)
    {
        if (Find(form["resource"].ToString()) is not { } runner)
        {
            return Results.NotFound();
        }

        await runner.RestartAsync();
        return Results.LocalRedirect("/");
    }

    private ResourceRunner? Find(string name) => runners.FirstOrDefault(runner => runner.Resource.Name == name);

    private static IResult Asset(string name, string type) =>
        Results.Stream(typeof(StatusServer).Assembly.GetManifestResourceStream(name)!, type + "; charset=utf-8");
}
