using Marketplace.StripeSandbox.Accounts;
using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Billing;
using Marketplace.StripeSandbox.Checkout;
using Marketplace.StripeSandbox.Contract;
using Marketplace.StripeSandbox.Disputes;
using Marketplace.StripeSandbox.Events;
using Marketplace.StripeSandbox.Faults;
using Marketplace.StripeSandbox.Files;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Overview;
using Marketplace.StripeSandbox.Pages;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Payouts;
using Marketplace.StripeSandbox.Storage;
using Marketplace.StripeSandbox.Time;
using Marketplace.StripeSandbox.Transfers;
using Marketplace.StripeSandbox.Webhooks;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace Marketplace.StripeSandbox.Hosting;

/// <summary>Puts the sandbox together; the program and the tests start it alike.</summary>
internal static class SandboxApp
{
    public static WebApplicationBuilder AddSandbox(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(SandboxOptions.From(builder.Configuration));
        AddStorage(builder);
        services.AddSingleton<StripeContract>();
        services.AddSingleton<ContractLog>();
        services.AddSingleton<WireJson>();
        services.AddSingleton<WebhookTargets>();
        services.AddSingleton<EventWriter>();
        services.AddSingleton<SandboxWork>();
        services.AddSingleton<RequestParameters>();
        services.AddSingleton<AnswerWriter>();
        services.AddSingleton<IdempotencyKeys>();
        services.AddSingleton<FaultPlan>();
        services.AddSingleton<StripeApi>();
        services.AddSingleton<Ticker>();
        services.AddHostedService(provider => provider.GetRequiredService<Ticker>());
        services.AddSingleton<WebhookSender>();
        services.AddHostedService(provider => provider.GetRequiredService<WebhookSender>());
        return builder;
    }

    /// <summary>Loads what an earlier run has written and maps everything.</summary>
    public static async Task<WebApplication> UseSandboxAsync(this WebApplication app)
    {
        await app.Services.GetRequiredService<DocumentStore>().LoadAsync(app.Lifetime.ApplicationStopping);
        app.Use(ProtectPagesAsync);
        var routes = new StripeRoutes(app);
        routes.MapAccounts();
        routes.MapBalance();
        routes.MapBilling();
        routes.MapCheckout();
        routes.MapPayments();
        routes.MapDisputes();
        routes.MapFiles();
        routes.MapTransfers();
        routes.MapPayouts();
        routes.MapEvents();
        routes.MapWebhookEndpoints(app.Services.GetRequiredService<WireJson>());
        routes.MapRest();
        app.MapStylesheet();
        app.MapBillingPages();
        app.MapCheckoutPages();
        app.MapBankDebitPages();
        app.MapIntentPages();
        app.MapOnboardingPages();
        app.MapDashboardPages();
        app.MapFileContents();
        app.MapOverview();
        var controls = new SandboxControls(app);
        controls.MapAccountControls();
        controls.MapPaymentControls();
        controls.MapRefundControls();
        controls.MapDisputeControls();
        app.MapFaultControls(controls);
        return app;
    }

    private static Task ProtectPagesAsync(HttpContext http, RequestDelegate next)
    {
        // No form-action: Chromium would apply it to the redirect back to the shop too.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.CacheControl = "no-store";
        return next(http);
    }

    private static void AddStorage(WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetConnectionString("stripesandbox") is { Length: > 0 } connectionString)
        {
            builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
            builder.Services.AddSingleton<PostgresLog>();
            builder.Services.AddHealthChecks().AddCheck<PostgresHealthCheck>("stripesandbox", timeout: PostgresHealthCheck.Timeout);
        }

        builder.Services.AddSingleton(provider => new DocumentStore(provider.GetService<PostgresLog>()));
    }
}
