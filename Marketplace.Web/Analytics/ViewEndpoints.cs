namespace Marketplace.Web.Analytics;

internal static class ViewEndpoints
{
    /// <summary>Where the page's script says that a page fetched ahead is shown.</summary>
    public static string Path(Guid productId) => $"/views/{productId}";

    public static void MapViews(this IEndpointRouteBuilder routes) => routes.MapPost("/views/{productId:guid}", (Guid productId, HttpContext context, ViewCounter views) =>
    {
        views.Shown(context, productId);
        return TypedResults.NoContent();
    });
}
