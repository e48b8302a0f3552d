using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Payments;

/// <summary>
/// Goes through what a sweep found. One that fails, for whatever reason, must not keep those behind it from being followed up; the next sweep
/// tries it again, and the alarms on age tell when it never comes to an end.
/// </summary>
internal static class SweepItems
{
    /// <param name="what">Names an item in the log: <c>Transfer {id}</c>.</param>
    /// <returns>How many did not fail.</returns>
    public static async Task<int> EachAsync<T>(IReadOnlyCollection<T> found, Func<T, Task> followUp, Func<T, string> what, ILogger logger, CancellationToken cancellationToken)
    {
        var done = 0;
        foreach (var item in found)
        {
            try
            {
                await followUp(item);
                done++;
            }
            catch (PaymentGatewayException exception)
            {
                logger.LogWarning(exception, "{Item} has no answer of Stripe's yet", what(item));
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LogError(exception, "{Item} could not be followed up", what(item));
            }
        }

        return done;
    }
}

/// <summary>
/// Stripe has done what the books do not allow yet: the news that makes room for it (a dispute won, a refund returned) is still on its way.
/// Whoever brought it tries again later.
/// </summary>
public sealed class NewsOutstandingException(string message) : Exception(message);
