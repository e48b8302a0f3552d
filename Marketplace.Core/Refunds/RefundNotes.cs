using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Refunds;

/// <summary>
/// The buyer's papers of a refund: a credit note when it is booked, and a debit note that takes it back when the bank returned the money. A refund
/// that was returned before its credit note was written gets both, so that the papers tell the same story as the books.
/// </summary>
public sealed class RefundNotes(MarketplaceDb db, IssueNote issue) : IOutboxHandler<RefundBooked>, IOutboxHandler<RefundReturned>
{
    public async Task HandleAsync(RefundBooked message, CancellationToken cancellationToken)
    {
        var (refund, lines) = await ReadAsync(message.RefundId, cancellationToken);
        Expect(await issue.CreditAsync(refund.OrderId, refund.Id, refund.BookedAt!.Value, lines, cancellationToken));
    }

    public async Task HandleAsync(RefundReturned message, CancellationToken cancellationToken)
    {
        var (refund, lines) = await ReadAsync(message.RefundId, cancellationToken);
        Expect(await issue.DebitAsync(refund.OrderId, refund.Id, refund.BookedAt!.Value, refund.FailedAt!.Value, lines, cancellationToken));
    }

    private async Task<(Refund Refund, List<CreditedLine> Lines)> ReadAsync(Guid refundId, CancellationToken cancellationToken)
    {
        var refund = await db.Refunds.AsNoTracking().Include(refund => refund.Lines).SingleAsync(refund => refund.Id == refundId, cancellationToken);
        return (refund, [.. refund.Lines.OrderBy(line => line.OrderLineId).Select(line => new CreditedLine(line.OrderLineId, line.AmountCents, line.TaxCents))]);
    }

    private static void Expect(Result<Invoice> note)
    {
        if (!note.IsOk)
        {
            throw new InvalidOperationException(note.Error.Message);
        }
    }
}
