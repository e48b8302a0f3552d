using Marketplace.Core.Data;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Reconciliation;

/// <summary>
/// Tells which movements of the one Stripe balance belong to subscriptions: charges of one of our billing customers, and whatever came after
/// such a charge. Both books are compared with the same list, and nothing on it is in both.
/// </summary>
public sealed class SubscriptionMovements(MarketplaceDb db)
{
    /// <returns>The ids of the movements.</returns>
    public async Task<IReadOnlySet<string>> AmongAsync(IReadOnlyCollection<BalanceMovement> movements, CancellationToken cancellationToken)
    {
        var customers = movements.Select(movement => movement.CustomerId).OfType<string>().Distinct().ToArray();
        var charges = movements.Select(movement => movement.ChargeId).OfType<string>().Distinct().ToArray();
        var ours = (await db.BillingCustomers.Where(customer => customers.Contains(customer.StripeCustomerId!)).Select(customer => customer.StripeCustomerId!).ToListAsync(cancellationToken)).ToHashSet();
        var paid = (await db.SubscriptionInvoices.Where(invoice => charges.Contains(invoice.ChargeId!)).Select(invoice => invoice.ChargeId!).ToListAsync(cancellationToken)).ToHashSet();
        return movements
            .Where(movement => (movement.CustomerId is { } customer && ours.Contains(customer)) || (movement.ChargeId is { } charge && paid.Contains(charge)))
            .Select(movement => movement.Id).ToHashSet();
    }
}
