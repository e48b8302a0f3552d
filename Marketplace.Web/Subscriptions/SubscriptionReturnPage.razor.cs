using Marketplace.Contracts.Subscriptions;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Marketplace.Web.Subscriptions;

/// <summary>Where Stripe's page sends somebody back who subscribes: asks for the outcome now. Only what the Api says counts, not that somebody came here.</summary>
public sealed partial class SubscriptionReturnPage
{
    private SubscriptionView? view;
    private PlanView? plan;
    private bool isLoaded;

    [SupplyParameterFromQuery]
    private string? Canceled { get; set; }

    [Inject]
    private SubscriptionClient Subscriptions { get; set; } = null!;

    [Inject]
    private CurrentPlan CurrentPlan { get; set; } = null!;

    [Inject]
    private PlansClient Plans { get; set; } = null!;

    [Inject]
    private PlanList PlanList { get; set; } = null!;

    [Inject]
    private ILogger<SubscriptionReturnPage> Logger { get; set; } = null!;

    private OwnSubscriptionView? Own => view?.Subscription;

    private bool IsOn => Own is { Status: "active" } && PlanWords.Rank(Own.Plan) > 0;

    private bool IsWaiting => !IsOn && Canceled is null;

    private string Heading => IsOn ? $"{PlanWords.Title(Own!.Plan)} is yours" : IsWaiting ? "Waiting for the payment" : "You have not subscribed";

    private string Here => new Uri(Navigation.Uri).PathAndQuery;

    protected override async Task OnInitializedAsync()
    {
        try
        {
            view = await Subscriptions.RefreshAsync(Aborted);
            CurrentPlan.Set(view);
            if (IsOn)
            {
                ChangeKey.Forget(Context);
                plan = (await PlanList.GetAsync(Plans, Aborted)).FirstOrDefault(known => known.Name == Own!.Plan);
            }
        }
        catch (Exception exception) when (Problems.From(exception) is { Status: >= 500 or 404 or 409 or 429 } problem)
        {
            Logger.LogInformation("The outcome of a subscription is not known yet: {Code}", problem.Code);
        }

        isLoaded = true;
    }
}
