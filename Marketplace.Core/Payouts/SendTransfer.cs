using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Ledger;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payouts;

/// <summary>The seller's money has reached the seller's Stripe balance.</summary>
public sealed record TransferSent(Guid TransferId) : IOutboxEvent
{
    public static string Name => "payouts.transfer_sent";
}

/// <summary>
/// Asks Stripe for a planned transfer and books it. Safe to run twice: the key is the transfer's id, and a transfer whose answer was lost is
/// looked up before it is asked for again, because Stripe forgets keys after a day (MONEY.md 11).
/// </summary>
public sealed class SendTransfer(MarketplaceDb db, IPaymentGateway gateway, TimeProvider time)
{
    public const string EventType = "transfer";

    /// <exception cref="PaymentGatewayException">Stripe gave no answer; the transfer stays planned.</exception>
    public async Task ExecuteAsync(Guid transferId, CancellationToken cancellationToken)
    {
        var transfer = await db.SellerTransfers.AsNoTracking().SingleAsync(transfer => transfer.Id == transferId, cancellationToken);
        if (transfer.State != TransferState.Created)
        {
            return;
        }

        string stripeId;
        try
        {
            stripeId = await gateway.FindTransferAsync(transfer.OrderNumber, transfer.Id, cancellationToken)
                ?? await gateway.CreateTransferAsync(
                    new(transfer.Id, new Money(transfer.AmountCents, transfer.Currency), transfer.DestinationAccountId, transfer.ChargeId, transfer.OrderNumber), cancellationToken);
        }
        catch (PaymentGatewayException exception) when (exception.IsFinal)
        {
            await RecordAsync(transfer.Id, row => row.Failed(exception.Message), line => line.LeaveTransfer(), book: false, cancellationToken);
            return;
        }

        await RecordAsync(transfer.Id, row => row.Sent(stripeId, time.GetUtcNow()), line => line.MarkTransferred(), book: true, cancellationToken);
    }

    private Task<Done> RecordAsync(Guid transferId, Action<SellerTransfer> record, Action<OrderLine> recordLine, bool book, CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        var transfer = await db.SellerTransfers.FromSql($"select * from payouts.transfers where id = {transferId} for update").AsTracking().SingleAsync(cancellationToken);
        if (transfer.State != TransferState.Created)
        {
            return default(Done);
        }

        var lines = await db.OrderLines.AsTracking().Where(line => line.TransferId == transferId).OrderBy(line => line.Id).ToListAsync(cancellationToken);
        record(transfer);
        lines.ForEach(recordLine);
        if (book)
        {
            var now = time.GetUtcNow();
            db.JournalEntries.Add(Book(transfer, lines, now));
            db.Publish(new TransferSent(transferId), now);
        }

        await db.SaveChangesAsync(cancellationToken);
        return default(Done);
    }, cancellationToken);

    public static JournalEntry Book(SellerTransfer transfer, IEnumerable<OrderLine> lines, DateTimeOffset now) =>
        JournalEntry.Create(EventType, transfer.Id.ToString(), transfer.SentAt ?? now, now, lines.SelectMany(line => new[]
        {
            PostingDraft.Debit(LedgerAccounts.Payable, new(line.SellerAmountCents, line.Currency), line.SellerId, line.Id),
            PostingDraft.Credit(LedgerAccounts.Connected, new(line.SellerAmountCents, line.Currency), line.SellerId, line.Id),
        }));
}
