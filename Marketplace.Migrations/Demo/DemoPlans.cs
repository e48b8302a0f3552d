using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Migrations.Demo;

/// <summary>Sellers of the demo with more listings than Free has room for use Pro, as if an admin had switched it on: the shop shows sellers with and without the seal.</summary>
internal static class DemoPlans
{
    public static async Task EnsureAsync(MarketplaceDb db, DemoCatalog catalog, TimeProvider time, CancellationToken cancellationToken)
    {
        var rights = new PlanRights(db, time);
        foreach (var seller in catalog.Sellers.Where(seller => IsLarge(catalog, seller)))
        {
            await db.InTransactionAsync(async () =>
            {
                if (!await db.PlanRights.AnyAsync(right => right.UserId == seller.Id, cancellationToken))
                {
                    var now = time.GetUtcNow();
                    db.PlanGrants.Add(new()
                    {
                        Id = Guid.CreateVersion7(now),
                        UserId = seller.Id,
                        Plan = Plan.Pro,
                        Reason = "One of the first sellers of the demo",
                        GrantedById = DemoIds.User(DemoIds.Admin),
                        GrantedAt = now,
                    });
                    await db.SaveChangesAsync(cancellationToken);
                    await rights.SetAsync(seller.Id, PlanSource.Grant, Plan.Pro, null, cancellationToken);
                }

                return true;
            }, cancellationToken);
        }
    }

    private static bool IsLarge(DemoCatalog catalog, DemoSeller seller) =>
        catalog.Products.Count(product => product.Seller == seller.Number) > PlanTable.LimitOf(Plan.Free, PlanFeature.PublishedProducts);
}
