using System.Globalization;
using System.Net;
using Marketplace.Core.Kernel;
using Stripe;
using Stripe.Checkout;

namespace Marketplace.Core.Payments;

/// <summary>Stripe through Stripe.net. 429 and lock timeouts are retried here; Stripe.net retries 409, 5xx and lost connections itself.</summary>
public sealed class StripePaymentGateway(IStripeClient client) : IPaymentGateway
{
    private const int Attempts = 4;
    private static readonly List<string> SessionExpansions = ["payment_intent.latest_charge.balance_transaction"];

    public Task<CheckoutSession> CreateSessionAsync(SessionRequest request, CancellationToken cancellationToken)
    {
        var metadata = new Dictionary<string, string>
        {
            ["order_id"] = request.OrderId.ToString(),
            ["payment_id"] = request.PaymentId.ToString(),
        };
        var options = new SessionCreateOptions
        {
            Mode = "payment",
            SuccessUrl = request.SuccessUrl.ToString(),
            CancelUrl = request.CancelUrl.ToString(),
            ClientReferenceId = request.OrderId.ToString(),
            CustomerEmail = request.BuyerEmail,
            ExpiresAt = request.ExpiresAt.UtcDateTime,
            Metadata = metadata,
            PaymentIntentData = new() { TransferGroup = request.OrderNumber, Metadata = metadata },
            LineItems = [.. request.Lines.Select(line => new SessionLineItemOptions
            {
                Quantity = 1,
                PriceData = new()
                {
                    Currency = line.Price.Currency.ToLowerInvariant(),
                    UnitAmount = line.Price.Cents,
                    ProductData = new() { Name = line.Title, Description = line.Description },
                },
            })],
        };
        return CallAsync(async () => Convert(await new SessionService(client).CreateAsync(options, Key($"payment:{request.PaymentId}"), cancellationToken)), cancellationToken);
    }

    public Task<CheckoutSession> GetSessionAsync(string sessionId, CancellationToken cancellationToken) =>
        CallAsync(async () => Convert(await new SessionService(client).GetAsync(sessionId, new() { Expand = SessionExpansions }, cancellationToken: cancellationToken)), cancellationToken);

    public async Task<CheckoutSession> ExpireSessionAsync(string sessionId, CancellationToken cancellationToken)
    {
        try
        {
            return await CallAsync(async () => Convert(await new SessionService(client).ExpireAsync(sessionId, cancellationToken: cancellationToken)), cancellationToken);
        }
        catch (PaymentGatewayException exception) when (exception.IsFinal)
        {
            // Only an open session can be expired: this one was paid or has expired by itself.
            return await GetSessionAsync(sessionId, cancellationToken);
        }
    }

    public Task<string> CreateAccountAsync(Guid userId, string email, CancellationToken cancellationToken)
    {
        var options = new AccountCreateOptions
        {
            Type = "express",
            Email = email,
            Capabilities = new() { Transfers = new() { Requested = true } },
            Settings = new() { Payouts = new() { Schedule = new() { Interval = "weekly", WeeklyAnchor = "tuesday" } } },
            Metadata = new() { ["user_id"] = userId.ToString() },
        };
        return CallAsync(async () => (await new AccountService(client).CreateAsync(options, Key($"account:{userId}"), cancellationToken)).Id, cancellationToken);
    }

    public Task<ConnectedAccount> GetAccountAsync(string accountId, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        var account = await new AccountService(client).GetAsync(accountId, cancellationToken: cancellationToken);
        return new ConnectedAccount(
            account.Id,
            account.DetailsSubmitted,
            account.Capabilities?.Transfers == "active",
            account.PayoutsEnabled,
            account.Requirements?.CurrentlyDue ?? []);
    }, cancellationToken);

    public Task<Uri> CreateOnboardingLinkAsync(string accountId, Uri returnUrl, Uri refreshUrl, CancellationToken cancellationToken)
    {
        var options = new AccountLinkCreateOptions
        {
            Account = accountId,
            Type = "account_onboarding",
            ReturnUrl = returnUrl.ToString(),
            RefreshUrl = refreshUrl.ToString(),
        };
        return CallAsync(async () => new Uri((await new AccountLinkService(client).CreateAsync(options, cancellationToken: cancellationToken)).Url), cancellationToken);
    }

    public Task<string> CreateTransferAsync(TransferRequest request, CancellationToken cancellationToken)
    {
        var options = new TransferCreateOptions
        {
            Amount = request.Amount.Cents,
            Currency = request.Amount.Currency.ToLowerInvariant(),
            Destination = request.DestinationAccountId,
            SourceTransaction = request.SourceChargeId,
            TransferGroup = request.TransferGroup,
            Metadata = new() { ["transfer_id"] = request.TransferId.ToString() },
        };
        return CallAsync(async () => (await new TransferService(client).CreateAsync(options, Key($"transfer:{request.TransferId}"), cancellationToken)).Id, cancellationToken);
    }

    public Task<string?> FindTransferAsync(string transferGroup, Guid transferId, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        var wanted = transferId.ToString();
        await foreach (var transfer in new TransferService(client).ListAutoPagingAsync(new() { TransferGroup = transferGroup }, cancellationToken: cancellationToken))
        {
            if (transfer.Metadata.GetValueOrDefault("transfer_id") == wanted)
            {
                return transfer.Id;
            }
        }

        return null;
    }, cancellationToken);

    public Task<GatewayPayout> GetPayoutAsync(string accountId, string payoutId, CancellationToken cancellationToken) =>
        CallAsync(async () => Convert(await new PayoutService(client).GetAsync(payoutId, null, On(accountId), cancellationToken)), cancellationToken);

    public Task<IReadOnlyList<GatewayPayout>> ListPayoutsAsync(string accountId, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        var payouts = await new PayoutService(client).ListAsync(new() { Limit = 100 }, On(accountId), cancellationToken);
        return (IReadOnlyList<GatewayPayout>)[.. payouts.Data.Select(Convert)];
    }, cancellationToken);

    private static RequestOptions Key(string idempotencyKey) => new() { IdempotencyKey = idempotencyKey };

    private static RequestOptions On(string accountId) => new() { StripeAccount = accountId };

    private static CheckoutSession Convert(Session session)
    {
        var charge = session.PaymentIntent?.LatestCharge;
        var paid = session.PaymentStatus == "paid" && charge?.BalanceTransaction is not null;
        return new(
            session.Id,
            paid ? SessionStatus.Paid : session.Status == "expired" ? SessionStatus.Expired : SessionStatus.Open,
            session.Url,
            paid ? new(charge!.Id, ToMoney(charge.Amount, charge.Currency), ToMoney(charge.BalanceTransaction.Fee, charge.BalanceTransaction.Currency), Utc(charge.Created)) : null);
    }

    private static GatewayPayout Convert(Payout payout) =>
        new(payout.Id, payout.Status, ToMoney(payout.Amount, payout.Currency), Utc(payout.Created), Utc(payout.ArrivalDate));

    private static Money ToMoney(long cents, string currency) => new(cents, currency.ToUpperInvariant());

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    private static async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (StripeException exception) when (attempt < Attempts && IsBusy(exception))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200 * Math.Pow(2, attempt)), cancellationToken);
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
