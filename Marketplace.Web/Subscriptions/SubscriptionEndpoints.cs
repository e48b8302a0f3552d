using Marketplace.Contracts.Subscriptions;
using Marketplace.Web.Hosting;
using Marketplace.Web.Payments;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Subscriptions;

internal static class SubscriptionEndpoints
{
    public static void MapSubscriptionForms(this IEndpointRouteBuilder routes)
    {
        // Forms without fields bind nothing that would demand the token. Some have a page at the same address, which answers GET.
        var forms = routes.MapGroup(PlanChoice.Standing).RequireAuthorization().WithMetadata(new RequireAntiforgeryTokenAttribute());
        forms.MapPost("/change", ChangeAsync).WithOrder(-1);
        forms.MapPost("/cancel", CancelAsync).WithOrder(-1);
        forms.MapPost("/resume", ResumeAsync);
        forms.MapPost("/portal", OpenPortalAsync);
        routes.MapGet($"{PlanChoice.Standing}/invoices/{{id}}/pdf", OpenPdfAsync).RequireAuthorization();
    }

    private static async Task<IResult> ChangeAsync(
        [FromForm] ChangeForm form, HttpContext context, SubscriptionClient subscriptions, CurrentPlan current, Flash flash, CancellationToken cancellationToken)
    {
        var request = form.ToRequest();
        try
        {
            var outcome = await subscriptions.ChangeAsync(request, form.Key, cancellationToken);
            current.Set(outcome.Subscription);
            return After(outcome, context, flash);
        }
        catch (Exception exception) when (Problems.From(exception) is { Status: not StatusCodes.Status401Unauthorized } problem)
        {
            // Without an answer it may have happened: the same key asks for the same again. After a refusal the next try is another wish.
            if (problem.Status < 500)
            {
                ChangeKey.Forget(context);
            }

            flash.Refuse(problem);
            return TypedResults.LocalRedirect(PlanChoice.ChangePath(Uri.EscapeDataString(request.Plan), PlanWords.IntervalOf(request.Interval)));
        }
    }

    private static IResult After(SubscriptionOutcome outcome, HttpContext context, Flash flash)
    {
        // Going back from an open payment page and pressing again leads to the same page.
        if (outcome is { Outcome: "checkout", Url: not null })
        {
            return Leave.To(outcome.Url, "the payment page", context.Request);
        }

        ChangeKey.Forget(context);
        var own = outcome.Subscription.Subscription;
        switch (outcome.Outcome)
        {
            case "payment_needed":
                return TypedResults.LocalRedirect($"{PlanChoice.Standing}/unpaid");
            case "scheduled" when own is not null:
                flash.Say("Planned", SubscriptionWords.Next(own));
                break;
            case "changed" when own is not null:
                flash.Say($"You are on {PlanWords.Title(own.Plan)} now", $"{SubscriptionWords.PriceOf(own)}. {SubscriptionWords.Next(own)}");
                break;
            default:
                break;
        }

        return TypedResults.LocalRedirect(PlanChoice.Standing);
    }

    private static async Task<RedirectHttpResult> CancelAsync(SubscriptionClient subscriptions, CurrentPlan current, Flash flash, CancellationToken cancellationToken)
    {
        var view = await subscriptions.CancelAsync(cancellationToken);
        current.Set(view);
        flash.Say("Cancelled", view.Subscription is { CancelAt: { } end } own
            ? $"{PlanWords.Title(own.Plan)} stays until {PlanWords.Day(end)}. Until then you can take this back."
            : "You are on Free now.");
        return TypedResults.LocalRedirect(PlanChoice.Standing);
    }

    private static async Task<RedirectHttpResult> ResumeAsync(SubscriptionClient subscriptions, CurrentPlan current, Flash flash, CancellationToken cancellationToken)
    {
        var view = await subscriptions.ResumeAsync(cancellationToken);
        current.Set(view);
        flash.Say("Everything stays as it was", view.Subscription is { } own ? SubscriptionWords.Next(own) : null);
        return TypedResults.LocalRedirect(PlanChoice.Standing);
    }

    private static async Task<IResult> OpenPortalAsync(HttpContext context, SubscriptionClient subscriptions, CancellationToken cancellationToken) =>
        Leave.To((await subscriptions.PortalAsync(cancellationToken)).Url, "the billing portal", context.Request);

    private static async Task<RedirectHttpResult> OpenPdfAsync(string id, SubscriptionClient subscriptions, CancellationToken cancellationToken) =>
        TypedResults.Redirect((await subscriptions.InvoicePdfAsync(id, cancellationToken)).Url);
}

internal sealed record ChangeForm
{
    public string Plan { get; init; } = "";
    public string? Interval { get; init; }
    public string Key { get; init; } = "";
    public string? At { get; init; }

    public SubscriptionRequest ToRequest() => new() { Plan = Plan, Interval = PlanWords.IntervalOf(Interval), ProrationDate = ChangeKey.ReadAt(At) };
}
