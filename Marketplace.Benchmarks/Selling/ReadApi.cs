using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using Azure.Storage.Blobs;
using Marketplace.Api.Admin;
using Marketplace.Api.Analytics;
using Marketplace.Api.Disputes;
using Marketplace.Api.Hosting;
using Marketplace.Api.Orders;
using Marketplace.Api.Payouts;
using Marketplace.Api.Refunds;
using Marketplace.Api.Selling;
using Marketplace.Core.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Marketplace.Benchmarks.Selling;

/// <summary>
/// The Api's own endpoints of sellers and admins in this process, over HTTP, on a database of their own: all that a page waits for but signing in.
/// Who calls is a header.
/// </summary>
internal sealed class ReadApi : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient client;

    private ReadApi(WebApplication app)
    {
        this.app = app;
        client = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromMinutes(10) };
    }

    public IServiceProvider Services => app.Services;

    public CommandLog Commands => app.Services.GetRequiredService<CommandLog>();

    public static async Task<ReadApi> StartAsync(string connectionString, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Clients:Web"] = "http://shop.test",
            ["Company:Name"] = "Marketplace (test)",
            ["Company:Address"] = "1 Test Street\nTestville",
            ["Stripe:SecretKey"] = "sk_test_sandbox",
            ["Stripe:ApiBase"] = "http://127.0.0.1:1",
            ["Signing:SealingKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore();
        builder.Services.AddHttpClient();
        var own = builder.Services.ToHashSet();
        builder.AddFeatures();
        foreach (var atStart in builder.Services.Where(service => service.ServiceType == typeof(IHostedService) && !own.Contains(service)).ToList())
        {
            // There is no object store to prepare.
            builder.Services.Remove(atStart);
        }

        builder.Services
            .AddSingleton(time)
            .AddSingleton(new BlobServiceClient("UseDevelopmentStorage=true"))
            .AddSingleton<CommandLog>()
            .AddProblemDetails()
            .AddDbContext<MarketplaceDb>((services, options) =>
            {
                options.UseNpgsql(connectionString).AddInterceptors(services.GetRequiredService<CommandLog>());
                MarketplaceDb.Configure(options);
            });
        builder.Services.AddAuthentication(Caller.Scheme).AddScheme<AuthenticationSchemeOptions, Caller>(Caller.Scheme, null);
        builder.Services.AddAuthorizationBuilder().AddPolicy(Policies.Admin, policy => policy.RequireAuthenticatedUser());
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapSelling();
        app.MapSellerProducts();
        app.MapDiscounts();
        app.MapStatement();
        app.MapAnalytics();
        app.MapHolds();
        app.MapRefunds();
        app.MapDisputes();
        app.MapOrders();
        app.MapSubmissions();
        app.MapAdminLedger();
        app.MapOperations();
        await app.StartAsync();
        return new(app);
    }

    /// <returns>The answer's text, once all of it is there.</returns>
    public async Task<string> GetAsync(string path, Guid caller)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { Caller.Scheme, caller.ToString() } } };
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {text}");
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    private sealed class Caller(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        public new const string Scheme = "Caller";

        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var identity = new ClaimsIdentity([new Claim("sub", Request.Headers[Scheme].ToString()), new Claim("role", "admin")], Scheme);
            return Task.FromResult(AuthenticateResult.Success(new(new(identity), Scheme)));
        }
    }
}
