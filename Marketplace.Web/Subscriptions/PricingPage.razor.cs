using Marketplace.Contracts.Subscriptions;
using Marketplace.Web.Accounts;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Marketplace.Web.Subscriptions;

public sealed partial class PricingPage
{
    private IReadOnlyList<PlanView> plans = [];
    private SubscriptionView? standing;

    [SupplyParameterFromQuery]
    private string? Interval { get; set; }

    [Inject]
    private PlansClient Plans { get; set; } = null!;

    [Inject]
    private PlanList PlanList { get; set; } = null!;

    [Inject]
    private CurrentPlan CurrentPlan { get; set; } = null!;

    [Inject]
    private CurrentPerson Person { get; set; } = null!;

    private string Chosen => PlanWords.IntervalOf(Interval);

    private bool IsYearly => Chosen == PlanWords.Year;

    protected override async Task OnInitializedAsync()
    {
        var standingTask = StandingAsync();
        plans = await PlanList.GetAsync(Plans, Aborted);
        standing = await standingTask;
    }

    /// <summary>Prices are worth showing also while nobody knows the reader's own plan.</summary>
    private async Task<SubscriptionView?> StandingAsync()
    {
        try
        {
            return Person.SignedIn ? await CurrentPlan.LoadAsync() : null;
        }
        catch (Exception exception) when (Problems.From(exception) is { Status: not StatusCodes.Status401Unauthorized })
        {
            return null;
        }
    }
}
