using Marketplace.Core.Data;
using Marketplace.Core.Ledger;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Disputes;

/// <summary>A lost dispute counts as refunded, so the buyer has a credit note of it too.</summary>
public sealed class CreditNoteOnDisputeLost(MarketplaceDb db, IssueNote issue) : IOutboxHandler<DisputeClosed>
{
    public async Task HandleAsync(DisputeClosed message, CancellationToken cancellationToken)
    {
        var dispute = await db.Disputes.AsNoTracking().Include(dispute => dispute.Lines).SingleAsync(dispute => dispute.Id == message.DisputeId, cancellationToken);
        if (dispute.State != DisputeState.Lost || dispute.Lines.Count == 0)
        {
            return;
        }

        var tax = await db.Postings
            .Where(posting => posting.Account == LedgerAccounts.TaxPayable
                && db.JournalEntries.Any(entry => entry.Id == posting.EntryId && entry.EventType == DisputeBooking.LostEventType && entry.SourceId == dispute.StripeDisputeId))
            .ToDictionaryAsync(posting => posting.OrderLineId!.Value, posting => posting.AmountCents, cancellationToken);
        var lines = dispute.Lines.OrderBy(line => line.OrderLineId).Select(line => new CreditedLine(line.OrderLineId, line.AmountCents, tax.GetValueOrDefault(line.OrderLineId))).ToList();
        var note = await issue.CreditAsync(dispute.OrderId, dispute.Id, dispute.ClosedAt!.Value, lines, cancellationToken);
        if (!note.IsOk)
        {
            throw new InvalidOperationException(note.Error.Message);
        }
    }
}
