using Stripe;
using Stripe.Checkout;

namespace Marketplace.Core.Payments;

/// <summary>Stripe through Stripe.net.</summary>
public sealed class StripePaymentGateway(IStripeClient client) : IPaymentGateway
{
    private static readonly List<string> SessionExpansions = ["payment_intent.latest_charge.balance_transaction"];

    /// <summary>What the handlers of <see cref="ProviderEventReceived"/> act on; accounts and payouts have sweeps of their own. Stripe takes at most 20 names.</summary>
    private static readonly List<string> SweptEvents =
    [
        EventTypes.CheckoutSessionCompleted,
        EventTypes.CheckoutSessionAsyncPaymentSucceeded,
        EventTypes.CheckoutSessionAsyncPaymentFailed,
        EventTypes.CheckoutSessionExpired,
        EventTypes.RefundCreated,
        EventTypes.RefundUpdated,
        EventTypes.RefundFailed,
        EventTypes.ChargeRefundUpdated,
        EventTypes.ChargeDisputeCreated,
        EventTypes.ChargeDisputeUpdated,
        EventTypes.ChargeDisputeFundsWithdrawn,
        EventTypes.ChargeDisputeFundsReinstated,
        EventTypes.ChargeDisputeClosed,
        EventTypes.RadarEarlyFraudWarningCreated,
        EventTypes.RadarEarlyFraudWarningUpdated,
        EventTypes.CustomerSubscriptionCreated,
        EventTypes.CustomerSubscriptionUpdated,
        EventTypes.CustomerSubscriptionDeleted,
        EventTypes.InvoicePaid,
        EventTypes.InvoicePaymentFailed,
    ];

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
        return StripeCalls.CallAsync(async () => Convert(await new SessionService(client).CreateAsync(options, StripeCalls.Key($"payment:{request.PaymentId}"), cancellationToken)), cancellationToken);
    }

    public Task<CheckoutSession> GetSessionAsync(string sessionId, CancellationToken cancellationToken) =>
        StripeCalls.CallAsync(async () => Convert(await new SessionService(client).GetAsync(sessionId, new() { Expand = SessionExpansions }, cancellationToken: cancellationToken)), cancellationToken);

    public async Task<CheckoutSession> ExpireSessionAsync(string sessionId, CancellationToken cancellationToken)
    {
        try
        {
            return await StripeCalls.CallAsync(async () => Convert(await new SessionService(client).ExpireAsync(sessionId, cancellationToken: cancellationToken)), cancellationToken);
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
        return StripeCalls.CallAsync(async () => (await new AccountService(client).CreateAsync(options, StripeCalls.Key($"account:{userId}"), cancellationToken)).Id, cancellationToken);
    }

    public Task<ConnectedAccount> GetAccountAsync(string accountId, CancellationToken cancellationToken) => StripeCalls.CallAsync(async () =>
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
        return StripeCalls.CallAsync(async () => new Uri((await new AccountLinkService(client).CreateAsync(options, cancellationToken: cancellationToken)).Url), cancellationToken);
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
        return StripeCalls.CallAsync(async () => (await new TransferService(client).CreateAsync(options, StripeCalls.Key($"transfer:{request.TransferId}"), cancellationToken)).Id, cancellationToken);
    }

    public Task<string?> FindTransferAsync(string transferGroup, Guid transferId, CancellationToken cancellationToken) => StripeCalls.CallAsync(async () =>
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

    public Task<string> CreateReversalAsync(ReversalRequest request, CancellationToken cancellationToken)
    {
        var options = new TransferReversalCreateOptions { Amount = request.Amount.Cents, Metadata = new() { ["reversal_id"] = request.ReversalId.ToString() } };
        return StripeCalls.CallAsync(
            async () => (await new TransferReversalService(client).CreateAsync(request.StripeTransferId, options, StripeCalls.Key($"reversal:{request.ReversalId}"), cancellationToken)).Id, cancellationToken);
    }

    public Task<string?> FindReversalAsync(string stripeTransferId, Guid reversalId, CancellationToken cancellationToken) => StripeCalls.CallAsync(async () =>
    {
        var wanted = reversalId.ToString();
        await foreach (var reversal in new TransferReversalService(client).ListAutoPagingAsync(stripeTransferId, cancellationToken: cancellationToken))
        {
            if (reversal.Metadata.GetValueOrDefault("reversal_id") == wanted)
            {
                return reversal.Id;
            }
        }

        return null;
    }, cancellationToken);

    public Task<long> GetBalanceAsync(string accountId, string currency, CancellationToken cancellationToken) => StripeCalls.CallAsync(async () =>
    {
        var balance = await new BalanceService(client).GetAsync(null, StripeCalls.On(accountId), cancellationToken);
        var code = currency.ToLowerInvariant();
        return balance.Available.Where(part => part.Currency == code).Sum(part => part.Amount) + balance.Pending.Where(part => part.Currency == code).Sum(part => part.Amount);
    }, cancellationToken);

    public Task<GatewayPayout> GetPayoutAsync(string accountId, string payoutId, CancellationToken cancellationToken) =>
        StripeCalls.CallAsync(async () => Convert(await new PayoutService(client).GetAsync(payoutId, null, StripeCalls.On(accountId), cancellationToken)), cancellationToken);

    public Task<IReadOnlyList<GatewayPayout>> ListPayoutsAsync(string accountId, CancellationToken cancellationToken) => StripeCalls.CallAsync(async () =>
    {
        var payouts = await new PayoutService(client).ListAsync(new() { Limit = 100 }, StripeCalls.On(accountId), cancellationToken);
        return (IReadOnlyList<GatewayPayout>)[.. payouts.Data.Select(Convert)];
    }, cancellationToken);

    public Task<IReadOnlyList<GatewayEvent>> ListEventsAsync(DateTimeOffset since, CancellationToken cancellationToken) => StripeCalls.CallAsync(async () =>
    {
        var options = new EventListOptions { Created = new DateRangeOptions { GreaterThanOrEqual = since.UtcDateTime }, Types = SweptEvents, Limit = 100 };
        var events = new List<GatewayEvent>();
        await foreach (var item in new EventService(client).ListAutoPagingAsync(options, cancellationToken: cancellationToken))
        {
            events.Add(new(item.Id, item.Type, (item.Data.Object as IHasId)?.Id ?? "", item.Account));
        }

        events.Reverse();
        return (IReadOnlyList<GatewayEvent>)events;
    }, cancellationToken);

    private static CheckoutSession Convert(Session session)
    {
        var charge = session.PaymentIntent?.LatestCharge;
        var paid = session.PaymentStatus == "paid" && charge?.BalanceTransaction is not null;
        return new(
            session.Id,
            paid ? SessionStatus.Paid : StatusOf(session),
            session.Url,
            paid
                ? new(charge!.Id, StripeCalls.ToMoney(charge.Amount, charge.Currency), StripeCalls.ToMoney(charge.BalanceTransaction.Fee, charge.BalanceTransaction.Currency), StripeCalls.Utc(charge.BalanceTransaction.Created))
                : null,
            session.PresentmentDetails is { } shown ? StripeCalls.ToMoney(shown.PresentmentAmount, shown.PresentmentCurrency) : null);
    }

    /// <summary>A delayed method (bank debit) completes the page at once and is paid, or fails, days later.</summary>
    private static SessionStatus StatusOf(Session session) => session switch
    {
        { Status: "expired" } => SessionStatus.Expired,
        { Status: "complete", PaymentIntent.Status: "requires_payment_method" or "canceled" } => SessionStatus.Failed,
        { Status: "complete" } => SessionStatus.Processing,
        _ => SessionStatus.Open,
    };

    private static GatewayPayout Convert(Payout payout) =>
        new(payout.Id, payout.Status, StripeCalls.ToMoney(payout.Amount, payout.Currency), StripeCalls.Utc(payout.Created), StripeCalls.Utc(payout.ArrivalDate));
}
