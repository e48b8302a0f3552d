using Marketplace.Contracts.Accounts;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Subscriptions;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace Marketplace.Web.Layout;

public sealed partial class SiteHeader : IDisposable
{
    private IReadOnlyList<CategoryView> categories = [];
    private MeView? me;
    private SubscriptionView? plan;
    private int count;

    [CascadingParameter]
    public HttpContext Context { get; set; } = null!;

    // Pages for errors are rendered in place of another: signing in there should not lead back to the error.
    private string Here => Context.Features.Get<IExceptionHandlerPathFeature>() is null && Context.Features.Get<IStatusCodeReExecuteFeature>() is null
        ? new Uri(Navigation.Uri).PathAndQuery
        : "/";

    private bool IsHome => new Uri(Navigation.Uri).AbsolutePath == "/";

    private string? Query => QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query).TryGetValue("q", out var q) ? q.ToString() : null;

    private string Initial => (me?.DisplayName ?? Context.User.Identity?.Name ?? "?") is { Length: > 0 } name ? name[..1] : "?";

    private string Unread => me?.Unread is { } count ? (count >= 100 ? "99+" : count.ToString(System.Globalization.CultureInfo.InvariantCulture)) : "0";

    private bool IsSeller => me is not null && (me.Roles.Contains("seller") || me.Seller is not null);

    private bool IsAdmin => me?.Roles.Contains("admin") == true || Context.User.IsInRole("admin");

    public void Dispose()
    {
        CurrentCart.Changed -= ShowCount;
        CurrentPlan.Changed -= ShowPlan;
    }

    protected override async Task OnInitializedAsync()
    {
        CurrentCart.Changed += ShowCount;
        CurrentPlan.Changed += ShowPlan;
        var loading = new[]
        {
            TryAsync(async () => categories = [.. (await Vocabulary.CategoriesAsync(Catalog, Context.RequestAborted)).Where(category => category.ParentSlug is null)]),
            TryAsync(async () => me = await Person.GetAsync()),
            TryAsync(async () => plan = await CurrentPlan.GetAsync()),
            TryAsync(async () => count = (await CurrentCart.GetAsync())?.Lines.Count ?? 0),
        };
        await Task.WhenAll(loading);
    }

    private void ShowCount(Contracts.Cart.CartView cart)
    {
        count = cart.Lines.Count;
        StateHasChanged();
    }

    private void ShowPlan(SubscriptionView changed)
    {
        plan = changed;
        StateHasChanged();
    }

    /// <summary>The header must not take a page down with it: without an answer it shows less.</summary>
    private async Task TryAsync(Func<Task> load)
    {
        try
        {
            await load();
        }
        catch (Exception exception) when (Problems.From(exception) is { Status: not StatusCodes.Status401Unauthorized } problem)
        {
            Logger.LogInformation("The header shows less: {Code}", problem.Code);
        }
    }
}
