using Marketplace.Contracts.Brain;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Brain;

/// <summary>Small forms around entries and questions to the community.</summary>
internal static class BrainFormEndpoints
{
    public static void MapBrainForms(this IEndpointRouteBuilder routes)
    {
        var entries = routes.MapGroup("/brain/entries/{id:guid}").RequireAuthorization();
        entries.MapPost("/publish", PublishAsync);
        entries.MapPost("/take-back", TakeBackAsync);
        entries.MapPost("/deprecate", DeprecateAsync);
        entries.MapPost("/reinstate", ReinstateAsync);
        entries.MapPost("/merge", MergeAsync);
        entries.MapPost("/delete", DeleteAsync);
        routes.MapPost("/brain/questions", AskAsync).RequireAuthorization();
        routes.MapPost("/brain/questions/{id:guid}/close", CloseAsync).RequireAuthorization();
        routes.MapPost("/sell/products/{id:guid}/sources", OpenAsync).RequireAuthorization();
    }

    private static async Task<RedirectHttpResult> PublishAsync(Guid id, [FromForm] bool? despiteSimilar, BrainClient brain, Flash flash, CancellationToken cancellationToken)
    {
        var published = await brain.PublishAsync(id, new() { DespiteSimilar = despiteSimilar == true }, cancellationToken);
        if (published.Similar.Count > 0)
        {
            return TypedResults.LocalRedirect($"/brain/entries/{id}?similar=1#similar");
        }

        flash.Say("Published", "Answers quote it within a minute.");
        return TypedResults.LocalRedirect($"/brain/{published.Entry.Slug}");
    }

    private static async Task<RedirectHttpResult> TakeBackAsync(Guid id, BrainClient brain, Flash flash, CancellationToken cancellationToken)
    {
        await brain.TakeBackAsync(id, cancellationToken);
        flash.Say("Taken back", "It is a draft again, which only you see.");
        return TypedResults.LocalRedirect($"/brain/entries/{id}");
    }

    private static async Task<RedirectHttpResult> DeprecateAsync(
        Guid id, [FromForm] string? reason, [FromForm] string? replacement, HttpRequest request, BrainClient brain, Flash flash, CancellationToken cancellationToken)
    {
        await brain.DeprecateAsync(id, new() { Reason = reason ?? "", Replacement = replacement }, cancellationToken);
        flash.Say("Deprecated", "Its page says why. Answers no longer quote it.");
        return TypedResults.LocalRedirect(LocalUrl.Back(request, $"/brain/entries/{id}"));
    }

    private static async Task<RedirectHttpResult> ReinstateAsync(Guid id, HttpRequest request, BrainClient brain, Flash flash, CancellationToken cancellationToken)
    {
        await brain.ReinstateAsync(id, cancellationToken);
        flash.Say("Holds again", "Answers quote it within a minute.");
        return TypedResults.LocalRedirect(LocalUrl.Back(request, $"/brain/entries/{id}"));
    }

    private static async Task<RedirectHttpResult> MergeAsync(Guid id, [FromForm] string? into, BrainClient brain, Flash flash, CancellationToken cancellationToken)
    {
        await brain.MergeAsync(id, new() { Into = into ?? "" }, cancellationToken);
        flash.Say("Merged", "Its address leads to the other entry now.");
        return TypedResults.LocalRedirect("/brain/mine");
    }

    private static async Task<RedirectHttpResult> DeleteAsync(Guid id, BrainClient brain, Flash flash, CancellationToken cancellationToken)
    {
        await brain.DeleteEntryAsync(id, cancellationToken);
        flash.Say("Deleted", "The draft is gone.");
        return TypedResults.LocalRedirect("/brain/mine");
    }

    private static async Task<RedirectHttpResult> AskAsync([FromForm] string? text, BrainClient brain, Flash flash, CancellationToken cancellationToken)
    {
        var asked = await brain.AskCommunityAsync(new() { Body = text?.ReplaceLineEndings("\n").Trim() ?? "" }, cancellationToken);
        flash.Say("Asked", "Everybody sees your question now. You get a mail for each entry that is written for it.");
        return TypedResults.LocalRedirect($"/brain/questions/{asked.Id}");
    }

    private static async Task<RedirectHttpResult> CloseAsync(Guid id, BrainClient brain, Flash flash, CancellationToken cancellationToken)
    {
        await brain.CloseQuestionAsync(id, cancellationToken);
        flash.Say("Closed", "Nobody is asked any more. What was written stays.");
        return TypedResults.LocalRedirect($"/brain/questions/{id}");
    }

    private static async Task<RedirectHttpResult> OpenAsync(
        Guid id, [FromForm] bool? readme, [FromForm] bool? docs, [FromForm] bool? faq, BrainClient brain, Flash flash, CancellationToken cancellationToken)
    {
        await brain.OpenSourcesAsync(id, new() { Readme = readme == true, Docs = docs == true, Faq = faq == true }, cancellationToken);
        flash.Say("Saved", "The Brain follows within a minute.");
        return TypedResults.LocalRedirect($"/sell/products/{id}#sources");
    }
}
