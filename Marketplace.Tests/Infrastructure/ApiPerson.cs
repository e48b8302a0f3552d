using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net.Http.Headers;
using Marketplace.Contracts.Accounts;
using Marketplace.Contracts.Admin;
using Marketplace.Contracts.Brain;
using Marketplace.Contracts.Cart;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Disputes;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Moderation;
using Marketplace.Contracts.Orders;
using Marketplace.Contracts.Packages;
using Marketplace.Contracts.Payments;
using Marketplace.Contracts.Payouts;
using Marketplace.Contracts.Questions;
using Marketplace.Contracts.Refunds;
using Marketplace.Contracts.Reviews;
using Marketplace.Contracts.Selling;
using Marketplace.Contracts.Subscriptions;
using Marketplace.Contracts.Webhooks;
using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;
using NetVips;

namespace Marketplace.Tests.Infrastructure;

/// <summary>
/// Somebody who talks to the running Api by its typed clients: a person with a personal access token of their own, or a guest.
/// </summary>
internal sealed class ApiPerson : IDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<(User User, string Secret)>>> Known = new();

    private ApiPerson(Guid id, string email, string handle, HttpClient http) => (Id, Email, Handle, Http) = (id, email, handle, http);

    public Guid Id { get; }

    public string Email { get; }

    public string Handle { get; }

    public HttpClient Http { get; }

    public AccountsClient Accounts => new(Http);

    public AdminClient Admin => new(Http);

    public BrainClient Brain => new(Http);

    public CartClient Cart => new(Http);

    public CatalogClient Catalog => new(Http);

    public DisputesClient Disputes => new(Http);

    public HoldsClient Holds => new(Http);

    public ModerationClient Moderation => new(Http);

    public OrdersClient Orders => new(Http);

    public PaymentsClient Payments => new(Http);

    public PlansClient Plans => new(Http);

    public QuestionsClient Questions => new(Http);

    public RefundsClient Refunds => new(Http);

    public LicensesClient Licenses => new(Http);

    public VerifyClient Verify => new(Http);

    public ReviewsClient Reviews => new(Http);

    public SellingClient Selling => new(Http);

    public SubscriptionClient Subscription => new(Http);

    public TeamClient Team => new(Http);

    public PlanAdminClient PlanAdmin => new(Http);

    public UpdatesClient Updates => new(Http);

    public WebhooksClient Webhooks => new(Http);

    public static async Task<ApiPerson> GuestAsync() => new(Guid.Empty, "", "", new HttpClient { BaseAddress = (await RunningMarketplace.GetAsync()).Api });

    /// <param name="market">Another than the one that tests share.</param>
    public static Task<ApiPerson> BuyerAsync(RunningMarketplace? market = null) => CreateAsync(isSeller: false, isAdmin: false, market);

    public static Task<ApiPerson> SellerAsync(RunningMarketplace? market = null) => CreateAsync(isSeller: true, isAdmin: false, market);

    /// <summary>With the largest plan: admins of tests ask the Api thousands of times.</summary>
    public static Task<ApiPerson> AdminAsync(RunningMarketplace? market = null) => CreateAsync(isSeller: false, isAdmin: true, market);

    /// <summary>The same person at another Api process, or with another kind of client.</summary>
    public ApiPerson At(Uri api, HttpMessageHandler? client = null)
    {
        var http = new HttpClient(client ?? new SocketsHttpHandler()) { BaseAddress = api };
        if (client is not null)
        {
            // It knows itself how long to wait.
            http.Timeout = Timeout.InfiniteTimeSpan;
        }

        http.DefaultRequestHeaders.Authorization = Http.DefaultRequestHeaders.Authorization;
        return new(Id, Email, Handle, http);
    }

    /// <summary>Somebody who can also sign in on the web, such as a demo account. An account has few tokens, so its tests share one.</summary>
    public static async Task<ApiPerson> OfAsync(string email)
    {
        var (user, secret) = await Known.GetOrAdd(email, key => new(() => InDatabaseAsync(async db =>
        {
            var user = await db.Users.SingleAsync(user => user.Email == key);
            return (user, await NewTokenAsync(db, user.Id));
        }))).Value;
        return new(user.Id, user.Email, user.Handle, await SignedInAsync(secret, null));
    }

    /// <summary>The database of the running product.</summary>
    public static async Task<T> InDatabaseAsync<T>(Func<MarketplaceDb, Task<T>> work, RunningMarketplace? market = null)
    {
        var connection = (market ?? await RunningMarketplace.GetAsync()).ConnectionString("marketplace");
        await using var db = new MarketplaceDb(TestDatabase.Options(connection));
        return await work(db);
    }

    public static ProductRequest Listing(string title = "Test grid") => new()
    {
        Title = title,
        Summary = "A grid that tests itself.",
        Description = "## What it is\n\nA listing made by a test, **complete** enough to be submitted: it has more than one hundred characters.",
        Category = "ui-kits",
        Tags = ["Data Grid"],
        Stack = ["React", "TypeScript"],
        Price = new MoneyView(1999, "USD"),
        ExtendedPrice = new MoneyView(9900, "USD"),
    };

    public static byte[] Zip(int bytes = 1_000)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var readme = archive.CreateEntry("README.md", CompressionLevel.NoCompression).Open();
            var content = new byte[bytes];
            Random.Shared.NextBytes(content);
            readme.Write(content);
        }

        return stream.ToArray();
    }

    /// <summary>A zip of text files.</summary>
    public static byte[] Zip(params (string Path, string Text)[] files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in files)
            {
                using var writer = new StreamWriter(archive.CreateEntry(path).Open());
                writer.Write(text);
            }
        }

        return stream.ToArray();
    }

    public async Task<SellerProductView> AddImageAsync(Guid productId)
    {
        using var picture = Image.Black(900, 600, bands: 3).Copy(interpretation: Enums.Interpretation.Srgb);
        using var content = new MemoryStream(picture.PngsaveBuffer());
        return await Selling.AddImageAsync(productId, content, "cover.png", CancellationToken.None);
    }

    /// <summary>Announces, sends and completes a version as one body.</summary>
    public async Task<SellerVersionView> UploadAsync(Guid productId, string version, byte[] bytes, string? sha256 = null)
    {
        var target = await Selling.CreateVersionAsync(productId, new() { Version = version }, CancellationToken.None);
        await PutAsync(target, bytes);
        return await Selling.CompleteVersionAsync(productId, version, new() { Sha256 = sha256 }, CancellationToken.None);
    }

    public static async Task PutAsync(UploadTargetView target, byte[] bytes)
    {
        using var store = new HttpClient();
        using var content = new ByteArrayContent(bytes);
        foreach (var (name, value) in target.Headers)
        {
            if (!content.Headers.TryAddWithoutValidation(name, value))
            {
                store.DefaultRequestHeaders.Add(name, value);
            }
        }

        using var answer = await store.PutAsync(target.UploadUrl, content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Waits until the Workers have checked the version.</summary>
    public async Task<SellerVersionView> CheckedAsync(Guid productId, string version)
    {
        for (var attempt = 0; attempt < 150; attempt++)
        {
            var product = await Selling.GetProductAsync(productId, CancellationToken.None);
            var found = product.Versions.Single(view => view.Version == version);
            if (found.Status is not (PackageStatus.Uploading or PackageStatus.Checking))
            {
                return found;
            }

            await Task.Delay(200);
        }

        throw new TimeoutException($"Version {version} was not checked within half a minute.");
    }

    /// <summary>A draft that can be submitted.</summary>
    public async Task<SellerProductView> CompleteDraftAsync(ProductRequest? request = null)
    {
        var product = await Selling.CreateProductAsync(request ?? Listing(), CancellationToken.None);
        await AddImageAsync(product.Id);
        await UploadAsync(product.Id, "1.0.0", Zip());
        await CheckedAsync(product.Id, "1.0.0");
        return await Selling.GetProductAsync(product.Id, CancellationToken.None);
    }

    public async Task<SellerProductView> PublishedProductAsync(ApiPerson admin, ProductRequest? request = null)
    {
        var draft = await CompleteDraftAsync(request);
        return await ApprovedAsync(admin, draft.Id);
    }

    /// <summary>Submits a complete draft and has it approved.</summary>
    public async Task<SellerProductView> ApprovedAsync(ApiPerson admin, Guid productId)
    {
        await CheckedAsync(productId, "1.0.0");
        await Selling.SubmitProductAsync(productId, CancellationToken.None);
        await admin.Admin.ApproveAsync(productId, CancellationToken.None);
        return await Selling.GetProductAsync(productId, CancellationToken.None);
    }

    /// <summary>Gives Stripe's onboarding page what it asks for.</summary>
    public async Task OnboardAsync()
    {
        var link = new Uri((await Accounts.BecomeSellerAsync(new() { AcceptTerms = true }, CancellationToken.None)).OnboardingUrl);
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var opened = await browser.GetAsync(link);
        var details = new Uri(link, opened.Headers.Location!);
        using var page = await browser.GetAsync(details);
        using var answer = await browser.PostAsync(details, SandboxForms.Onboarding(await page.Content.ReadAsStringAsync()));
        Assert.That((int)answer.StatusCode, Is.InRange(300, 399), await answer.Content.ReadAsStringAsync());
        Assert.That((await Accounts.GetSellerAsync(CancellationToken.None)).Status, Is.EqualTo(SellerStatus.Active));
    }

    public async Task FillCartAsync(IEnumerable<Guid> productIds)
    {
        foreach (var productId in productIds)
        {
            await Cart.PutLineAsync(productId, new(), CancellationToken.None);
        }
    }

    /// <summary>Buys by the Api and the payment page.</summary>
    public async Task<OrderView> BuyAsync(params Guid[] productIds)
    {
        await FillCartAsync(productIds);
        var checkout = await SendCheckoutAsync(Guid.NewGuid().ToString());
        using var page = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var paid = await page.PostAsync(checkout.CheckoutUrl, SandboxForms.Card("4242424242424242"));
        Assert.That((int)paid.StatusCode, Is.InRange(300, 399), await paid.Content.ReadAsStringAsync());
        return await Payments.RefreshAsync(checkout.OrderId, CancellationToken.None);
    }

    /// <summary>With an empty body, as the plainest program does.</summary>
    public async Task<CheckoutView> SendCheckoutAsync(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, PaymentRoutes.Checkout) { Headers = { { "Idempotency-Key", key } } };
        using var answer = await Http.SendAsync(request);
        Assert.That(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await System.Net.Http.Json.HttpContentJsonExtensions.ReadFromJsonAsync<CheckoutView>(answer.Content, ApiClient.Json))!;
    }

    /// <summary>As if an admin had switched it on.</summary>
    public Task SetPlanAsync(Plan plan, RunningMarketplace? market = null) => InDatabaseAsync(
        db => db.InTransactionAsync(async () =>
        {
            await new PlanRights(db, TimeProvider.System).SetAsync(Id, PlanSource.Grant, plan, null, CancellationToken.None);
            return true;
        }, CancellationToken.None),
        market);

    public void Dispose() => Http.Dispose();

    private static async Task<ApiPerson> CreateAsync(bool isSeller, bool isAdmin, RunningMarketplace? market)
    {
        var id = Guid.CreateVersion7();
        var (email, handle) = ($"{id:N}@example.org", $"t{id:N}"[..30]);
        var secret = await InDatabaseAsync(async db =>
        {
            db.Users.Add(new User { Id = id, Email = email, DisplayName = "Test Person", Handle = handle, IsAdmin = isAdmin, Plan = isAdmin ? Plan.Enterprise : Plan.Free, CreatedAt = TimeProvider.System.GetUtcNow() });
            if (isSeller)
            {
                db.SellerAccounts.Add(new SellerAccount { UserId = id, TermsAcceptedAt = TimeProvider.System.GetUtcNow() });
            }

            await db.SaveChangesAsync();
            return await NewTokenAsync(db, id);
        }, market);
        return new(id, email, handle, await SignedInAsync(secret, market));
    }

    private static async Task<string> NewTokenAsync(MarketplaceDb db, Guid userId) =>
        (await new CreateToken(db, TimeProvider.System).ExecuteAsync(userId, "test", [], null, CancellationToken.None)).Value!.Secret;

    private static async Task<HttpClient> SignedInAsync(string secret, RunningMarketplace? market)
    {
        var http = new HttpClient { BaseAddress = (market ?? await RunningMarketplace.GetAsync()).Api };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return http;
    }
}
