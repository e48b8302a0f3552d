using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Contract;
using Marketplace.StripeSandbox.Faults;
using Marketplace.StripeSandbox.Hosting;
using Marketplace.StripeSandbox.Storage;
using Marketplace.StripeSandbox.Time;
using Marketplace.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Stripe;
using Stripe.Checkout;

namespace Marketplace.Tests.StripeSandbox;

/// <summary>The sandbox on a free port with a clock of its own, and the real Stripe.net client for it. Time-based work runs when told.</summary>
internal sealed class RunningSandbox : IAsyncDisposable
{
    public const string Key = "sk_test_tests";
    public const string WebhookSecret = "whsec_tests";

    /// <summary>A Wednesday.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    private readonly WebApplication app;
    private readonly MovableClock moved;
    private readonly SandboxAudit audit;

    private RunningSandbox(WebApplication app, WebhookReceiver receiver, MovableClock clock, SandboxAudit audit)
    {
        (this.app, Receiver, moved, this.audit) = (app, receiver, clock, audit);
        Url = new Uri(app.Urls.Single());
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Url };
        Stripe = new StripeClient(new StripeClientOptions
        {
            ApiKey = Key,
            ApiBase = Url.ToString().TrimEnd('/'),
            FilesBase = Url.ToString().TrimEnd('/'),
            HttpClient = new SystemNetHttpClient(Http, maxNetworkRetries: 0, enableTelemetry: false),
        });
    }

    public Uri Url { get; }

    public FakeTimeProvider Clock => moved.Current;

    public WebhookReceiver Receiver { get; }

    /// <summary>Follows no redirect: tests look where one leads.</summary>
    public HttpClient Http { get; }

    public StripeClient Stripe { get; }

    public FaultPlan Faults => app.Services.GetRequiredService<FaultPlan>();

    public DocumentStore Store => app.Services.GetRequiredService<DocumentStore>();

    public static async Task<RunningSandbox> StartAsync(string? database = null, DateTimeOffset? now = null)
    {
        var receiver = await WebhookReceiver.StartAsync();
        var clock = new MovableClock(now ?? Start);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Sandbox:Ticker"] = "false",
            ["Stripe:WebhookUrl"] = receiver.Url.ToString(),
            ["Stripe:WebhookSecret"] = WebhookSecret,
            ["ConnectionStrings:stripesandbox"] = database,
        });
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.AddSandbox();
        var app = builder.Build();
        var audit = new SandboxAudit();
        app.Use(audit.RecordAsync);
        await app.UseSandboxAsync();
        await app.StartAsync();
        return new RunningSandbox(app, receiver, clock, audit);
    }

    public Task TickAsync() => app.Services.GetRequiredService<Ticker>().TickAsync(CancellationToken.None);

    /// <summary>What a bank or a person at the overview does: <c>sandbox.ActAsync(scope => DisputeActions.Open(scope, …))</c>.</summary>
    public Task<T> ActAsync<T>(Func<Scope, T> act) => app.Services.GetRequiredService<SandboxWork>().ExecuteAsync(act, CancellationToken.None);

    /// <summary>As the reset of the shared clock does.</summary>
    public void SetBack(DateTimeOffset to) => moved.Current = new FakeTimeProvider(to);

    /// <summary>Moves the clock in one step, as people do, and lets time-based work see it.</summary>
    public async Task JumpAsync(TimeSpan step)
    {
        Clock.Advance(step);
        await TickAsync();
    }

    /// <summary>Lets time pass as it does: a tick every half hour.</summary>
    public async Task LiveThroughAsync(TimeSpan duration)
    {
        for (var passed = TimeSpan.Zero; passed < duration; passed += TimeSpan.FromMinutes(30))
        {
            await JumpAsync(TimeSpan.FromMinutes(30));
        }
    }

    public async Task<Account> OnboardedSellerAsync()
    {
        var account = await new AccountService(Stripe).CreateAsync(new AccountCreateOptions
        {
            Type = "express",
            Email = "seller@example.org",
            Capabilities = new AccountCapabilitiesOptions { Transfers = new AccountCapabilitiesTransfersOptions { Requested = true } },
            Settings = new AccountSettingsOptions
            {
                Payouts = new AccountSettingsPayoutsOptions { Schedule = new AccountSettingsPayoutsScheduleOptions { Interval = "weekly", WeeklyAnchor = "tuesday" } },
            },
        });
        var link = await OnboardingLinkAsync(account.Id);
        var form = (await Http.GetAsync(link.Url)).Headers.Location!;
        var answer = await Http.PostAsync(form, SandboxForms.Onboarding(await Http.GetStringAsync(form)));
        Assert.That(answer.Headers.Location?.ToString(), Is.EqualTo("https://shop.example/return"));
        return await new AccountService(Stripe).GetAsync(account.Id);
    }

    public Task<AccountLink> OnboardingLinkAsync(string account) => new AccountLinkService(Stripe).CreateAsync(new AccountLinkCreateOptions
    {
        Account = account,
        Type = "account_onboarding",
        ReturnUrl = "https://shop.example/return",
        RefreshUrl = "https://shop.example/refresh",
    });

    public Task<Session> SessionAsync(long amount = 19_99, string group = "ORDER-1", Action<SessionCreateOptions>? change = null)
    {
        var options = new SessionCreateOptions
        {
            Mode = "payment",
            SuccessUrl = "https://shop.example/paid?session={CHECKOUT_SESSION_ID}",
            CancelUrl = "https://shop.example/cart",
            CustomerEmail = "buyer@example.org",
            ClientReferenceId = group,
            Metadata = new Dictionary<string, string> { ["order"] = group },
            PaymentIntentData = new SessionPaymentIntentDataOptions { TransferGroup = group, Metadata = new Dictionary<string, string> { ["order"] = group } },
            LineItems =
            [
                new SessionLineItemOptions
                {
                    Quantity = 1,
                    PriceData = new SessionLineItemPriceDataOptions
                    {
                        Currency = "usd",
                        UnitAmount = amount,
                        ProductData = new SessionLineItemPriceDataProductDataOptions { Name = "Starter <kit>", Description = "Source & docs" },
                    },
                },
            ],
        };
        change?.Invoke(options);
        return new SessionService(Stripe).CreateAsync(options);
    }

    /// <summary>Sends the payment page's form.</summary>
    public Task<HttpResponseMessage> SubmitCardAsync(Session session, string number) => Http.PostAsync($"/c/pay/{session.Id}", SandboxForms.Card(number));

    public async Task<Session> PaidSessionAsync(long amount = 19_99, string group = "ORDER-1", string card = "4242424242424242")
    {
        var session = await SessionAsync(amount, group);
        var answer = await SubmitCardAsync(session, card);
        Assert.That(answer.StatusCode, Is.EqualTo(System.Net.HttpStatusCode.Found));
        return await new SessionService(Stripe).GetAsync(session.Id, new SessionGetOptions { Expand = ["payment_intent.latest_charge.balance_transaction"] });
    }

    public Task<Transfer> TransferAsync(Account seller, Session paid, long amount) => new TransferService(Stripe).CreateAsync(new TransferCreateOptions
    {
        Amount = amount,
        Currency = "usd",
        Destination = seller.Id,
        SourceTransaction = paid.PaymentIntent.LatestChargeId,
        TransferGroup = paid.PaymentIntent.TransferGroup,
    });

    public static RequestOptions On(Account account) => new() { StripeAccount = account.Id };

    public async Task<(long Available, long Pending)> BalanceAsync(Account? of = null)
    {
        var balance = await new BalanceService(Stripe).GetAsync(null, of is null ? null : On(of));
        return (balance.Available.Single().Amount, balance.Pending.Single().Amount);
    }

    /// <summary>A request as a program without Stripe.net would send it.</summary>
    public async Task<(int Status, JsonNode Body, HttpResponseMessage Answer)> CallAsync(HttpMethod method, string path, string form = "", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Authorization", $"Bearer {Key}");
        if (form.Length > 0)
        {
            request.Content = new StringContent(form, null, "application/x-www-form-urlencoded");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var answer = await Http.SendAsync(request);
        return ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonNode>())!, answer);
    }

    /// <summary>A fake clock goes forward only; this one can be exchanged.</summary>
    private sealed class MovableClock(DateTimeOffset start) : TimeProvider
    {
        public FakeTimeProvider Current { get; set; } = new(start);

        public override DateTimeOffset GetUtcNow() => Current.GetUtcNow();
    }

    /// <summary>Ends the run; every answer and event it gave must have kept to Stripe's contract.</summary>
    public async ValueTask DisposeAsync()
    {
        var violations = app.Services.GetRequiredService<ContractLog>().Violations;
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await Receiver.DisposeAsync();
        Assert.That(violations, Is.Empty);
        Assert.That(audit.Violations(Receiver.All), Is.Empty);
    }
}
