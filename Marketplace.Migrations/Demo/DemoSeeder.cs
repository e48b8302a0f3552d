using System.Diagnostics;
using Marketplace.Core.Data;
using Marketplace.Core.Packages;
using Marketplace.Core.Search;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Migrations.Demo;

/// <summary>
/// Fills an empty development database. Files are written first, under names that are the same every time; rows follow in one
/// transaction. So a seeding that was killed leaves nothing that counts, and the next one starts over.
/// </summary>
internal sealed class DemoSeeder(MarketplaceDb db, DemoListings listings, DemoSellers sellers, RebuildIndex index, FileStoreSetup store, TimeProvider time)
{
    private const int Days = 90;

    public async Task EnsureAsync(DemoCatalog catalog, Action<string> report, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await DemoPeople.EnsureUsersAsync(db, catalog, now, cancellationToken);
        await sellers.EnsureAsync(catalog, cancellationToken);
        await DemoPlans.EnsureAsync(db, catalog, time, cancellationToken);

        // Written by the transaction below: one product is there when all of it is.
        var marker = DemoIds.Of(catalog.Products[0].Slug);
        if (!await db.Products.AnyAsync(product => product.Id == marker, cancellationToken))
        {
            var watch = Stopwatch.StartNew();
            report($"demo data: {catalog.Products.Count} products with pictures and packages");
            await store.EnsureAsync(cancellationToken);
            var created = await listings.CreateAsync(catalog, now, line => report($"demo data: {line}"), cancellationToken);
            var counts = await WriteAsync(catalog, created, now, cancellationToken);
            report($"demo data: {counts} after {watch.Elapsed.TotalSeconds:0.0} s");
        }

        await DemoBrain.EnsureAsync(db, catalog, now, report, cancellationToken);
        await EnsureIndexAsync(report, cancellationToken);
    }

    private async Task<string> WriteAsync(DemoCatalog catalog, IReadOnlyList<DemoListing> created, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var accounts = await db.SellerAccounts.AsNoTracking().Where(account => account.StripeAccountId != null)
            .ToDictionaryAsync(account => account.UserId, account => account.StripeAccountId!, cancellationToken);
        var until = DemoBooks.LastSaleAt(now);
        var (orders, reviews) = DemoPurchases.Plan(catalog, created, now.AddDays(-Days), until, now);
        var lines = await db.InTransactionAsync(() => WriteRowsAsync(catalog, created, orders, reviews, accounts, now, cancellationToken), cancellationToken);
        db.ChangeTracker.Clear();
        return $"{orders.Count} orders, {lines} lines, {reviews.Count} reviews";
    }

    private async Task<int> WriteRowsAsync(
        DemoCatalog catalog,
        IReadOnlyList<DemoListing> created,
        IReadOnlyList<IReadOnlyList<DemoPurchase>> orders,
        IReadOnlyList<DemoWrittenReview> reviews,
        Dictionary<Guid, string> accounts,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        // Counted below, and from zero when a lost connection makes this run again.
        foreach (var product in created.Select(listing => listing.Product))
        {
            (product.SalesCount, product.RatingCount, product.RatingSum) = (0, 0, 0);
        }

        var lines = await new DemoBooks(db, catalog, accounts).WriteAsync(orders, cancellationToken);
        DemoReviews.Write(db, catalog, reviews, lines, now);
        db.Questions.AddRange(DemoQuestions.Write(catalog, created, now));
        db.Products.AddRange(created.Select(listing => listing.Product));
        db.PackageVersions.AddRange(created.SelectMany(listing => listing.Versions));
        await db.SaveChangesAsync(cancellationToken);
        return lines.Count;
    }

    /// <summary>The index is derived and not part of the transaction: it is brought up whenever a published product is missing in it.</summary>
    private async Task EnsureIndexAsync(Action<string> report, CancellationToken cancellationToken)
    {
        var published = await db.Products.CountAsync(product => product.State == Core.Catalog.ProductState.Published && product.DeletedAt == null, cancellationToken);
        var indexed = await db.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from search.documents").SingleAsync(cancellationToken);
        if (indexed < published)
        {
            await index.ExecuteAsync(cancellationToken);
            report($"demo data: {published} products in the search index");
        }
    }
}
