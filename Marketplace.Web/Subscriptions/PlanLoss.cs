using System.Globalization;
using Marketplace.Contracts.Subscriptions;

namespace Marketplace.Web.Subscriptions;

/// <summary>What rests when somebody goes from one plan to a smaller one. Nothing is deleted, and all of it comes back with the plan.</summary>
public sealed record PlanLoss(string Title, string Text)
{
    /// <param name="limits">How much is used now; what is missing in it is told without numbers.</param>
    public static IReadOnlyList<PlanLoss> Of(PlanView from, PlanView to, IReadOnlyList<LimitView> limits) =>
        [.. from.Features.Where(feature => feature.Included)
            .Select(had => Of(had, to.Features.FirstOrDefault(feature => feature.Feature == had.Feature), limits.FirstOrDefault(limit => limit.Feature == had.Feature)))
            .OfType<PlanLoss>()];

    private static PlanLoss? Of(PlanFeatureView had, PlanFeatureView? has, LimitView? used)
    {
        if (has is not { Included: true })
        {
            return new(had.Title, Rests(had.Feature));
        }

        return has.Limit is { } limit && (had.Limit is null || limit < had.Limit)
            ? new(had.Title, Fewer(had, limit, used?.Used ?? 0))
            : null;
    }

    private static string Rests(string feature) => feature switch
    {
        "cloudBrain" => "The Brain still answers, with quotes from its sources only.",
        "verifiedBadge" => "No longer shown beside your name.",
        "customProfile" => "Banner, colour and pinned products are kept and not shown.",
        "teamSpace" => "Its entries are kept; until the plan is back each author sees only their own.",
        "priorityReview" => "Your submissions are looked at in turn.",
        _ => "Not part of the smaller plan.",
    };

    private static string Fewer(PlanFeatureView had, int limit, long used) => had.Feature switch
    {
        "publishedProducts" when used > limit => Say($"{limit:N0} stay for sale; {used - limit:N0} of your {used:N0} are unlisted. Their buyers keep downloads and updates."),
        "seats" when used > limit => Say($"{used - limit:N0} of {used:N0} people no longer share the plan. What is their own stays with them."),
        "analyticsDays" => Say($"The last {limit:N0} days are shown; older figures are kept."),
        _ => Say($"{limit:N0} instead of {(had.Limit is { } before ? before.ToString("N0", CultureInfo.InvariantCulture) : "any number")}."),
    };

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
