using Marketplace.Contracts.Subscriptions;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace Marketplace.Web.Subscriptions;

public sealed partial class SubscriptionPage
{
    private SubscriptionView? view;
    private IReadOnlyList<LimitView>? limits;
    private IReadOnlyList<RestingView>? resting;
    private IReadOnlyList<SubscriptionInvoiceView>? invoices;
    private string? teamOwner;

    [Inject]
    private CurrentPlan CurrentPlan { get; set; } = null!;

    [Inject]
    private SubscriptionClient Subscriptions { get; set; } = null!;

    [Inject]
    private TeamClient Teams { get; set; } = null!;

    [Inject]
    private PlansClient Plans { get; set; } = null!;

    [Inject]
    private ILogger<SubscriptionPage> Logger { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        var standing = CurrentPlan.LoadAsync();
        var rest = Task.WhenAll(
            TryAsync(async () => limits = await Plans.LimitsAsync(Aborted)),
            TryAsync(async () => resting = await Plans.RestingAsync(Aborted)),
            TryAsync(async () => invoices = await Subscriptions.InvoicesAsync(Aborted)));
        var loaded = await standing;
        if (loaded.Source == "team")
        {
            await TryAsync(async () => teamOwner = (await Teams.GetAsync(Aborted)).OwnerName);
        }

        await rest;
        view = loaded;
    }

    /// <summary>Whoever must pay has to be able to, whatever else of the page is not to be had.</summary>
    private async Task TryAsync(Func<Task> load)
    {
        try
        {
            await load();
        }
        catch (Exception exception) when (Problems.From(exception) is { Status: not StatusCodes.Status401Unauthorized } problem)
        {
            Logger.LogInformation("The page of the plan shows less: {Code}", problem.Code);
        }
    }
}
