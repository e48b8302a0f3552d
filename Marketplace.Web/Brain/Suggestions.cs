using Marketplace.Contracts.Brain;
using Marketplace.Contracts.Http;

namespace Marketplace.Web.Brain;

/// <summary>Knowledge beside something else: when it cannot be had, the page is shown without it.</summary>
internal sealed class Suggestions(BrainClient brain, ILogger<Suggestions> logger)
{
    private static readonly SuggestionsView None = new([], null);

    public async Task<IReadOnlyList<EntrySummaryView>> ForProductAsync(string slug, CancellationToken cancellationToken) =>
        (await TryAsync(brain.SuggestForProductAsync(slug, cancellationToken))).Entries;

    public async Task<IReadOnlyList<EntrySummaryView>> ForSearchAsync(string words, CancellationToken cancellationToken) =>
        (await TryAsync(brain.SuggestForSearchAsync(words, cancellationToken))).Entries;

    public Task<SuggestionsView> ForListingAsync(Guid productId, CancellationToken cancellationToken) => TryAsync(brain.SuggestForListingAsync(productId, cancellationToken));

    private async Task<SuggestionsView> TryAsync(Task<SuggestionsView> asked)
    {
        try
        {
            return await asked;
        }
        catch (Exception exception) when (exception is ApiProblemException { Status: not StatusCodes.Status401Unauthorized } or HttpRequestException)
        {
            logger.LogWarning(exception, "A page is shown without suggestions");
            return None;
        }
    }
}
