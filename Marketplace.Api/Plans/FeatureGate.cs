using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.EntityFrameworkCore;
using Microsoft.OpenApi;

namespace Marketplace.Api.Plans;

/// <summary>This endpoint is open only to plans with the feature, or with enough of it. Shown in the OpenAPI document as <c>x-plan-feature</c>.</summary>
internal sealed record GatedBy(PlanFeature Feature);

/// <summary>Puts an endpoint behind a plan's feature: 403 <c>plan_required</c> names the plan that has it.</summary>
internal static class FeatureGate
{
    private const string Extension = "x-plan-feature";

    /// <summary>Refuses callers whose plan has none of it.</summary>
    public static RouteHandlerBuilder RequireFeature(this RouteHandlerBuilder endpoint, PlanFeature feature) => endpoint
        .Gated(feature)
        .AddEndpointFilter(async (context, next) => await RefusalAsync(context.HttpContext, feature) is { } refusal ? refusal.ToProblem() : await next(context));

    /// <summary>For endpoints whose use case counts: it refuses, and the document and the tests know that it may.</summary>
    public static RouteHandlerBuilder Gated(this RouteHandlerBuilder endpoint, PlanFeature feature) =>
        endpoint.WithMetadata(new GatedBy(feature)).ProducesProblem(StatusCodes.Status403Forbidden);

    public static void DescribePlans(this OpenApiOptions options) => options.AddOperationTransformer((operation, context, _) =>
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<GatedBy>().LastOrDefault() is { } gate)
        {
            operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
            operation.Extensions[Extension] = new JsonNodeExtension(PlanText.Name(gate.Feature));
        }

        return Task.CompletedTask;
    });

    private static async Task<Core.Kernel.Error?> RefusalAsync(HttpContext context, PlanFeature feature)
    {
        var (db, callerId) = (context.RequestServices.GetRequiredService<MarketplaceDb>(), context.User.UserId());
        var plan = await db.Users.Where(user => user.Id == callerId).Select(user => user.Plan).SingleOrDefaultAsync(context.RequestAborted);
        return PlanTable.Allows(plan, feature) ? null : PlanErrors.Required(feature, PlanText.Of(feature).Subject);
    }
}
