using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Brain;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Moderation;
using Marketplace.Contracts.Questions;
using Marketplace.Contracts.Reviews;
using Marketplace.Core.Kernel;
using Marketplace.Core.Moderation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Api.Moderation;

internal static class ReportEndpoints
{
    /// <summary>One address per kind of text, each below what it is part of.</summary>
    public static void MapReports(this IEndpointRouteBuilder app)
    {
        foreach (var (path, kind, tag, summary) in new[]
        {
            ($"{ReviewRoutes.Reviews}/{{id:guid}}/report", ContentKind.Review, "Reviews", "Report a review, once"),
            ($"{ReviewRoutes.Reviews}/{{id:guid}}/response/report", ContentKind.Response, "Reviews", "Report the seller's answer to a review, once"),
            ($"{QuestionRoutes.Questions}/{{id:guid}}/report", ContentKind.Question, "Questions", "Report a question, once"),
            ($"{QuestionRoutes.Questions}/{{id:guid}}/answer/report", ContentKind.Answer, "Questions", "Report the answer to a question, once"),
            ($"{BrainRoutes.Entries}/{{id:guid}}/report", ContentKind.Entry, "Brain", "Report an entry, once"),
            ($"{BrainRoutes.Questions}/{{id:guid}}/report", ContentKind.CommunityQuestion, "Brain", "Report a question to the community, once"),
        })
        {
            app.MapPost(path, (Guid id, ReportRequest request, ClaimsPrincipal caller, ReportContent report, CancellationToken cancellationToken) =>
                    ReportAsync(new(kind, id), request, caller, report, cancellationToken))
                .WithTags(tag).WithSummary(summary).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        }
    }

    public static void MapReportDesk(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(ModerationRoutes.Reports).WithTags("Admin").RequireAuthorization(Policies.Admin)
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        group.MapGet("", ListAsync).WithSummary("Reported texts: those that wait, or those that were decided");
        group.MapPost("/{id:guid}/hide", HideAsync).WithSummary("Take the text out of lists and ratings, with a reason for its author");
        group.MapPost("/{id:guid}/dismiss", DismissAsync).WithSummary("Let the text stand");
        group.MapPost("/{id:guid}/restore", RestoreAsync).WithSummary("Bring a hidden text back");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ReportAsync(
        ContentRef content, ReportRequest request, ClaimsPrincipal caller, ReportContent report, CancellationToken cancellationToken) =>
        Answer(await report.ExecuteAsync(caller.UserId(), content, new(ToCore(request.Reason), request.Text ?? ""), cancellationToken));

    private static async Task<Results<Ok<PageView<ReportCaseView>>, ProblemHttpResult>> ListAsync(
        bool? decided, string? cursor, int? limit, ReportReader reports, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(null, limit);
        var start = TimePosition.Parse(cursor, decided == true ? TimePosition.Newest : TimePosition.Oldest);
        return (page.Error ?? start.Error) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Ok(await reports.ListAsync(decided == true, start.Value, page.Value!.Limit, cancellationToken));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> HideAsync(
        Guid id, HideRequest request, ClaimsPrincipal caller, HideContent hide, CancellationToken cancellationToken) =>
        Answer(await hide.ExecuteAsync(caller.UserId(), id, request.Reason, cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> DismissAsync(Guid id, ClaimsPrincipal caller, DismissReports dismiss, CancellationToken cancellationToken) =>
        Answer(await dismiss.ExecuteAsync(caller.UserId(), id, cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> RestoreAsync(Guid id, ClaimsPrincipal caller, RestoreContent restore, CancellationToken cancellationToken) =>
        Answer(await restore.ExecuteAsync(caller.UserId(), id, cancellationToken));

    private static Results<NoContent, ProblemHttpResult> Answer(Result<Done> result) => result.IsOk ? TypedResults.NoContent() : result.Error.ToProblem();

    private static ReportReason ToCore(ReportReasonName? name) => name switch
    {
        ReportReasonName.Spam => ReportReason.Spam,
        ReportReasonName.Offensive => ReportReason.Offensive,
        ReportReasonName.OffTopic => ReportReason.OffTopic,
        ReportReasonName.PersonalData => ReportReason.PersonalData,
        ReportReasonName.NotGenuine => ReportReason.NotGenuine,
        ReportReasonName.Other => ReportReason.Other,
        _ => throw new BadHttpRequestException("There is no such reason."),
    };
}
