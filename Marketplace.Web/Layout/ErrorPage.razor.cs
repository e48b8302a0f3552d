using Marketplace.Contracts.Http;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Diagnostics;

namespace Marketplace.Web.Layout;

/// <summary>Every page that could not be shown ends here, with the status that says why.</summary>
public sealed partial class ErrorPage
{
    private string title = "";
    private string text = "";
    private string? again;
    private string? requiredPlan;

    protected override void OnInitialized()
    {
        var failure = Context.Features.Get<IExceptionHandlerPathFeature>();
        var problem = Problems.From(failure?.Error);
        (title, text) = problem is null ? WithoutProblem(failure) : WithProblem(problem);
        requiredPlan = problem?.RequiredPlan;
        var retryable = HttpMethods.IsGet(Context.Request.Method) && problem?.Status is null or >= 500;
        again = failure is not null && retryable ? LocalUrl.OrHome(failure.Path + Context.Request.QueryString) : null;
    }

    private (string Title, string Text) WithoutProblem(IExceptionHandlerPathFeature? failure)
    {
        if (failure is not null)
        {
            return ("Something went wrong on our side", "It has been written down. Nothing was charged and nothing was lost; please try again.");
        }

        Context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Context.Request.Path.StartsWithSegments("/account", StringComparison.Ordinal)
            ? ("You were not signed in", "The sign-in was given up or took too long. You can simply start again.")
            : ("This page is not for your account", "You are signed in, but this account has no right to see it.");
    }

    private static (string Title, string Text) WithProblem(ApiProblemException problem) => problem.Status switch
    {
        403 or 429 when problem.RequiredPlan is not null => ("This is part of a larger plan", problem.Detail ?? "A larger plan has it."),
        404 when problem.Code == "catalog.not_for_sale" => ("Not for sale at present", problem.Detail ?? "It may come back."),
        404 => ("There is nothing at this address", "It may have moved, been taken off sale, or belong to somebody else's account."),
        403 => ("This page is not for your account", problem.Detail ?? "You are signed in, but this account has no right to see it."),
        401 => ("Your sign-in was not accepted", "Please sign out and in again."),
        429 => ("A little slower, please", problem.Detail ?? "Too many requests came from here. Wait a minute and try again."),
        503 => ("We cannot be reached just now", "The shop is up, but the part behind it does not answer. Nothing was charged and nothing was lost; try again in a moment."),
        _ => (problem.Title, problem.Detail ?? "Please try again."),
    };
}
