using Marketplace.Contracts.Analytics;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Selling;
using Marketplace.Web.Design;
using Microsoft.AspNetCore.Components;

namespace Marketplace.Web.Analytics;

public sealed partial class AnalyticsPage
{
    private AnalyticsState state = null!;
    private AnalyticsView? shown;
    private AnalyticsView? before;
    private AnalyticsView? parts;
    private ChartBuckets buckets = null!;
    private string? productTitle;
    private ApiProblemException? locked;

    [SupplyParameterFromQuery]
    private string? Range { get; set; }

    [SupplyParameterFromQuery]
    private string? From { get; set; }

    [SupplyParameterFromQuery]
    private string? To { get; set; }

    [SupplyParameterFromQuery]
    private string? By { get; set; }

    [SupplyParameterFromQuery]
    private string? Product { get; set; }

    [Inject]
    private AnalyticsClient Analytics { get; set; } = null!;

    [Inject]
    private SellingClient Selling { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private ApiProblemException? Problem { get; set; }

    private DateOnly Today => DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime);

    protected override async Task OnInitializedAsync()
    {
        state = AnalyticsState.Parse(new(Range, From, To, By, Product), Today, out var problem);
        if (problem is not null)
        {
            Problem = new ApiProblemException(StatusCodes.Status400BadRequest, "validation_failed", "This period cannot be shown", problem, new Dictionary<string, string[]>());
            return;
        }

        try
        {
            await LoadAsync();
        }
        catch (ApiProblemException refused) when (refused.Code == ApiProblemException.PlanRequired)
        {
            // What the plan shows is still shown, below what it does not.
            locked = refused;
            state = AnalyticsState.Parse(new(null, null, null, By, Product), Today, out _);
            await LoadAsync();
        }
        catch (ApiProblemException refused) when (refused.Status == StatusCodes.Status400BadRequest)
        {
            // What was typed stays in the form.
            (shown, Problem) = (null, refused);
        }
    }

    private async Task LoadAsync()
    {
        var partsTask = Analytics.GetAsync(state.Query(state.By), Aborted);
        var titleTask = state.Product is { } id ? Selling.GetProductAsync(id, Aborted) : null;
        shown = await Analytics.GetAsync(state.Query(AnalyticsGrouping.Day), Aborted);
        before = shown.PreviousFrom < shown.Earliest ? null : await Analytics.GetAsync(new(shown.PreviousFrom, shown.PreviousTo, AnalyticsGrouping.Day, state.Product), Aborted);
        parts = await partsTask;
        productTitle = titleTask is null ? null : (await titleTask).Title;
        buckets = ChartBuckets.For(shown.Rows.Count);
    }

    private bool IsLocked(string range) => shown is not null && AnalyticsState.FirstDayOf(range, Today) < shown.Earliest;

    private string AxisMoney(long cents) => MoneyText.Format(shown!.Sales.Revenue with { Amount = cents }).Replace(".00", "", StringComparison.Ordinal);
}
