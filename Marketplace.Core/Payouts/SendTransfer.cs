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

        string? stripeId = null;
        try
        {
            stripeId = transfer.AmountCents == 0 ? null : await gateway.FindTransferAsync(transfer.OrderNumber, transfer.Id, cancellationToken)
                ?? await gateway.CreateTransferAsync(
                    new(transfer.Id, new Money(transfer.AmountCents, transfer.Currency), transfer.DestinationAccountId, transfer.IsFromCharge ? transfer.ChargeId : null, transfer.OrderNumber), cancellationToken);
        }
        catch (PaymentGatewayException exception) when (exception.IsFinal)
        {
            await RecordAsync(transfer.Id, transfer.SellerId, row => row.Failed(exception.Message), line => line.LeaveTransfer(), book: false, cancellationToken);
            return;
        }

        await RecordAsync(transfer.Id, transfer.SellerId, row => row.Sent(stripeId, time.GetUtcNow()), line => line.MarkTransferred(), book: true, cancellationToken);
    }

    /// <summary>Brings the order's planned transfers to an end, because its lines' money cannot move in the meantime.</summary>
    public async Task FinishAsync(Guid orderId, CancellationToken cancellationToken)
    {
        var planned = await db.SellerTransfers.Where(transfer => transfer.OrderId == orderId && transfer.State == TransferState.Created).Select(transfer => transfer.Id).ToListAsync(cancellationToken);
        foreach (var transferId in planned)
        {
            await ExecuteAsync(transferId, cancellationToken);
        }
    }

    private Task<Done> RecordAsync(Guid transferId, Guid sellerId, Action<SellerTransfer> record, Action<OrderLine> recordLine, bool book, CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        await SellerMoney.LockAsync(db, [sellerId], cancellationToken);
        var transfer = await db.SellerTransfers.FromSql($"select * from payouts.transfers where id = {transferId} for update").AsTracking().SingleAsync(cancellationToken);
        if (transfer.State != TransferState.Created)
        {
            return default(Done);
        }

        var lines = await db.OrderLines.FromSql($"select * from orders.lines where transfer_id = {transferId} order by id for update").AsTracking().ToListAsync(cancellationToken);
        record(transfer);
        if (book)
        {
            var now = time.GetUtcNow();
            db.JournalEntries.Add(Book(transfer, lines, now));
            db.Publish(new TransferSent(transferId), now);
        }

        lines.ForEach(recordLine);

        await db.SaveChangesAsync(cancellationToken);
        return default(Done);
    }, cancellationToken);

    /// <param name="lines">Not yet marked: what they are due is what is booked.</param>
    public static JournalEntry Book(SellerTransfer transfer, IReadOnlyCollection<OrderLine> lines, DateTimeOffset now)
    {
        var seller = transfer.SellerId;
        return JournalEntry.Create(EventType, transfer.Id.ToString(), transfer.SentAt ?? now, now,
        [
            .. lines.Select(line => PostingDraft.Debit(LedgerAccounts.Payable, new(line.DueCents, line.Currency), seller, line.Id)),
            PostingDraft.Credit(LedgerAccounts.Connected, new(transfer.AmountCents, transfer.Currency), seller),
            PostingDraft.Credit(LedgerAccounts.Debt, new(transfer.DebtCents, transfer.Currency), seller),
        ]);
    }
}
