using Marketplace.Contracts.Subscriptions;
using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Subscriptions;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Subscriptions;

/// <summary>Where somebody stands with their plan, as we know it.</summary>
internal sealed class SubscriptionReader(MarketplaceDb db, SettlementCurrency currency, TimeProvider time)
{
    private const int MostInvoices = 100;

    public async Task<SubscriptionView> GetAsync(Guid userId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var plan = await db.Users.Where(user => user.Id == userId).Select(user => user.Plan).SingleAsync(cancellationToken);
        var rights = await db.PlanRights.AsNoTracking().Where(right => right.UserId == userId && (right.Until == null || right.Until > now)).ToListAsync(cancellationToken);
        var right = rights.OrderByDescending(right => right.Plan).ThenBy(right => right.Source).FirstOrDefault(right => right.Plan == plan);
        var own = await Subscribe.LiveAsync(db, userId, cancellationToken);
        var checkout = own is not null ? null : await db.SubscriptionCheckouts
            .Where(checkout => checkout.UserId == userId && checkout.State == SubscriptionCheckoutState.Open).Select(checkout => checkout.Url).SingleOrDefaultAsync(cancellationToken);
        var source = right is null ? "none" : right.Source.ToString().ToLowerInvariant();
        return new(PlanText.Name(plan), source, right?.Until, own?.ToView(currency), checkout);
    }

    public async Task<IReadOnlyList<SubscriptionInvoiceView>> ListInvoicesAsync(Guid userId, CancellationToken cancellationToken)
    {
        var invoices = await db.SubscriptionInvoices.AsNoTracking().Where(invoice => invoice.UserId == userId)
            .OrderByDescending(invoice => invoice.CreatedAt).ThenByDescending(invoice => invoice.Id).Take(MostInvoices).ToListAsync(cancellationToken);
        return [.. invoices.Select(invoice => invoice.ToView())];
    }
}
