using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Catalog;

/// <summary>
/// Fits what a seller has for sale to the plan: what is over the limit becomes unlisted, the longest published stay; when there is room again, they come back,
/// the longest published first. Nothing else of a listing changes. Running it twice changes nothing the second time.
/// </summary>
public sealed class ArrangeListings(MarketplaceDb db, TimeProvider time)
    : IOutboxHandler<PlanChanged>, IOutboxHandler<ListingTakenDown>
{
    private const int BatchSize = 500;

    public Task HandleAsync(PlanChanged message, CancellationToken cancellationToken) => ExecuteAsync(message.UserId, cancellationToken);

    public Task HandleAsync(ListingTakenDown message, CancellationToken cancellationToken) => ExecuteAsync(message.SellerId, cancellationToken);

    /// <returns>How many became unlisted or came back.</returns>
    public Task<int> ExecuteAsync(Guid sellerId, CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        await db.LockSellerAsync(sellerId, cancellationToken);
        var limit = await db.ListingLimitAsync(sellerId, cancellationToken);
        var listings = await db.Products
            .Where(product => product.SellerId == sellerId && product.DeletedAt == null && (product.State == ProductState.Published || product.State == ProductState.Unlisted))
            .OrderBy(product => product.PublishedAt).ThenBy(product => product.Id)
            .Select(product => new { product.Id, product.State }).ToListAsync(cancellationToken);
        var published = listings.Where(listing => listing.State == ProductState.Published).Select(listing => listing.Id).ToList();
        var now = time.GetUtcNow();
        List<Guid> unlisted = [], relisted = [];
        foreach (var id in published.Skip(limit))
        {
            if ((await db.LockProductAsync(id, cancellationToken))?.Unlist(now).IsOk == true)
            {
                unlisted.Add(id);
            }
        }

        foreach (var id in listings.Where(listing => listing.State == ProductState.Unlisted).Select(listing => listing.Id))
        {
            // One that lacks something by now, such as a package, waits until it is mended.
            if (published.Count + relisted.Count < limit && (await db.LockProductAsync(id, cancellationToken))?.Relist(now).IsOk == true)
            {
                relisted.Add(id);
            }
        }

        await RecordAsync(sellerId, unlisted, relisted, now, cancellationToken);
        return unlisted.Count + relisted.Count;
    }, cancellationToken);

    /// <summary>Finds what an event has missed.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var plan in PlanTable.All)
        {
            var limit = plan.Limits[PlanFeature.PublishedProducts];
            var sellers = await db.Products
                .Where(product => product.DeletedAt == null && (product.State == ProductState.Published || product.State == ProductState.Unlisted))
                .Where(product => db.Users.Any(user => user.Id == product.SellerId && user.Plan == plan.Plan))
                .GroupBy(product => product.SellerId)
                .Select(own => new
                {
                    SellerId = own.Key,
                    Published = own.Count(product => product.State == ProductState.Published),
                    Unlisted = own.Count(product => product.State == ProductState.Unlisted),
                })
                .Where(own => own.Published > limit || (own.Unlisted > 0 && own.Published < limit))
                .Select(own => own.SellerId).Take(BatchSize).ToListAsync(cancellationToken);
            foreach (var seller in sellers)
            {
                await ExecuteAsync(seller, cancellationToken);
            }
        }
    }

    private async Task RecordAsync(Guid sellerId, List<Guid> unlisted, List<Guid> relisted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var id in unlisted.Concat(relisted))
        {
            db.Publish(new ProductChanged(id), now);
        }

        if (unlisted.Count + relisted.Count > 0)
        {
            db.Publish(new ListingsArranged(sellerId, unlisted, relisted, now), now);
            await db.SaveChangesAsync(cancellationToken);
        }
    }
}
