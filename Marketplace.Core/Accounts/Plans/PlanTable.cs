namespace Marketplace.Core.Accounts;

/// <summary>One plan: what it costs in cents, and how much of each feature it has (0: not at all; <see cref="PlanTable.NoLimit"/>).</summary>
public sealed record PlanOffer(Plan Plan, long MonthCents, IReadOnlyDictionary<PlanFeature, int> Limits)
{
    /// <summary>Two months free.</summary>
    public long YearCents => 10 * MonthCents;
}

/// <summary>
/// The one place that says what plans cost and what they allow. Stripe's products and prices are made from it, endpoint filters, pages and workers
/// ask it, and the pricing page shows it.
/// </summary>
public static class PlanTable
{
    public const int NoLimit = int.MaxValue;

    public static IReadOnlyList<PlanOffer> All { get; } =
    [
        new(Plan.Free, 0, Limits(cloudBrain: 0, questions: 20, analyticsDays: 30, badge: 0, profile: 0, products: 10, requests: 1_000, seats: 1, space: 0, priority: 0)),
        new(Plan.Pro, 49_00, Limits(cloudBrain: 1, questions: 1_000, analyticsDays: 731, badge: 1, profile: 1, products: 100, requests: 20_000, seats: 1, space: 0, priority: 1)),
        new(Plan.Team, 149_00, Limits(cloudBrain: 1, questions: 5_000, analyticsDays: 3_653, badge: 1, profile: 1, products: 500, requests: 100_000, seats: 5, space: 1, priority: 1)),
        new(Plan.Enterprise, 499_00, Limits(cloudBrain: 1, questions: 20_000, analyticsDays: 3_653, badge: 1, profile: 1, products: NoLimit, requests: 1_000_000, seats: 25, space: 1, priority: 1)),
    ];

    public static PlanOffer Of(Plan plan) => All[(int)plan];

    public static int LimitOf(Plan plan, PlanFeature feature) => Of(plan).Limits[feature];

    public static bool Allows(Plan plan, PlanFeature feature) => LimitOf(plan, feature) > 0;

    /// <summary>The smallest plan that has so much of it; null when none has.</summary>
    public static Plan? PlanWith(PlanFeature feature, int atLeast = 1) =>
        All.Where(offer => offer.Limits[feature] >= atLeast).Select(offer => (Plan?)offer.Plan).FirstOrDefault();

    /// <summary>The smallest plan that has more of it than this one; null when none has.</summary>
    public static Plan? PlanWithMore(PlanFeature feature, Plan than) => LimitOf(than, feature) is var has && has == NoLimit ? null : PlanWith(feature, has + 1);

    private static Dictionary<PlanFeature, int> Limits(
        int cloudBrain, int questions, int analyticsDays, int badge, int profile, int products, int requests, int seats, int space, int priority) => new()
        {
            [PlanFeature.CloudBrain] = cloudBrain,
            [PlanFeature.BrainQuestions] = questions,
            [PlanFeature.AnalyticsDays] = analyticsDays,
            [PlanFeature.VerifiedBadge] = badge,
            [PlanFeature.CustomProfile] = profile,
            [PlanFeature.PublishedProducts] = products,
            [PlanFeature.ApiRequests] = requests,
            [PlanFeature.Seats] = seats,
            [PlanFeature.TeamSpace] = space,
            [PlanFeature.PriorityReview] = priority,
        };
}
