using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Brain;

/// <summary>Knowledge: contributing, reading, and what it says on its own.</summary>
public sealed partial class BrainClient(HttpClient http) : ApiClient(http)
{
    public Task<LearnedView> LearnAsync(LearnRequest request, CancellationToken cancellationToken) => PostAsync<LearnedView>(BrainRoutes.Learn, request, cancellationToken);

    /// <param name="query">Words to search by; the list is then ordered by fit and has one page.</param>
    public Task<PageView<EntrySummaryView>> ListAsync(
        string? query, EntryKindName? kind, string? tag, string? stack, string? author, string? cursor, CancellationToken cancellationToken) =>
        GetAsync<PageView<EntrySummaryView>>(
            WithQuery(BrainRoutes.Entries, ("q", query), ("kind", kind?.ToString().ToLowerInvariant()), ("tag", tag), ("stack", stack), ("author", author), ("cursor", cursor)), cancellationToken);

    /// <summary>What the caller's team has written for itself.</summary>
    public Task<PageView<EntrySummaryView>> ListTeamsAsync(string? query, string? cursor, CancellationToken cancellationToken) =>
        GetAsync<PageView<EntrySummaryView>>(WithQuery(BrainRoutes.Entries, ("space", EntrySpaces.Team), ("q", query), ("cursor", cursor)), cancellationToken);

    public Task<EntryView> GetAsync(string slug, CancellationToken cancellationToken) =>
        GetAsync<EntryView>($"{BrainRoutes.Entries}/{Uri.EscapeDataString(slug)}", cancellationToken);

    public Task<MyEntriesView> ListMineAsync(string? cursor, CancellationToken cancellationToken) =>
        GetAsync<MyEntriesView>(WithQuery(BrainRoutes.Mine, ("cursor", cursor)), cancellationToken);

    public Task<OwnEntryView> GetMineAsync(Guid id, CancellationToken cancellationToken) => GetAsync<OwnEntryView>($"{BrainRoutes.Mine}/{id}", cancellationToken);

    public Task<OwnEntryView> EditAsync(Guid id, EditEntryRequest request, CancellationToken cancellationToken) => PutAsync<OwnEntryView>(EntryOf(id), request, cancellationToken);

    public Task<LearnedView> PublishAsync(Guid id, PublishRequest request, CancellationToken cancellationToken) => PostAsync<LearnedView>($"{EntryOf(id)}/publish", request, cancellationToken);

    /// <summary>What says nearly the same as an own entry.</summary>
    public Task<IReadOnlyList<SimilarView>> ListSimilarAsync(Guid id, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<SimilarView>>($"{BrainRoutes.Mine}/{id}/similar", cancellationToken);

    public Task TakeBackAsync(Guid id, CancellationToken cancellationToken) => PostAsync($"{EntryOf(id)}/take-back", null, cancellationToken);

    public Task DeprecateAsync(Guid id, DeprecateRequest request, CancellationToken cancellationToken) => PostAsync($"{EntryOf(id)}/deprecate", request, cancellationToken);

    public Task ReinstateAsync(Guid id, CancellationToken cancellationToken) => PostAsync($"{EntryOf(id)}/reinstate", null, cancellationToken);

    public Task MergeAsync(Guid id, MergeRequest request, CancellationToken cancellationToken) => PostAsync($"{EntryOf(id)}/merge", request, cancellationToken);

    public Task DeleteEntryAsync(Guid id, CancellationToken cancellationToken) => DeleteAsync(EntryOf(id), cancellationToken);

    public Task<BrainStatsView> GetStatsAsync(CancellationToken cancellationToken) => GetAsync<BrainStatsView>(BrainRoutes.Stats, cancellationToken);

    public Task<PatternsView> GetPatternsAsync(CancellationToken cancellationToken) => GetAsync<PatternsView>(BrainRoutes.Patterns, cancellationToken);

    public Task<SuggestionsView> SuggestForListingAsync(Guid productId, CancellationToken cancellationToken) =>
        GetAsync<SuggestionsView>(WithQuery(BrainRoutes.Suggest, ("context", "listing"), ("productId", productId)), cancellationToken);

    public Task<SuggestionsView> SuggestForProductAsync(string slug, CancellationToken cancellationToken) =>
        GetAsync<SuggestionsView>(WithQuery(BrainRoutes.Suggest, ("context", "product"), ("slug", slug)), cancellationToken);

    public Task<SuggestionsView> SuggestForSearchAsync(string query, CancellationToken cancellationToken) =>
        GetAsync<SuggestionsView>(WithQuery(BrainRoutes.Suggest, ("context", "search"), ("q", query)), cancellationToken);

    /// <param name="mine">Only the caller's own.</param>
    public Task<PageView<CommunityQuestionView>> ListQuestionsAsync(bool mine, string? cursor, CancellationToken cancellationToken) =>
        GetAsync<PageView<CommunityQuestionView>>(WithQuery(BrainRoutes.Questions, ("mine", mine ? true : null), ("cursor", cursor)), cancellationToken);

    public Task<CommunityQuestionView> GetQuestionAsync(Guid id, CancellationToken cancellationToken) => GetAsync<CommunityQuestionView>($"{BrainRoutes.Questions}/{id}", cancellationToken);

    public Task<CommunityQuestionView> AskCommunityAsync(AskCommunityRequest request, CancellationToken cancellationToken) =>
        PostAsync<CommunityQuestionView>(BrainRoutes.Questions, request, cancellationToken);

    public Task CloseQuestionAsync(Guid id, CancellationToken cancellationToken) => PostAsync($"{BrainRoutes.Questions}/{id}/close", null, cancellationToken);

    public Task<SourcesView> GetSourcesAsync(Guid productId, CancellationToken cancellationToken) => GetAsync<SourcesView>(SourcesOf(productId), cancellationToken);

    public Task<SourcesView> OpenSourcesAsync(Guid productId, SourcesRequest request, CancellationToken cancellationToken) =>
        PutAsync<SourcesView>(SourcesOf(productId), request, cancellationToken);

    private static string EntryOf(Guid id) => $"{BrainRoutes.Entries}/{id}";

    private static string SourcesOf(Guid productId) => $"/api/seller/products/{productId}/sources";
}
