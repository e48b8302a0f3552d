using Marketplace.Core.Accounts;
using Marketplace.Core.Analytics;
using Marketplace.Core.Cart;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Disputes;
using Marketplace.Core.Kernel;
using Marketplace.Core.Ledger;
using Marketplace.Core.Moderation;
using Marketplace.Core.Notifications;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Marketplace.Core.Packages.Signing;
using Marketplace.Core.Payments;
using Marketplace.Core.Payouts;
using Marketplace.Core.Questions;
using Marketplace.Core.Reconciliation;
using Marketplace.Core.Refunds;
using Marketplace.Core.Reviews;
using Marketplace.Core.Selling;
using Marketplace.Core.Subscriptions;
using Marketplace.Core.Tax;
using Marketplace.Core.Webhooks;
using Marketplace.StripeSandbox.Contract;
using Marketplace.StripeSandbox.Faults;
using Marketplace.StripeSandbox.Hosting;
using Marketplace.StripeSandbox.Storage;
using Marketplace.StripeSandbox.Time;
using Marketplace.Tests.StripeSandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Stripe;
using Order = Marketplace.Core.Orders.Order;
using Product = Marketplace.Core.Catalog.Product;

namespace Marketplace.Tests.Infrastructure;

/// <summary>
/// A small marketplace in the test's process: Core's use cases on a PostgreSQL database of its own, a Stripe sandbox of its own, and one
/// clock that the test moves. Verbs seed it: <c>await market.PaidOrderAsync(buyer, product)</c>.
/// </summary>
internal sealed partial class Market : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly WebApplication sandbox;
    private readonly ServiceProvider services;
    private readonly HttpClient browser;
    private readonly SandboxAudit? audit;

    private Market(TestDatabase database, WebApplication sandbox, ServiceProvider services, FakeTimeProvider clock, LostAnswers lostAnswers, SandboxAudit? audit)
    {
        (this.database, this.sandbox, this.services, Clock, LostAnswers, this.audit) = (database, sandbox, services, clock, lostAnswers, audit);
        Stripe = services.GetRequiredService<IStripeClient>();
        browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(sandbox.Urls.First()) };
    }

    public const string PlainCard = "4242424242424242";

    /// <summary>A refund to it succeeds, and the bank returns it a minute later.</summary>
    public const string RefundsFailLaterCard = "4000000000005126";

    public static IConfiguration SigningConfiguration { get; } = new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Signing:SealingKey"] = "ZGV2ZWxvcG1lbnQtb25seS1zaWduaW5nLXNlYWwtMzI=" }).Build();

    /// <summary>Starts on a Wednesday.</summary>
    public FakeTimeProvider Clock { get; }

    public LostAnswers LostAnswers { get; }

    /// <summary>A plain Stripe client of the sandbox, to compare the books with.</summary>
    public IStripeClient Stripe { get; }

    /// <param name="isAudited">What Stripe was asked and answered is read a second time against its contract; that takes longer than most tests.</param>
    public static async Task<Market> OpenAsync(string currency = "USD", IReadOnlyDictionary<string, string?>? settings = null, bool isAudited = true)
    {
        var database = await TestDatabase.CreateAsync();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 4, 10, 30, 0, TimeSpan.Zero));
        var audit = isAudited ? new SandboxAudit() : null;
        var sandbox = await StartSandboxAsync(clock, audit);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Clients:Web"] = "http://shop.test",
            ["Company:Name"] = "Marketplace (test)",
            ["Company:Address"] = "1 Test Street\nTestville",
            ["Stripe:SecretKey"] = "sk_test_sandbox",
            ["Stripe:ApiBase"] = sandbox.Urls.First(),
            ["Marketplace:Currency"] = currency,
        }).AddConfiguration(SigningConfiguration).AddInMemoryCollection(settings ?? new Dictionary<string, string?>()).Build();
        var lostAnswers = new LostAnswers();
        var collection = new ServiceCollection();
        collection.AddHttpClient("stripe").AddHttpMessageHandler(() => lostAnswers);
        var services = collection
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddSingleton<TimeProvider>(clock)
            .AddScoped(_ => new MarketplaceDb(TestDatabase.Options(database.ConnectionString)))
            .AddAccounts()
            .AddSelling()
            .AddCart()
            .AddTax(configuration)
            .AddLedger()
            .AddSigning(configuration)
            .AddOrders(configuration)
            .AddPayments(configuration)
            .AddSubscriptions()
            .AddSubscriptionHandlers()
            .AddPayouts()
            .AddPaymentHandlers()
            .AddPayoutHandlers()
            .AddRefunds()
            .AddRefundHandlers()
            .AddDisputes()
            .AddDisputeHandlers()
            .AddReconciliation()
            .AddReviews()
            .AddReviewHandlers()
            .AddQuestions()
            .AddModeration()
            .AddScoped<Notifier>()
            .AddOutboxHandler<ReviewInvited, ReviewMails>()
            .AddAnalytics()
            .AddAnalyticsHandlers()
            .AddWebhooks(new WebhookAddresses(AllowsLoopback: true))
            .AddWebhookHandlers()
            .AddOutboxDispatch()
            .BuildServiceProvider();
        return new(database, sandbox, services, clock, lostAnswers, audit);
    }

    public async Task<T> WithAsync<TService, T>(Func<TService, Task<T>> act) where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public Task<T> ReadAsync<T>(Func<MarketplaceDb, Task<T>> read) => WithAsync(read);

    public async Task<CheckoutBuyer> BuyerAsync()
    {
        var user = await AddUserAsync("Buyer");
        return new(user.Id, user.Email, user.DisplayName);
    }

    /// <summary>A seller whose Stripe account is active, unless <paramref name="isOnboarded"/> is false.</summary>
    public async Task<Guid> SellerAsync(bool isOnboarded = true)
    {
        var user = await AddUserAsync("Seller");
        var link = await OnboardingLinkAsync(user.Id);
        if (isOnboarded)
        {
            await FinishOnboardingAsync(user.Id, link);
        }

        return user.Id;
    }

    public async Task FinishOnboardingAsync(Guid sellerId, Uri link)
    {
        using var opened = await browser.GetAsync(link);
        var details = new Uri(link, opened.Headers.Location!);
        if (details.Authority != link.Authority)
        {
            // The clock was moved meanwhile and the link has run out: the shop gives the seller another.
            await FinishOnboardingAsync(sellerId, await OnboardingLinkAsync(sellerId));
            return;
        }

        using var page = await browser.GetAsync(details);
        using var answer = await browser.PostAsync(details, SandboxForms.Onboarding(await page.Content.ReadAsStringAsync()));
        Assert.That((int)answer.StatusCode, Is.InRange(300, 399), await answer.Content.ReadAsStringAsync());
        await WithAsync((RefreshSellerAccount refresh) => refresh.ExecuteAsync(sellerId, CancellationToken.None));
    }

    private async Task<Uri> OnboardingLinkAsync(Guid sellerId) => (await WithAsync((StartOnboarding start) => start.ExecuteAsync(sellerId, true, CancellationToken.None))).Value!;

    public Task<Product> ProductAsync(Guid sellerId, long price, long? extendedPrice = null) => ReadAsync(async db =>
    {
        var now = Clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var category = await db.Set<Category>().Select(category => category.Slug).FirstOrDefaultAsync();
        if (category is null)
        {
            category = "components";
            db.Add(new Category { Slug = category, Name = "Components", Description = "Parts", Position = 0 });
        }

        var product = new Product
        {
            Id = id,
            SellerId = sellerId,
            Slug = $"product-{id:N}",
            Title = $"Product {price}",
            CategorySlug = category,
            Currency = services.GetRequiredService<SettlementCurrency>().Code,
            PriceCents = price,
            ExtendedPriceCents = extendedPrice,
            State = ProductState.Published,
            PublishedAt = now,
            CreatedAt = now,
            UpdatedAt = now,
        };
        db.Products.Add(product);
        await db.SaveChangesAsync();
        return product;
    });

    public Task PutInCartAsync(CheckoutBuyer buyer, params Product[] products) => ReadAsync(async db =>
    {
        var now = Clock.GetUtcNow();
        var cart = await db.Carts.SingleOrDefaultAsync(cart => cart.UserId == buyer.Id);
        if (cart is null)
        {
            cart = new ShoppingCart { Id = Guid.CreateVersion7(now), UserId = buyer.Id, UpdatedAt = now };
            db.Carts.Add(cart);
        }

        foreach (var (product, position) in products.Select((product, position) => (product, position)))
        {
            db.Add(new CartLine { CartId = cart.Id, ProductId = product.Id, License = LicenseKind.Standard, SeenPriceCents = product.PriceCents!.Value, AddedAt = now.AddMilliseconds(position) });
        }

        return await db.SaveChangesAsync();
    });

    public Task<Result<Checkout>> CheckoutAsync(CheckoutBuyer buyer, string key, CheckoutDetails? details = null) =>
        WithAsync((StartCheckout start) => start.ExecuteAsync(buyer, key, details ?? CheckoutDetails.None, CancellationToken.None));

    /// <summary>A buyer without an account, with a cart of its own.</summary>
    public async Task<CheckoutBuyer> GuestAsync(string email, params Product[] products)
    {
        var cartId = Guid.NewGuid();
        foreach (var product in products)
        {
            await WithAsync((PutCartLine put) => put.ExecuteAsync(new(null, cartId), product.Id, LicenseKind.Standard, CancellationToken.None));
        }

        var address = EnsureGuest.Normalize(email);
        return new(await WithAsync((EnsureGuest guests) => guests.ExecuteAsync(address, CancellationToken.None)), address, EnsureGuest.Name, cartId);
    }

    public async Task<DiscountCode> DiscountAsync(Guid sellerId, string code, DiscountContent content) =>
        (await WithAsync((SaveDiscount save) => save.CreateAsync(sellerId, code, content, CancellationToken.None))).Value!;

    public Task UseDiscountAsync(CheckoutBuyer buyer, string code) =>
        WithAsync((SetCartDiscount set) => set.ExecuteAsync(buyer.Owner, code, CancellationToken.None));

    /// <summary>Fills in the payment page as a buyer does.</summary>
    public async Task PayAsync(string checkoutUrl, string card = PlainCard)
    {
        using var answer = await browser.PostAsync(checkoutUrl, SandboxForms.Card(card));
        if (answer.StatusCode is System.Net.HttpStatusCode.OK or System.Net.HttpStatusCode.BadRequest)
        {
            Assert.Fail(await answer.Content.ReadAsStringAsync());
        }
    }

    public async Task<PaymentState> SettleAsync(Guid orderId)
    {
        var paymentId = await ReadAsync(db => db.Payments.Where(payment => payment.OrderId == orderId).Select(payment => payment.Id).SingleAsync());
        return await WithAsync((SettlePayment settle) => settle.ExecuteAsync(paymentId, CancellationToken.None));
    }

    public Task<Order> PaidOrderAsync(CheckoutBuyer buyer, params Product[] products) => PaidOrderAsync(PlainCard, buyer, products);

    public async Task<Order> PaidOrderAsync(string card, CheckoutBuyer buyer, params Product[] products)
    {
        await PutInCartAsync(buyer, products);
        var checkout = (await CheckoutAsync(buyer, Guid.NewGuid().ToString())).Value!;
        await PayAsync(checkout.Url!, card);
        await SettleAsync(checkout.OrderId);
        return await OrderAsync(checkout.OrderId);
    }

    public Task<Order> OrderAsync(Guid orderId) => ReadAsync(async db =>
    {
        var order = await db.Orders.AsNoTracking().Include(order => order.Lines).SingleAsync(order => order.Id == orderId);
        order.Lines.Sort((left, right) => left.Position.CompareTo(right.Position));
        return order;
    });

    /// <summary>Time passes for the marketplace and for Stripe; Stripe does what time brings.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Clock.Advance(time);
        await sandbox.Services.GetRequiredService<Ticker>().TickAsync(CancellationToken.None);
    }

    /// <summary>
    /// What buyers' banks and people at Stripe do: <c>market.AtStripeAsync(scope => DisputeActions.Open(scope, scope.Find&lt;Charge&gt;(id)!, new DisputeOpening()))</c>.
    /// </summary>
    public Task<T> AtStripeAsync<T>(Func<Scope, T> act) => sandbox.Services.GetRequiredService<SandboxWork>().ExecuteAsync(act, CancellationToken.None);

    /// <summary>What goes wrong on the way to Stripe: <c>market.StripeFaults.Add(new FaultRule(FaultKind.LostAnswer, "POST /v1/transfers"))</c>.</summary>
    public FaultPlan StripeFaults => sandbox.Services.GetRequiredService<FaultPlan>();

    public Task<int> ReleaseAsync() => WithAsync((ReleaseEscrow release) => release.ExecuteAsync(CancellationToken.None));

    public Task<int?> RunPayoutsAsync() => WithAsync((RunWeeklyPayouts run) => run.ExecuteAsync(CancellationToken.None));

    public Task FollowBankPayoutsAsync() => WithAsync(async (SweepBankPayouts sweep) =>
    {
        await sweep.ExecuteAsync(CancellationToken.None);
        return true;
    });

    public Task<SellerFunds> FundsAsync(Guid sellerId) => WithAsync((LedgerQueries ledger) => ledger.GetSellerFundsAsync(sellerId, services.GetRequiredService<SettlementCurrency>().Code, CancellationToken.None));

    public Task<string> StripeAccountAsync(Guid sellerId) => ReadAsync(db => db.SellerAccounts.Where(account => account.UserId == sellerId).Select(account => account.StripeAccountId!).SingleAsync());

    /// <summary>Ends the market; all that Stripe was asked, and every answer and event it gave, must have kept to Stripe's contract.</summary>
    public async ValueTask DisposeAsync()
    {
        var violations = sandbox.Services.GetRequiredService<ContractLog>().Violations;
        browser.Dispose();
        await services.DisposeAsync();
        await sandbox.StopAsync();
        await sandbox.DisposeAsync();
        await database.DisposeAsync();
        Assert.That(violations, Is.Empty);
        Assert.That(audit?.Violations([]) ?? [], Is.Empty);
    }

    private static async Task<WebApplication> StartSandboxAsync(TimeProvider clock, SandboxAudit? audit)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0", "--Sandbox:Ticker=false"]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore();
        builder.Services.AddSingleton(clock);
        builder.AddSandbox();
        var app = builder.Build();
        if (audit is not null)
        {
            app.Use(audit.RecordAsync);
        }

        await app.UseSandboxAsync();
        await app.StartAsync();
        return app;
    }

    private Task<User> AddUserAsync(string name) => ReadAsync(async db =>
    {
        var id = Guid.CreateVersion7();
        var user = new User { Id = id, Email = $"{id:N}@example.org", DisplayName = name, Handle = id.ToString("N")[..30], CreatedAt = Clock.GetUtcNow() };
        db.Users.Add(user);
        await db.SaveChangesAsync();
        return user;
    });
}
