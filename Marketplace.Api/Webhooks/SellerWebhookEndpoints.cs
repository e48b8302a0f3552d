using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Webhooks;
using Marketplace.Core.Kernel;
using Marketplace.Core.Webhooks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Api.Webhooks;

/// <summary>A seller's own webhooks. Secrets are in the answers that make them, and in no other.</summary>
internal static class SellerWebhookEndpoints
{
    public static void MapSellerWebhooks(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(WebhookRoutes.Webhooks).WithTags("Webhooks").ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(429);
        group.MapGet("", ListAsync).WithSummary("The own webhooks, newest first");
        group.MapGet("/events", ListEvents).WithSummary("What a webhook can be told of");
        group.MapPost("", CreateAsync).WithSummary("Make a webhook; the answer holds its secret, once");
        group.MapGet("/{id:guid}", GetAsync).WithSummary("One webhook");
        group.MapPut("/{id:guid}", UpdateAsync).WithSummary("Change address, description and events");
        group.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Delete a webhook and its log");
        group.MapPost("/{id:guid}/rotate", RotateAsync).WithSummary("A new secret; the one before signs too for 24 hours");
        group.MapPost("/{id:guid}/enable", EnableAsync).WithSummary("Switch it on");
        group.MapPost("/{id:guid}/disable", DisableAsync).WithSummary("Switch it off; what waits is given up");
    }

    private static async Task<Results<Ok<PageView<WebhookView>>, ProblemHttpResult>> ListAsync(ClaimsPrincipal caller, WebhookReader webhooks, CancellationToken cancellationToken) =>
        TypedResults.Ok(await webhooks.ListAsync(caller.UserId(), cancellationToken));

    private static Ok<IReadOnlyList<WebhookEventView>> ListEvents() =>
        TypedResults.Ok<IReadOnlyList<WebhookEventView>>([.. WebhookEvents.All.Select(kind => new WebhookEventView(kind.Name, kind.Text))]);

    private static async Task<Results<Ok<WebhookView>, ProblemHttpResult>> GetAsync(Guid id, ClaimsPrincipal caller, WebhookReader webhooks, CancellationToken cancellationToken) =>
        await webhooks.FindAsync(caller.UserId(), id, cancellationToken) is { } webhook ? TypedResults.Ok(webhook) : Error.NotFound("webhook").ToProblem();

    private static async Task<Results<Ok<WebhookSecretView>, ProblemHttpResult>> CreateAsync(
        WebhookRequest request, ClaimsPrincipal caller, HttpContext http, SaveWebhook save, WebhookReader webhooks, CancellationToken cancellationToken) =>
        WithSecret(await save.CreateAsync(caller.UserId(), ToContent(request), cancellationToken), http, webhooks);

    private static async Task<Results<Ok<WebhookView>, ProblemHttpResult>> UpdateAsync(
        Guid id, WebhookRequest request, ClaimsPrincipal caller, SaveWebhook save, WebhookReader webhooks, CancellationToken cancellationToken) =>
        Answer(await save.UpdateAsync(caller.UserId(), id, ToContent(request), cancellationToken), webhooks);

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, ClaimsPrincipal caller, SaveWebhook save, CancellationToken cancellationToken)
    {
        var deleted = await save.DeleteAsync(caller.UserId(), id, cancellationToken);
        return deleted.IsOk ? TypedResults.NoContent() : deleted.Error.ToProblem();
    }

    private static async Task<Results<Ok<WebhookSecretView>, ProblemHttpResult>> RotateAsync(
        Guid id, ClaimsPrincipal caller, HttpContext http, SaveWebhook save, WebhookReader webhooks, CancellationToken cancellationToken) =>
        WithSecret(await save.RotateAsync(caller.UserId(), id, cancellationToken), http, webhooks);

    private static async Task<Results<Ok<WebhookView>, ProblemHttpResult>> EnableAsync(Guid id, ClaimsPrincipal caller, SwitchWebhook change, WebhookReader webhooks, CancellationToken cancellationToken) =>
        Answer(await change.EnableAsync(caller.UserId(), id, cancellationToken), webhooks);

    private static async Task<Results<Ok<WebhookView>, ProblemHttpResult>> DisableAsync(Guid id, ClaimsPrincipal caller, SwitchWebhook change, WebhookReader webhooks, CancellationToken cancellationToken) =>
        Answer(await change.DisableAsync(caller.UserId(), id, cancellationToken), webhooks);

    private static WebhookContent ToContent(WebhookRequest request) => new(request.Url, request.Description, request.Events);

    private static Results<Ok<WebhookView>, ProblemHttpResult> Answer(Result<WebhookEndpoint> changed, WebhookReader webhooks) =>
        changed.IsOk ? TypedResults.Ok(webhooks.ToView(changed.Value)) : changed.Error.ToProblem();

    private static Results<Ok<WebhookSecretView>, ProblemHttpResult> WithSecret(Result<WebhookWithSecret> made, HttpContext http, WebhookReader webhooks)
    {
        http.Response.Headers.CacheControl = "no-store";
        return made.IsOk ? TypedResults.Ok(new WebhookSecretView(webhooks.ToView(made.Value.Endpoint), made.Value.Secret)) : made.Error.ToProblem();
    }
}
