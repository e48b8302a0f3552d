using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Ledger;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Payouts;

/// <summary>
/// Takes back from a seller's Stripe balance what it covers, and books that against the seller's debt (MONEY.md 14). Safe to run twice:
/// the amount is written down before Stripe is asked, the key is the reversal's id, and a lost answer is looked up.
/// </summary>
public sealed class SendReversal(MarketplaceDb db, IPaymentGateway gateway, TimeProvider time) : IOutboxHandler<ReversalPlanned>
{
    public const string EventType = "transfer_reversal";

    public Task HandleAsync(ReversalPlanned message, CancellationToken cancellationToken) => ExecuteAsync(message.ReversalId, cancellationToken);

    /// <exception cref="PaymentGatewayException">Stripe gave no answer; the reversal stays planned.</exception>
    public async Task ExecuteAsync(Guid reversalId, CancellationToken cancellationToken)
    {
        var reversal = await db.TransferReversals.AsNoTracking().SingleAsync(reversal => reversal.Id == reversalId, cancellationToken);
        if (reversal.State != ReversalState.Created)
        {
            return;
        }

        var transfer = await db.SellerTransfers.AsNoTracking().SingleAsync(transfer => transfer.Id == reversal.TransferId, cancellationToken);
        var stripeId = await gateway.FindReversalAsync(transfer.StripeTransferId!, reversal.Id, cancellationToken);
        if (stripeId is null && await AskForAsync(reversal, transfer, cancellationToken) is > 0 and var cents)
        {
            try
            {
                stripeId = await gateway.CreateReversalAsync(new(reversal.Id, new(cents, reversal.Currency), transfer.StripeTransferId!), cancellationToken);
            }
            catch (PaymentGatewayException exception) when (exception.IsFinal)
            {
                // The money has left for the bank since we looked: all of it is debt.
                stripeId = null;
            }
        }

        await RecordAsync(reversal, stripeId, cancellationToken);
    }

    /// <summary>Decides once how much to ask for: what the seller's Stripe balance covers.</summary>
    private async Task<long> AskForAsync(TransferReversal reversal, SellerTransfer transfer, CancellationToken cancellationToken)
    {
        if (reversal.AskedCents is { } asked)
        {
            return asked;
        }

        var balance = await gateway.GetBalanceAsync(transfer.DestinationAccountId, reversal.Currency, cancellationToken);
        var cents = Math.Clamp(balance, 0, reversal.WantedCents);
        await db.TransferReversals.Where(row => row.Id == reversal.Id && row.AskedCents == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.AskedCents, cents), cancellationToken);
        return await db.TransferReversals.Where(row => row.Id == reversal.Id).Select(row => row.AskedCents!.Value).SingleAsync(cancellationToken);
    }

    private Task<Done> RecordAsync(TransferReversal planned, string? stripeId, CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        await SellerMoney.LockAsync(db, [planned.SellerId], cancellationToken);
        var reversal = await db.TransferReversals.FromSql($"select * from payouts.reversals where id = {planned.Id} for update").AsTracking().SingleAsync(cancellationToken);
        if (reversal.State != ReversalState.Created)
        {
            return default(Done);
        }

        var now = time.GetUtcNow();
        if (stripeId is null)
        {
            reversal.Uncovered(now);
        }
        else
        {
            reversal.Done(stripeId, now);
            var transfer = await db.SellerTransfers.FromSql($"select * from payouts.transfers where id = {planned.TransferId} for update").AsTracking().SingleAsync(cancellationToken);
            transfer.Reversed(reversal.AskedCents!.Value);
            db.JournalEntries.Add(Book(reversal, now));
        }

        await db.SaveChangesAsync(cancellationToken);
        return default(Done);
    }, cancellationToken);

    private static JournalEntry Book(TransferReversal reversal, DateTimeOffset now)
    {
        var amount = new Money(reversal.AskedCents!.Value, reversal.Currency);
        return JournalEntry.Create(EventType, reversal.StripeReversalId!, now, now,
            [PostingDraft.Debit(LedgerAccounts.Connected, amount, reversal.SellerId), PostingDraft.Credit(LedgerAccounts.Debt, amount, reversal.SellerId)]);
    }
}

/// <summary>Follows up reversals that were planned but have no answer.</summary>
public sealed class SweepReversals(MarketplaceDb db, SendReversal send, TimeProvider time, ILogger<SweepReversals> logger)
{
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - PayoutPolicy.SweepAfter;
        var open = await db.TransferReversals.AsNoTracking()
            .Where(reversal => reversal.State == ReversalState.Created && reversal.CreatedAt <= before)
            .OrderBy(reversal => reversal.CreatedAt)
            .Select(reversal => reversal.Id)
            .Take(200)
            .ToListAsync(cancellationToken);
        await SweepItems.EachAsync(open, reversalId => send.ExecuteAsync(reversalId, cancellationToken), reversalId => $"Reversal {reversalId}", logger, cancellationToken);
        return open.Count;
    }
}
