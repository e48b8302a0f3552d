using Marketplace.Core.Accounts;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Search;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Search;

/// <summary>The index follows the catalogue: after every change, and by rebuilding and verifying.</summary>
internal sealed class IndexProductTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    private TestDatabase database = null!;
    private Guid seller;

    [SetUp]
    public async Task OpenAsync()
    {
        database = await TestDatabase.CreateAsync();
        seller = Guid.CreateVersion7();
        await SaveAsync(db =>
        {
            db.Users.Add(new User { Id = seller, Email = "s@example.org", DisplayName = "Seller", Handle = "seller", CreatedAt = Now });
            db.Categories.Add(new Category { Slug = "lab", Name = "Laboratory", Description = "", Position = 0 });
            db.Categories.Add(new Category { Slug = "lab-tools", Name = "Tools", ParentSlug = "lab", Description = "", Position = 1 });
        });
    }

    [TearDown]
    public ValueTask CloseAsync() => database.DisposeAsync();

    [Test]
    public async Task Index_AfterPublishing_FindsTheProductByAllItSays()
    {
        var id = await AddAsync("Quartz scheduler", "<p>Runs <b>nightly</b> jobs &amp; reports</p>");
        await IndexAsync(id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await FindAsync("quartz"), Is.EqualTo(new[] { id }));
            Assert.That(await FindAsync("nightly reports"), Is.EqualTo(new[] { id }));
            Assert.That(await FindAsync("laboratory"), Is.EqualTo(new[] { id }));
            Assert.That(await FindAsync("csharp"), Is.EqualTo(new[] { id }));
            Assert.That((await SearchAsync(new() { Category = "lab" })).Total, Is.EqualTo(1));
            Assert.That((await SearchAsync(new() { SellerId = seller })).Total, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Index_AfterAnEdit_ForgetsTheOldWords()
    {
        var id = await AddAsync("Quartz scheduler", "<p>one</p>");
        await IndexAsync(id);
        await SaveAsync(async db => (await db.Products.SingleAsync(product => product.Id == id)).Title = "Granite planner");
        await IndexAsync(id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await FindAsync("quartz"), Is.Empty);
            Assert.That(await FindAsync("granite"), Is.EqualTo(new[] { id }));
        }

        await AssertStatisticsAsync();
    }

    [Test]
    public async Task Index_AfterASale_KeepsTheTextAndChangesTheOrder()
    {
        var (first, second) = (await AddAsync("Quartz one", ""), await AddAsync("Quartz two", ""));
        await IndexAsync(first, second);
        await SaveAsync(async db => (await db.Products.SingleAsync(product => product.Id == first)).SalesCount = 50);
        await IndexAsync(first);
        Assert.That((await SearchAsync(new() { Text = "quartz", Order = SearchOrder.Popular })).Items[0].ProductId, Is.EqualTo(first));
        await AssertStatisticsAsync();
    }

    [TestCase(ProductState.Suspended, false)]
    [TestCase(ProductState.Draft, false)]
    [TestCase(ProductState.Published, true)]
    public async Task Index_OfWhatIsNotPublic_RemovesIt(ProductState state, bool deleted)
    {
        var (gone, stays) = (await AddAsync("Quartz scheduler", "<p>unique words here</p>"), await AddAsync("Granite planner", "<p>others</p>"));
        await IndexAsync(gone, stays);
        await SaveAsync(async db =>
        {
            var product = await db.Products.SingleAsync(product => product.Id == gone);
            (product.State, product.DeletedAt) = (state, deleted ? Now : null);
        });
        await IndexAsync(gone);
        await IndexAsync(gone);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await FindAsync("quartz"), Is.Empty);
            Assert.That(await FindAsync("granite"), Is.EqualTo(new[] { stays }));
            Assert.That(await ScalarAsync("select count(*)::int as \"Value\" from search.words where word = 'quartz'"), Is.Zero);
        }

        await AssertStatisticsAsync();
    }

    [Test]
    public async Task Index_ByManyAtOnce_EndsWithTheLastState()
    {
        var id = await AddAsync("Version 0", "");
        var other = await AddAsync("Other product version", "");
        await Task.WhenAll(Enumerable.Range(1, 12).Select(async number =>
        {
            await SaveAsync(async db =>
            {
                await db.Products.Where(product => product.Id == id).ExecuteUpdateAsync(set => set.SetProperty(product => product.Title, $"Version word{number}"));
            });
            await IndexAsync(id, other);
        }));
        var title = await ReadAsync(db => db.Products.Where(product => product.Id == id).Select(product => product.Title).SingleAsync());
        Assert.That(await FindAsync(title.Split(' ')[1]), Is.EqualTo(new[] { id }));
        await AssertStatisticsAsync();
    }

    [Test]
    public async Task Verify_FindsAndRepairsWhatIsMissingAndWhatShouldNotBeThere()
    {
        var (missing, orphan) = (await AddAsync("Quartz scheduler", ""), await AddAsync("Granite planner", ""));
        await IndexAsync(orphan);
        await SaveAsync(async db => (await db.Products.SingleAsync(product => product.Id == orphan)).State = ProductState.Suspended);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await WithIndexAsync((db, index) => new VerifyIndex(db, index, new(db, index)).ExecuteAsync(CancellationToken.None)), Is.EqualTo(new IndexMismatch(1, 1)));
            Assert.That(await WithIndexAsync((db, index) => new VerifyIndex(db, index, new(db, index)).ExecuteAsync(CancellationToken.None)), Is.EqualTo(new IndexMismatch(0, 0)));
            Assert.That(await FindAsync("quartz"), Is.EqualTo(new[] { missing }));
            Assert.That(await FindAsync("granite"), Is.Empty);
        }
    }

    [Test]
    public async Task Rebuild_PutsAllPublicProductsAndDropsUnknownOnes()
    {
        var id = await AddAsync("Quartz scheduler", "");
        await WithIndexAsync(async (_, index) =>
        {
            await index.PutAsync([new() { ProductId = Guid.CreateVersion7(), SellerId = seller, Title = "Ghost", PublishedAt = Now }], CancellationToken.None);
            return true;
        });
        await WithIndexAsync((db, index) => new RebuildIndex(db, index, new(db, index)).ExecuteAsync(CancellationToken.None));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await FindAsync("quartz"), Is.EqualTo(new[] { id }));
            Assert.That(await FindAsync("ghost"), Is.Empty);
            Assert.That((await SearchAsync(new())).Total, Is.EqualTo(1));
        }

        await AssertStatisticsAsync();
    }

    /// <summary>What is kept up to date by differences equals what a count from scratch gives.</summary>
    private async Task AssertStatisticsAsync()
    {
        const string Wrong = """
            select count(*)::int as "Value" from search.terms t where documents <>
                case when dimension = 0 then (select count(*) from search.postings p where p.term_id = t.id)
                else (select count(*) from search.documents d where d.facets @> array[t.id]) end
            """;
        const string Totals = """
            select count(*)::int as "Value" from search.statistics s
            where s.documents <> (select count(*) from search.documents) or s.total_length <> (select coalesce(sum(length), 0) from search.documents)
            """;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await ScalarAsync(Wrong), Is.Zero);
            Assert.That(await ScalarAsync(Totals), Is.Zero);
            Assert.That(await ScalarAsync("select count(*)::int as \"Value\" from search.terms where documents <= 0"), Is.Zero);
        }
    }

    private async Task<Guid> AddAsync(string title, string html)
    {
        var id = Guid.CreateVersion7();
        await SaveAsync(db => db.Products.Add(new Product
        {
            Id = id,
            SellerId = seller,
            Slug = $"product-{id:N}",
            Title = title,
            DescriptionHtml = html,
            CategorySlug = "lab-tools",
            Stack = ["csharp"],
            PriceCents = 1000,
            State = ProductState.Published,
            PublishedAt = Now,
            CreatedAt = Now,
            UpdatedAt = Now,
        }));
        return id;
    }

    private Task IndexAsync(params Guid[] ids) => WithIndexAsync(async (db, index) =>
    {
        await new IndexProduct(db, index).ExecuteAsync(ids, CancellationToken.None);
        return true;
    });

    private async Task<List<Guid>> FindAsync(string text) =>
        [.. (await SearchAsync(new() { Text = text, Order = SearchOrder.Relevance })).Items.Select(item => item.ProductId)];

    private Task<ProductHits> SearchAsync(ProductSearch search) => WithIndexAsync((_, index) => index.SearchAsync(search, CancellationToken.None));

    private Task<int> ScalarAsync(string sql) => ReadAsync(db => db.Database.SqlQueryRaw<int>(sql).SingleAsync());

    private async Task<T> WithIndexAsync<T>(Func<MarketplaceDb, IProductIndex, Task<T>> act)
    {
        await using var db = new MarketplaceDb(TestDatabase.Options(database.ConnectionString));
        return await act(db, new PostgresProductIndex(db));
    }

    private Task<T> ReadAsync<T>(Func<MarketplaceDb, Task<T>> read) => WithIndexAsync((db, _) => read(db));

    private Task SaveAsync(Action<MarketplaceDb> change) => SaveAsync(db =>
    {
        change(db);
        return Task.CompletedTask;
    });

    private Task SaveAsync(Func<MarketplaceDb, Task> change) => ReadAsync(async db =>
    {
        await change(db);
        return await db.SaveChangesAsync();
    });
}
