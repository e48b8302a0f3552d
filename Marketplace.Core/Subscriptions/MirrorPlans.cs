using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Subscriptions;

/// <summary>Makes Stripe's products and prices what the plan table says. Run at each start; run twice, or by two replicas at once, it changes nothing more.</summary>
public sealed class MirrorPlans(MarketplaceDb db, IBillingGateway gateway, SettlementCurrency currency, TimeProvider time)
{
    private static readonly BillingInterval[] Intervals = [BillingInterval.Month, BillingInterval.Year];

    /// <exception cref="PaymentGatewayException">Stripe cannot be asked; what was mirrored before stays.</exception>
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        foreach (var offer in PlanTable.All.Where(offer => offer.MonthCents > 0))
        {
            foreach (var interval in Intervals)
            {
                await MirrorAsync(offer.Plan, interval, cancellationToken);
            }
        }
    }

    /// <summary>Stripe's id of the present price; mirrors it first where that has not happened.</summary>
    public async Task<string> FindPriceAsync(Plan plan, BillingInterval interval, CancellationToken cancellationToken)
    {
        var (key, cents, code) = (SubscriptionPolicy.LookupKeyOf(plan, interval), SubscriptionPolicy.CentsOf(plan, interval), currency.Code);
        var known = await db.PlanPrices.Where(price => price.LookupKey == key && price.AmountCents == cents && price.Currency == code)
            .Select(price => price.StripePriceId).SingleOrDefaultAsync(cancellationToken);
        return known ?? await MirrorAsync(plan, interval, cancellationToken);
    }

    private async Task<string> MirrorAsync(Plan plan, BillingInterval interval, CancellationToken cancellationToken)
    {
        var wanted = new PriceToMirror(SubscriptionPolicy.LookupKeyOf(plan, interval), plan, interval, currency.Of(SubscriptionPolicy.CentsOf(plan, interval)));
        var price = await gateway.MirrorPriceAsync(wanted, cancellationToken);
        var now = time.GetUtcNow();
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into subscriptions.prices (lookup_key, stripe_price_id, stripe_product_id, amount_cents, currency, mirrored_at)
            values ({wanted.LookupKey}, {price.Id}, {price.ProductId}, {wanted.Amount.Cents}, {wanted.Amount.Currency}, {now})
            on conflict (lookup_key) do update set stripe_price_id = excluded.stripe_price_id, stripe_product_id = excluded.stripe_product_id,
                amount_cents = excluded.amount_cents, currency = excluded.currency, mirrored_at = excluded.mirrored_at
            """, cancellationToken);
        return price.Id;
    }
}
