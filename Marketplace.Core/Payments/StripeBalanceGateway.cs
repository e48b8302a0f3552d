using Stripe;

namespace Marketplace.Core.Payments;

/// <summary>Balance transactions through Stripe.net.</summary>
public sealed class StripeBalanceGateway(IStripeClient client) : IBalanceGateway
{
    public Task<IReadOnlyList<BalanceMovement>> ListAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        ListAsync(new() { Created = new DateRangeOptions { GreaterThanOrEqual = from.UtcDateTime, LessThan = to.UtcDateTime } }, cancellationToken);

    public Task<IReadOnlyList<BalanceMovement>> ListOfAsync(string sourceId, CancellationToken cancellationToken) => ListAsync(new() { Source = sourceId }, cancellationToken);

    private Task<IReadOnlyList<BalanceMovement>> ListAsync(BalanceTransactionListOptions options, CancellationToken cancellationToken) => StripeCalls.CallAsync(async () =>
    {
        options.Limit = 100;
        options.Expand = ["data.source"];
        var movements = new List<BalanceMovement>();
        await foreach (var transaction in new BalanceTransactionService(client).ListAutoPagingAsync(options, cancellationToken: cancellationToken))
        {
            movements.Add(Convert(transaction));
        }

        return (IReadOnlyList<BalanceMovement>)movements;
    }, cancellationToken);

    private static BalanceMovement Convert(BalanceTransaction transaction) => new(
        transaction.Id,
        transaction.Type,
        (transaction.Source as IHasId)?.Id ?? transaction.SourceId,
        ChargeOf(transaction.Source),
        StripeCalls.ToMoney(transaction.Amount, transaction.Currency),
        StripeCalls.ToMoney(transaction.Fee, transaction.Currency),
        StripeCalls.Utc(transaction.Created),
        transaction.Source is not Charge charge || StripeCalls.IdIn(charge.Metadata, "payment_id") is not null,
        (transaction.Source as Charge)?.CustomerId);

    private static string? ChargeOf(IBalanceTransactionSource? source) => source switch
    {
        Charge charge => charge.Id,
        Refund refund => refund.ChargeId,
        Dispute dispute => dispute.ChargeId,
        Transfer transfer => transfer.SourceTransactionId,
        _ => null,
    };
}
