using System.Globalization;
using System.Net;
using Marketplace.Core.Kernel;
using Stripe;

namespace Marketplace.Core.Payments;

/// <summary>What every call to Stripe shares. 429 and lock timeouts are retried here; Stripe.net retries 409, 5xx and lost connections itself (MONEY.md 16).</summary>
internal static class StripeCalls
{
    private const int Attempts = 4;

    public static RequestOptions Key(string idempotencyKey) => new() { IdempotencyKey = idempotencyKey };

    public static RequestOptions On(string accountId) => new() { StripeAccount = accountId };

    public static Money ToMoney(long cents, string currency) => new(cents, currency.ToUpperInvariant());

    public static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    /// <summary>One of our ids in Stripe's metadata; null when it is not there.</summary>
    public static Guid? IdIn(Dictionary<string, string>? metadata, string key) =>
        metadata is not null && metadata.TryGetValue(key, out var text) && Guid.TryParse(text, out var id) ? id : null;

    /// <exception cref="PaymentGatewayException">Stripe refuses or cannot be reached.</exception>
    public static async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (StripeException exception) when (attempt < Attempts && IsBusy(exception))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100 << attempt), cancellationToken);
            }
            catch (StripeException exception)
            {
                var status = (int)exception.HttpStatusCode;
                var isFinal = status is >= 400 and < 500 && !IsBusy(exception) && status != 409;
                throw new PaymentGatewayException(
                    string.Create(CultureInfo.InvariantCulture, $"Stripe answered {status}: {exception.Message}"), exception.StripeError?.Code, isFinal, exception);
            }
            catch (HttpRequestException exception)
            {
                throw new PaymentGatewayException("Stripe cannot be reached.", null, false, exception);
            }
        }
    }

    private static bool IsBusy(StripeException exception) =>
        exception.HttpStatusCode == HttpStatusCode.TooManyRequests || exception.StripeError?.Code == "lock_timeout";
}
