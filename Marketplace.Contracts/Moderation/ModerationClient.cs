using Marketplace.Contracts.Brain;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Questions;
using Marketplace.Contracts.Reviews;

namespace Marketplace.Contracts.Moderation;

/// <summary>Reports of what people wrote, and an admin's decisions.</summary>
public sealed class ModerationClient(HttpClient http) : ApiClient(http)
{
    /// <param name="id">Of the review, question or entry, also for its answer.</param>
    public Task ReportAsync(ReportedKind kind, Guid id, ReportRequest request, CancellationToken cancellationToken) => PostAsync(
        kind switch
        {
            ReportedKind.Review => $"{ReviewRoutes.Reviews}/{id}/report",
            ReportedKind.Response => $"{ReviewRoutes.Reviews}/{id}/response/report",
            ReportedKind.Question => $"{QuestionRoutes.Questions}/{id}/report",
            ReportedKind.Entry => $"{BrainRoutes.Entries}/{id}/report",
            ReportedKind.CommunityQuestion => $"{BrainRoutes.Questions}/{id}/report",
            _ => $"{QuestionRoutes.Questions}/{id}/answer/report",
        },
        request,
        cancellationToken);

    /// <param name="decided">Those that were decided, the last first; else those that wait, the longest waiting first.</param>
    public Task<PageView<ReportCaseView>> ListAsync(bool decided, string? cursor, CancellationToken cancellationToken) =>
        GetAsync<PageView<ReportCaseView>>(WithQuery(ModerationRoutes.Reports, ("decided", decided ? true : null), ("cursor", cursor)), cancellationToken);

    public Task HideAsync(Guid id, HideRequest request, CancellationToken cancellationToken) => PostAsync($"{ModerationRoutes.Reports}/{id}/hide", request, cancellationToken);

    public Task DismissAsync(Guid id, CancellationToken cancellationToken) => PostAsync($"{ModerationRoutes.Reports}/{id}/dismiss", null, cancellationToken);

    public Task RestoreAsync(Guid id, CancellationToken cancellationToken) => PostAsync($"{ModerationRoutes.Reports}/{id}/restore", null, cancellationToken);
}
