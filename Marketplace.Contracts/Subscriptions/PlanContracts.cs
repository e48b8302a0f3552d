using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Subscriptions;

/// <summary>A plan as the pricing page shows it.</summary>
/// <param name="Name"><c>free</c>, <c>pro</c>, <c>team</c> or <c>enterprise</c>.</param>
/// <param name="YearlyPrice">Of a whole year.</param>
public sealed record PlanView(string Name, string Title, string Summary, MoneyView MonthlyPrice, MoneyView YearlyPrice, IReadOnlyList<PlanFeatureView> Features);

/// <param name="Feature"><c>brainQuestions</c>, <c>seats</c> …</param>
/// <param name="Title">What it is: "Questions to the Brain a month".</param>
/// <param name="Included">The plan has some of it.</param>
/// <param name="Limit">How much; null when it is not counted, or without limit.</param>
/// <param name="Text">The cell of a comparison table: "1,000", "Included", "–".</param>
public sealed record PlanFeatureView(string Feature, string Title, bool Included, int? Limit, string Text);

/// <summary>How much of what is limited somebody has used.</summary>
/// <param name="Limit">Null without limit.</param>
/// <param name="ResetsAt">When it starts anew; null for what does not come back with time.</param>
/// <param name="PlanWithMore">The smallest plan that has more; null when none has.</param>
public sealed record LimitView(string Feature, string Title, long Used, int? Limit, DateTimeOffset? ResetsAt, string? PlanWithMore);

/// <summary>What is kept but rests, because the plan that allowed it has ended.</summary>
/// <param name="Kind"><c>listing</c>, <c>member</c>, <c>teamSpace</c> or <c>profile</c>.</param>
/// <param name="Title">Which one.</param>
/// <param name="Effect">What rests, and what still works.</param>
/// <param name="Link">Where it is in the web app.</param>
/// <param name="Plan">The smallest plan that brings it back.</param>
public sealed record RestingView(string Kind, string Title, string Effect, string? Link, string? Plan);

public static class PlanRoutes
{
    public const string Plans = "/api/plans";
    public const string Usage = "/api/me/limits";
    public const string Resting = "/api/me/resting";
    public const string Contact = "/api/plans/contact";
    public const string Grants = "/api/admin/plan-grants";
}

public sealed class PlansClient(HttpClient http) : ApiClient(http)
{
    public Task<IReadOnlyList<PlanView>> ListAsync(CancellationToken cancellationToken) => GetAsync<IReadOnlyList<PlanView>>(PlanRoutes.Plans, cancellationToken);

    public Task<IReadOnlyList<LimitView>> LimitsAsync(CancellationToken cancellationToken) => GetAsync<IReadOnlyList<LimitView>>(PlanRoutes.Usage, cancellationToken);

    public Task<IReadOnlyList<RestingView>> RestingAsync(CancellationToken cancellationToken) => GetAsync<IReadOnlyList<RestingView>>(PlanRoutes.Resting, cancellationToken);
}
