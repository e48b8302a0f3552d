using Marketplace.Contracts.Catalog;
using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Catalog;

internal static class SellerBadges
{
    public static Task<Dictionary<Guid, SellerBadgeView>> LoadAsync(MarketplaceDb db, IReadOnlyCollection<Guid> sellerIds, CancellationToken cancellationToken) => db.Users
        .Where(user => sellerIds.Contains(user.Id))
        .Select(user => new
        {
            user.Id,
            user.Handle,
            user.DisplayName,
            user.Plan,
            IsChecked = db.SellerAccounts.Any(account => account.UserId == user.Id && account.TransfersActive && account.PayoutsEnabled),
        })
        .ToDictionaryAsync(row => row.Id, row => new SellerBadgeView(row.Handle, row.DisplayName, row.IsChecked && PlanTable.Allows(row.Plan, PlanFeature.VerifiedBadge), row.IsChecked), cancellationToken);
}
