using Marketplace.Core.Accounts;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Marketplace.Tests.Catalog;

/// <summary>What is visited when, on a database of its own and a server in this process.</summary>
internal sealed class CheckLinksTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 4, 10, 0, 0, TimeSpan.Zero));
    private TestDatabase database = null!;
    private WebApplication server = null!;
    private PublicHttp http = null!;
    private Guid sellerId;
    private int visits;
    private int status = 200;

    [SetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync();
        http = new PublicHttp(allowsLoopback: true);
        (visits, status) = (0, 200);
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        server = builder.Build();
        server.Run(context =>
        {
            Interlocked.Increment(ref visits);
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        await server.StartAsync();
        await using var db = Open();
        sellerId = Guid.CreateVersion7();
        db.Users.Add(new User { Id = sellerId, Email = "seller@example.org", DisplayName = "Seller", Handle = "seller", CreatedAt = clock.GetUtcNow() });
        db.Categories.Add(new Category { Slug = "components", Name = "Components", Description = "Parts", Position = 0 });
        await db.SaveChangesAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task ExecuteDue_VisitsEachAddressOnceAWeek()
    {
        var product = await AddAsync(ProductState.Published, demo: "/demo", docs: "/docs");
        Assert.That((await DueAsync(), visits), Is.EqualTo((1, 2)));
        Assert.That((await DueAsync(), visits), Is.EqualTo((0, 2)));
        clock.Advance(TimeSpan.FromDays(6.9));
        Assert.That(await DueAsync(), Is.Zero);
        clock.Advance(TimeSpan.FromDays(0.2));
        status = 404;
        Assert.That(await DueAsync(), Is.EqualTo(1));
        var found = await ReadAsync(product);
        Assert.That(found.Select(check => (check.Kind, check.IsReachable, check.Status, check.CheckedAt)), Is.EquivalentTo(new[]
        {
            (LinkKind.Demo, false, (int?)404, clock.GetUtcNow()), (LinkKind.Docs, false, (int?)404, clock.GetUtcNow()),
        }));
    }

    [Test]
    public async Task ExecuteDue_LeavesDraftsAndDeletedOnesAlone()
    {
        await AddAsync(ProductState.Draft, demo: "/draft", docs: null);
        var deleted = await AddAsync(ProductState.Published, demo: "/deleted", docs: null);
        await using (var db = Open())
        {
            (await db.Products.SingleAsync(product => product.Id == deleted)).Delete(clock.GetUtcNow());
            await db.SaveChangesAsync();
        }

        Assert.That((await DueAsync(), visits), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task Execute_TwiceAtOnce_KeepsOneResultPerAddress()
    {
        var product = await AddAsync(ProductState.Draft, demo: "/demo", docs: null);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => CheckAsync(product)));
        Assert.That(await ReadAsync(product), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Execute_AfterTheAddressWasRemoved_ForgetsTheResult()
    {
        var product = await AddAsync(ProductState.Draft, demo: "/demo", docs: null);
        await CheckAsync(product);
        await using (var db = Open())
        {
            (await db.Products.SingleAsync(found => found.Id == product)).DemoUrl = null;
            await db.SaveChangesAsync();
        }

        await CheckAsync(product);
        Assert.That(await ReadAsync(product), Is.Empty);
    }

    private MarketplaceDb Open() => new(TestDatabase.Options(database.ConnectionString));

    private async Task<int> DueAsync()
    {
        await using var db = Open();
        return await new CheckLinks(db, new LinkProbe(http), clock).ExecuteDueAsync(None);
    }

    private async Task CheckAsync(Guid productId)
    {
        await using var db = Open();
        await new CheckLinks(db, new LinkProbe(http), clock).ExecuteAsync(productId, None);
    }

    private async Task<List<LinkCheck>> ReadAsync(Guid productId)
    {
        await using var db = Open();
        return await db.LinkChecks.Where(check => check.ProductId == productId).ToListAsync();
    }

    private async Task<Guid> AddAsync(ProductState state, string? demo, string? docs)
    {
        string? At(string? path) => path is null ? null : new Uri(new Uri(server.Urls.First()), path).ToString();
        await using var db = Open();
        var product = new Product
        {
            Id = Guid.CreateVersion7(),
            SellerId = sellerId,
            Slug = $"p{Guid.NewGuid():N}",
            Title = "Linked",
            CategorySlug = "components",
            State = state,
            DemoUrl = At(demo),
            DocsUrl = At(docs),
            CreatedAt = clock.GetUtcNow(),
            UpdatedAt = clock.GetUtcNow(),
        };
        db.Products.Add(product);
        await db.SaveChangesAsync();
        return product.Id;
    }
}
