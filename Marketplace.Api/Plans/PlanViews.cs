using Marketplace.Contracts.Http;
using Marketplace.Contracts.Subscriptions;
using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;

namespace Marketplace.Api.Plans;

/// <summary><see cref="PlanTable"/> on the wire.</summary>
internal static class PlanViews
{
    public static IReadOnlyList<PlanView> All { get; } = [.. PlanTable.All.Select(ToView)];

    private static PlanView ToView(PlanOffer offer) => new(
        PlanWords.Name(offer.Plan), offer.Plan.ToString(), PlanWords.Summary(offer.Plan), new MoneyView(offer.MonthCents, Currencies.Default),
        new MoneyView(offer.YearCents, Currencies.Default), [.. offer.Limits.Select(limit => ToView(limit.Key, limit.Value))]);

    private static PlanFeatureView ToView(PlanFeature feature, int limit)
    {
        var words = PlanWords.Of(feature);
        return new(PlanWords.Name(feature), words.Title, limit > 0, words.IsCounted && limit != PlanTable.NoLimit ? limit : null, PlanWords.Cell(feature, limit));
    }
}
