using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Subscriptions;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments;
using Marketplace.Core.Subscriptions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Api.Subscriptions;

internal static class SubscriptionEndpoints
{
    private const int LongestKey = 200;

    public static void MapSubscriptions(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(SubscriptionRoutes.Subscription).WithTags("Billing").ProducesProblem(400).ProducesProblem(402).ProducesProblem(409).ProducesProblem(503);
        group.MapGet("", GetAsync).WithSummary("The own plan: where it comes from, what is paid and what is planned");
        group.MapPost("", ChangeAsync).WithSummary("Take a plan: a first one by Stripe's page, an upgrade at once, a downgrade or free at the end of the paid period");
        group.MapPost("/preview", PreviewAsync).WithSummary("What a change would cost and when it happens; nothing changes");
        group.MapPost("/cancel", CancelAsync).WithSummary("End the subscription with the paid period; one that is not paid ends at once");
        group.MapPost("/resume", ResumeAsync).WithSummary("Take back a planned end or downgrade, or an upgrade that waits for its payment");
        group.MapPost("/portal", OpenPortalAsync).WithSummary("Stripe's pages for cards and billing details");
        group.MapPost("/refresh", RefreshAsync).WithSummary("Ask Stripe now rather than wait for its webhook");
        group.MapGet("/invoices", ListInvoicesAsync).WithSummary("The own invoices of plans, newest first, at most 100");
        group.MapGet("/invoices/{id}/pdf", FindPdfAsync).ProducesProblem(404).WithSummary("Where Stripe keeps an invoice's PDF at present");
    }

    private static async Task<Ok<SubscriptionView>> GetAsync(ClaimsPrincipal caller, SubscriptionReader reader, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reader.GetAsync(caller.UserId(), cancellationToken));

    private static async Task<Results<Ok<SubscriptionOutcome>, ProblemHttpResult>> ChangeAsync(
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey, SubscriptionRequest request, ClaimsPrincipal caller, Subscribe subscribe, SubscriptionReader reader, CancellationToken cancellationToken)
    {
        if (idempotencyKey is not { Length: > 0 and <= LongestKey })
        {
            return CheckoutErrors.KeyMissing.ToProblem();
        }

        var wanted = SubscribeRequest.Read(request.Plan, request.Interval, request.ProrationDate);
        if (!wanted.IsOk)
        {
            return wanted.Error.ToProblem();
        }

        var done = await subscribe.ExecuteAsync(caller.UserId(), wanted.Value, idempotencyKey, cancellationToken);
        return done.IsOk
            ? TypedResults.Ok(new SubscriptionOutcome(SubscriptionViews.NameOf(done.Value.Outcome), done.Value.Url, await reader.GetAsync(caller.UserId(), cancellationToken)))
            : done.Error.ToProblem();
    }

    private static async Task<Results<Ok<SubscriptionPreview>, ProblemHttpResult>> PreviewAsync(
        SubscriptionRequest request, ClaimsPrincipal caller, PreviewSubscription preview, CancellationToken cancellationToken)
    {
        var wanted = SubscribeRequest.Read(request.Plan, request.Interval, request.ProrationDate);
        if (!wanted.IsOk)
        {
            return wanted.Error.ToProblem();
        }

        var outlook = await preview.ExecuteAsync(caller.UserId(), wanted.Value, cancellationToken);
        return outlook.IsOk ? TypedResults.Ok(outlook.Value.ToView()) : outlook.Error.ToProblem();
    }

    private static async Task<Results<Ok<SubscriptionView>, ProblemHttpResult>> CancelAsync(
        ClaimsPrincipal caller, ChangeSubscription change, SubscriptionReader reader, CancellationToken cancellationToken) =>
        await AnswerAsync(await change.CancelAsync(caller.UserId(), cancellationToken), caller, reader, cancellationToken);

    private static async Task<Results<Ok<SubscriptionView>, ProblemHttpResult>> ResumeAsync(
        ClaimsPrincipal caller, ChangeSubscription change, SubscriptionReader reader, CancellationToken cancellationToken) =>
        await AnswerAsync(await change.ResumeAsync(caller.UserId(), cancellationToken), caller, reader, cancellationToken);

    private static async Task<Results<Ok<PortalView>, ProblemHttpResult>> OpenPortalAsync(ClaimsPrincipal caller, BillingPortal portal, CancellationToken cancellationToken) =>
        Address(await portal.OpenAsync(caller.UserId(), cancellationToken));

    private static async Task<Ok<SubscriptionView>> RefreshAsync(ClaimsPrincipal caller, RefreshSubscription refresh, SubscriptionReader reader, CancellationToken cancellationToken)
    {
        await refresh.ExecuteAsync(caller.UserId(), cancellationToken);
        return TypedResults.Ok(await reader.GetAsync(caller.UserId(), cancellationToken));
    }

    private static async Task<Ok<IReadOnlyList<SubscriptionInvoiceView>>> ListInvoicesAsync(ClaimsPrincipal caller, SubscriptionReader reader, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reader.ListInvoicesAsync(caller.UserId(), cancellationToken));

    private static async Task<Results<Ok<PortalView>, ProblemHttpResult>> FindPdfAsync(string id, ClaimsPrincipal caller, BillingPortal portal, CancellationToken cancellationToken) =>
        Address(await portal.FindPdfAsync(caller.UserId(), id, cancellationToken));

    private static async Task<Results<Ok<SubscriptionView>, ProblemHttpResult>> AnswerAsync(
        Result<Subscribed> done, ClaimsPrincipal caller, SubscriptionReader reader, CancellationToken cancellationToken) =>
        done.IsOk ? TypedResults.Ok(await reader.GetAsync(caller.UserId(), cancellationToken)) : done.Error.ToProblem();

    private static Results<Ok<PortalView>, ProblemHttpResult> Address(Result<Uri> found) =>
        found.IsOk ? TypedResults.Ok(new PortalView(found.Value.ToString())) : found.Error.ToProblem();
}
