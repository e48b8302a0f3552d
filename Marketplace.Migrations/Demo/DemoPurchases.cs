using Marketplace.Core.Catalog;

namespace Marketplace.Migrations.Demo;

internal sealed record DemoPurchase(int Buyer, DemoListing Listing, LicenseKind License, DateTimeOffset At);

/// <param name="Purchase">What proves that the author bought it.</param>
internal sealed record DemoWrittenReview(DemoReview Review, DemoPurchase Purchase, DateTimeOffset At);

/// <summary>
/// Who bought what and when, thrown by fixed dice: popular products more often, more towards the end, nothing before its publication,
/// nobody the same thing twice. Every review has its purchase.
/// </summary>
internal sealed class DemoPurchases
{
    private const int TargetLines = 860;
    private const int DemoBuyerLines = 6;
    private const int ExtendedPercent = 12;

    private readonly DemoRandom dice = new("sales");
    private readonly HashSet<(int Buyer, string Slug)> owned = [];
    private readonly List<DemoPurchase> purchases = [];
    private readonly DateTimeOffset from;
    private readonly DateTimeOffset until;

    private DemoPurchases(DateTimeOffset from, DateTimeOffset until) => (this.from, this.until) = (from, until);

    /// <returns>The orders' lines, and the reviews.</returns>
    public static (IReadOnlyList<IReadOnlyList<DemoPurchase>> Orders, IReadOnlyList<DemoWrittenReview> Reviews) Plan(
        DemoCatalog catalog, IReadOnlyList<DemoListing> listings, DateTimeOffset from, DateTimeOffset until, DateTimeOffset now)
    {
        var plan = new DemoPurchases(from, until);
        var pairs = plan.BuyForReviews(catalog, listings);
        plan.BuyMore(catalog, listings);
        var orders = plan.GroupIntoOrders();
        return (orders, plan.WriteReviews(pairs, orders, now));
    }

    private List<(DemoReview Review, DemoPurchase Purchase)> BuyForReviews(DemoCatalog catalog, IReadOnlyList<DemoListing> listings)
    {
        var pairs = new List<(DemoReview, DemoPurchase)>();
        foreach (var listing in listings)
        {
            foreach (var review in listing.Source.Reviews)
            {
                var buyer = dice.Pick(catalog.Buyers).Number;
                while (!owned.Add((buyer, listing.Source.Slug)))
                {
                    buyer = dice.Pick(catalog.Buyers).Number;
                }

                pairs.Add((review, Buy(buyer, listing)));
            }
        }

        return pairs;
    }

    private void BuyMore(DemoCatalog catalog, IReadOnlyList<DemoListing> listings)
    {
        // Squared, so that the shop has bestsellers.
        var hat = listings.SelectMany(listing => Enumerable.Repeat(listing, listing.Source.Weight * listing.Source.Weight)).ToList();
        while (purchases.Count < TargetLines)
        {
            var buyer = purchases.Count < TargetLines - DemoBuyerLines ? dice.Pick(catalog.Buyers).Number : DemoIds.Buyer;
            var listing = dice.Pick(hat);
            if (owned.Add((buyer, listing.Source.Slug)))
            {
                Buy(buyer, listing);
            }
        }
    }

    private DemoPurchase Buy(int buyer, DemoListing listing)
    {
        var earliest = listing.Product.PublishedAt!.Value.AddDays(1);
        var start = earliest > from ? earliest : from;
        var at = start + (until - start) * Math.Pow(dice.NextDouble(), 0.75);
        var license = listing.Source.ExtendedPriceCents is not null && dice.Next(100) < ExtendedPercent ? LicenseKind.Extended : LicenseKind.Standard;
        var purchase = new DemoPurchase(buyer, listing, license, at);
        purchases.Add(purchase);
        return purchase;
    }

    /// <summary>Some of a buyer's neighbouring purchases become one order of two or three lines, at the later one's time.</summary>
    private List<IReadOnlyList<DemoPurchase>> GroupIntoOrders()
    {
        var orders = new List<IReadOnlyList<DemoPurchase>>();
        foreach (var buyer in purchases.GroupBy(purchase => purchase.Buyer).OrderBy(group => group.Key))
        {
            var open = new List<DemoPurchase>();
            foreach (var purchase in buyer.OrderBy(purchase => purchase.At))
            {
                open.Add(purchase);
                if (open.Count == 3 || dice.Next(100) >= 34)
                {
                    orders.Add(open);
                    open = [];
                }
            }

            if (open.Count > 0)
            {
                orders.Add(open);
            }
        }

        return [.. orders.OrderBy(order => order[^1].At)];
    }

    private List<DemoWrittenReview> WriteReviews(
        List<(DemoReview Review, DemoPurchase Purchase)> pairs, IReadOnlyList<IReadOnlyList<DemoPurchase>> orders, DateTimeOffset now)
    {
        var paidAt = orders.SelectMany(order => order.Select(purchase => (purchase, order[^1].At))).ToDictionary(pair => pair.purchase, pair => pair.At);
        return [.. pairs.Select(pair =>
        {
            var at = paidAt[pair.Purchase].AddDays(dice.Between(1, 13));
            return new DemoWrittenReview(pair.Review, pair.Purchase, at < now.AddHours(-2) ? at : now.AddHours(-2));
        })];
    }
}
