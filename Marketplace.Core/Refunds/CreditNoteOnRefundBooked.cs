using Marketplace.Core.Data;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Refunds;

/// <summary>The buyer's credit note of a booked refund. One that the bank has sent back by then gets none.</summary>
public sealed class CreditNoteOnRefundBooked(MarketplaceDb db, IssueCreditNote issue) : IOutboxHandler<RefundBooked>
{
    public async Task HandleAsync(RefundBooked message, CancellationToken cancellationToken)
    {
        var refund = await db.Refunds.AsNoTracking().Include(refund => refund.Lines).SingleAsync(refund => refund.Id == message.RefundId, cancellationToken);
        if (!refund.IsBooked)
        {
            return;
        }

        var lines = refund.Lines.OrderBy(line => line.OrderLineId).Select(line => new CreditedLine(line.OrderLineId, line.AmountCents, line.TaxCents)).ToList();
        var note = await issue.ExecuteAsync(refund.OrderId, refund.Id, refund.BookedAt!.Value, lines, cancellationToken);
        if (!note.IsOk)
        {
            throw new InvalidOperationException(note.Error.Message);
        }
    }
}
