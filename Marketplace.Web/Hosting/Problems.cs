using Marketplace.Contracts.Http;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Marketplace.Web.Hosting;

internal static class Problems
{
    /// <summary>The refusal behind an exception; null when it is a bug of ours.</summary>
    public static ApiProblemException? From(Exception? exception) => exception switch
    {
        ApiProblemException problem => problem,
        BrokenCircuitException or TimeoutRejectedException or TaskCanceledException or HttpRequestException =>
            new(503, "unavailable", "The marketplace cannot be reached.", "Nothing was lost. Please try again in a moment.", new Dictionary<string, string[]>()),
        _ => null,
    };
}
