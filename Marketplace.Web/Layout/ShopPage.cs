using Microsoft.AspNetCore.Components;

namespace Marketplace.Web.Layout;

/// <summary>What every page has: the request, and a token that ends with it.</summary>
public abstract class ShopPage : ComponentBase
{
    [CascadingParameter]
    public HttpContext Context { get; set; } = null!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    protected CancellationToken Aborted => Context.RequestAborted;
}
