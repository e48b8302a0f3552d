using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Webhooks;
using Marketplace.Core.Kernel;
using Marketplace.Core.Webhooks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Api.Webhooks;

/// <summary>The delivery log of a seller's webhook, its test button, and sending again.</summary>
internal static class WebhookDeliveryEndpoints
{
    public static void MapWebhookDeliveries(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup($"{WebhookRoutes.Webhooks}/{{id:guid}}").WithTags("Webhooks").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(429);
        group.MapPost("/test", TestAsync).WithSummary("Send webhook.test, once");
        group.MapGet("/deliveries", ListAsync).WithSummary("What was sent in the last 30 days, newest first");
        group.MapGet("/deliveries/{deliveryId:guid}", GetAsync).WithSummary("One delivery with its body and every try: request, answer, duration");
        group.MapPost("/deliveries/{deliveryId:guid}/redeliver", RedeliverAsync).WithSummary("Send it again, now, with the same webhook-id");
    }

    private static async Task<Results<Ok<DeliveryView>, ProblemHttpResult>> TestAsync(Guid id, ClaimsPrincipal caller, AskDelivery ask, CancellationToken cancellationToken) =>
        Answer(await ask.TestAsync(caller.UserId(), id, cancellationToken));

    private static async Task<Results<Ok<DeliveryView>, ProblemHttpResult>> RedeliverAsync(Guid id, Guid deliveryId, ClaimsPrincipal caller, AskDelivery ask, CancellationToken cancellationToken) =>
        Answer(await ask.RedeliverAsync(caller.UserId(), id, deliveryId, cancellationToken));

    private static async Task<Results<Ok<PageView<DeliveryView>>, ProblemHttpResult>> ListAsync(
        Guid id, string? status, string? cursor, int? limit, ClaimsPrincipal caller, WebhookReader webhooks, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(cursor, limit);
        if (!page.IsOk)
        {
            return page.Error.ToProblem();
        }

        if (!TryParse(status, out var state))
        {
            return new Error(ErrorKind.Invalid, "validation_failed", "The status is pending, succeeded or failed.", "status").ToProblem();
        }

        return await webhooks.ListDeliveriesAsync(caller.UserId(), id, state, page.Value, cancellationToken) is { } found
            ? TypedResults.Ok(found)
            : Error.NotFound("webhook").ToProblem();
    }

    private static async Task<Results<Ok<DeliveryDetailView>, ProblemHttpResult>> GetAsync(Guid id, Guid deliveryId, ClaimsPrincipal caller, WebhookReader webhooks, CancellationToken cancellationToken) =>
        await webhooks.FindDeliveryAsync(caller.UserId(), id, deliveryId, cancellationToken) is { } delivery ? TypedResults.Ok(delivery) : Error.NotFound("webhook delivery").ToProblem();

    private static bool TryParse(string? status, out WebhookDeliveryState? state)
    {
        (var isKnown, state) = status switch
        {
            null or "" => (true, (WebhookDeliveryState?)null),
            "pending" => (true, WebhookDeliveryState.Pending),
            "succeeded" => (true, WebhookDeliveryState.Succeeded),
            "failed" => (true, WebhookDeliveryState.Failed),
            _ => (false, null),
        };
        return isKnown;
    }

    private static Results<Ok<DeliveryView>, ProblemHttpResult> Answer(Result<WebhookDelivery> asked) =>
        asked.IsOk ? TypedResults.Ok(WebhookReader.ToView(asked.Value)) : asked.Error.ToProblem();
}
