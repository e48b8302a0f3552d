using Marketplace.Api.Hosting;
using Marketplace.Contracts.Subscriptions;
using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;

namespace Marketplace.Api.Plans;

/// <summary><see cref="PlanTable"/> on the wire.</summary>
internal static class PlanViews
{
    /// <param name="currency">What plans are charged in; their cents are the same in each.</param>
    public static IReadOnlyList<PlanView> In(SettlementCurrency currency) => [.. PlanTable.All.Select(offer => ToView(offer, currency))];

    private static PlanView ToView(PlanOffer offer, SettlementCurrency currency) => new(
        PlanText.Name(offer.Plan), offer.Plan.ToString(), PlanText.Summary(offer.Plan), currency.Of(offer.MonthCents).ToView(),
        currency.Of(offer.YearCents).ToView(), [.. offer.Limits.Select(limit => ToView(limit.Key, limit.Value))]);

    private static PlanFeatureView ToView(PlanFeature feature, int limit)
    {
        var words = PlanText.Of(feature);
        return new(PlanText.Name(feature), words.Title, limit > 0, words.IsCounted && limit != PlanTable.NoLimit ? limit : null, PlanText.Cell(feature, limit));
    }
}
