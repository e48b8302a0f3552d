using System.Globalization;

namespace Marketplace.Core.Accounts;

/// <param name="Title">The row of a comparison: "Questions to the Brain a month".</param>
/// <param name="Subject">The beginning of a sentence: "A custom profile" (is part of …).</param>
public sealed record FeatureText(string Title, string Subject, bool IsCounted);

/// <summary>The plans and their features in words: what the Api answers, the pricing page shows and letters say.</summary>
public static class PlanText
{
    public static string Name(Plan plan) => plan.ToString().ToLowerInvariant();

    /// <summary>As on the wire: <c>brainQuestions</c>.</summary>
    public static string Name(PlanFeature feature) => feature.ToString() is var name ? char.ToLowerInvariant(name[0]) + name[1..] : "";

    public static string Summary(Plan plan) => plan switch
    {
        Plan.Free => "To buy, to sell and to try the Brain.",
        Plan.Pro => "For people who sell regularly and ask a lot.",
        Plan.Team => "One plan for several people, with knowledge of their own.",
        Plan.Enterprise => "For companies: more seats, more of everything.",
        _ => throw new ArgumentOutOfRangeException(nameof(plan), plan, null),
    };

    public static FeatureText Of(PlanFeature feature) => feature switch
    {
        PlanFeature.CloudBrain => new("Answers written by a language model", "An answer written by a language model", IsCounted: false),
        PlanFeature.BrainQuestions => new("Questions to the Brain a month", "More questions to the Brain", IsCounted: true),
        PlanFeature.AnalyticsDays => new("Sales figures reach back", "A longer look back", IsCounted: true),
        PlanFeature.VerifiedBadge => new("Seal beside your name, once Stripe has checked who you are", "The seal", IsCounted: false),
        PlanFeature.CustomProfile => new("Banner, colour and pinned products on your page", "A custom profile", IsCounted: false),
        PlanFeature.PublishedProducts => new("Listings for sale at once", "Another listing", IsCounted: true),
        PlanFeature.ApiRequests => new("API requests a day", "More API requests", IsCounted: true),
        PlanFeature.Seats => new("People", "Another seat", IsCounted: true),
        PlanFeature.TeamSpace => new("Knowledge that only your team reads", "A space of the team's own", IsCounted: false),
        PlanFeature.PriorityReview => new("Submissions are looked at first", "A review before others", IsCounted: false),
        _ => throw new ArgumentOutOfRangeException(nameof(feature), feature, null),
    };

    /// <summary>The cell of a comparison.</summary>
    public static string Cell(PlanFeature feature, int limit) => (limit, Of(feature).IsCounted) switch
    {
        (0, _) => "–",
        (_, false) => "Included",
        (PlanTable.NoLimit, _) => "No limit",
        _ when feature == PlanFeature.AnalyticsDays => limit >= 365 ? $"{limit / 365} years" : $"{limit} days",
        _ => limit.ToString("N0", CultureInfo.InvariantCulture),
    };
}
