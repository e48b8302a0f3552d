using Marketplace.Contracts.Http;
using Marketplace.Contracts.Subscriptions;
using Marketplace.Web.Design;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Marketplace.Web.Subscriptions;

/// <summary>What a change of plan costs and when it happens, and the click that does it. The wish stands in the address.</summary>
public sealed partial class ChangePlanPage
{
    private SubscriptionView? view;
    private SubscriptionPreview? preview;
    private PlanView? target;
    private IReadOnlyList<PlanLoss> losses = [];
    private ChangeKey? key;
    private ApiProblemException? problem;

    [SupplyParameterFromQuery]
    private string? Plan { get; set; }

    [SupplyParameterFromQuery]
    private string? Interval { get; set; }

    [Inject]
    private SubscriptionClient Subscriptions { get; set; } = null!;

    [Inject]
    private PlansClient Plans { get; set; } = null!;

    [Inject]
    private PlanList PlanList { get; set; } = null!;

    [Inject]
    private CurrentPlan CurrentPlan { get; set; } = null!;

    private string Chosen => PlanWords.IntervalOf(Interval);

    private string Heading => preview?.Kind switch
    {
        "upgrade" when target!.Name == view!.Subscription?.Plan => "Pay yearly",
        "upgrade" => $"Upgrade to {target!.Title}",
        "subscribe" => $"Subscribe to {target!.Title}",
        _ => target!.Name == view!.Subscription?.Plan ? $"Pay {target.Title} {(Chosen == PlanWords.Year ? "yearly" : "monthly")}" : $"Change to {target.Title}",
    };

    private string Confirm => preview switch
    {
        { Kind: "subscribe" } => "Continue to payment",
        { Kind: "upgrade", DueNow.Amount: > 0 } => $"Pay {MoneyText.Format(preview.DueNow)} now and upgrade",
        { Kind: "upgrade" } => "Upgrade now",
        _ => $"Change on {PlanWords.Day(preview!.EffectiveAt)}",
    };

    private string Terms => preview!.Kind switch
    {
        "subscribe" => "The payment page is Stripe's; we never see your card. The plan is renewed until you cancel, which you can do at any time. Prices are without tax.",
        "upgrade" => "The card that your plan is paid with is charged. If it is declined, you stay on the plan you have and nothing is lost.",
        _ => "Nothing is charged now. You can take this back until then.",
    };

    protected override async Task OnInitializedAsync()
    {
        if (Plan == PlanWords.Free)
        {
            Navigation.NavigateTo(PlanChoice.Cancel);
            return;
        }

        var plans = await PlanList.GetAsync(Plans, Aborted);
        if (plans.FirstOrDefault(plan => plan.Name == Plan) is not { } wanted)
        {
            Navigation.NavigateTo("/pricing");
            return;
        }

        var standing = await CurrentPlan.LoadAsync();
        try
        {
            preview = await PreviewAsync(new() { Plan = wanted.Name, Interval = Chosen }, standing);
            losses = await LossesAsync(plans, standing, wanted);
        }
        catch (Exception exception) when (Problems.From(exception) is { Status: not StatusCodes.Status401Unauthorized } refused)
        {
            problem = refused;
        }

        (view, target) = (standing, wanted);
    }

    private async Task<SubscriptionPreview> PreviewAsync(SubscriptionRequest wish, SubscriptionView standing)
    {
        key = ChangeKey.Find(Context, wish, standing);
        if (key is not null)
        {
            try
            {
                return await Subscriptions.PreviewAsync(wish with { ProrationDate = key.At }, Aborted);
            }
            catch (ApiProblemException refused) when (refused.Status is >= 400 and < 500 and not StatusCodes.Status401Unauthorized)
            {
                // Its moment has passed, most likely: a fresh preview says whether that was all.
            }
        }

        var made = await Subscriptions.PreviewAsync(wish, Aborted);
        key = ChangeKey.Make(Context, wish, standing, made.ProrationDate);
        return made;
    }

    private async Task<IReadOnlyList<PlanLoss>> LossesAsync(IReadOnlyList<PlanView> plans, SubscriptionView standing, PlanView wanted) =>
        preview is { Kind: "downgrade" } && plans.FirstOrDefault(plan => plan.Name == standing.Subscription?.Plan) is { } from && from.Name != wanted.Name
            ? PlanLoss.Of(from, wanted, await Plans.LimitsAsync(Aborted))
            : [];
}
