using Marketplace.Api.Hosting;
using Marketplace.Contracts.Disputes;
using Marketplace.Contracts.Http;
using Marketplace.Core.Data;
using Marketplace.Core.Disputes;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Disputes;

/// <summary>Disputes and fraud warnings as views. A seller sees those of the own lines, with their part.</summary>
internal sealed class DisputeReader(MarketplaceDb db, TimeProvider time)
{
    /// <param name="sellerId">Null for an admin, who sees all.</param>
    /// <returns>Null when it does not exist or is a stranger's.</returns>
    public async Task<DisputeView?> FindAsync(Guid disputeId, Guid? sellerId, CancellationToken cancellationToken) =>
        (await ReadAsync(Visible(sellerId).Where(dispute => dispute.Id == disputeId), sellerId, cancellationToken)).SingleOrDefault();

    public async Task<PageView<DisputeView>> ListAsync(Guid? sellerId, PageRequest page, CancellationToken cancellationToken)
    {
        var all = Visible(sellerId);
        var total = await all.CountUpAsync(cancellationToken);
        var rest = page.Before is { } before ? all.Where(dispute => dispute.Id < before) : all;
        var disputes = await ReadAsync(rest.OrderByDescending(dispute => dispute.Id).Take(page.Limit + 1), sellerId, cancellationToken);
        return new([.. disputes.Take(page.Limit)], total, disputes.Count > page.Limit ? disputes[page.Limit - 1].Id.ToString("N") : null);
    }

    public async Task<PageView<FraudWarningView>> ListWarningsAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var total = await db.FraudWarnings.CountUpAsync(cancellationToken);
        var rows = await (
            from warning in page.Before is { } before ? db.FraudWarnings.Where(warning => warning.Id < before) : db.FraudWarnings
            join order in db.Orders on warning.OrderId equals order.Id
            orderby warning.Id descending
            select new { warning, order.Number, order.TotalCents, order.Currency }).AsNoTracking().Take(page.Limit + 1).ToListAsync(cancellationToken);
        return new(
        [
            .. rows.Take(page.Limit).Select(row => new FraudWarningView(
                row.warning.Id, row.warning.OrderId, row.Number, row.warning.Kind, new Money(row.TotalCents, row.Currency).ToView(), row.warning.CreatedAt, row.warning.DeadlineAt, row.warning.ClosedAt)),
        ], total, rows.Count > page.Limit ? rows[page.Limit - 1].warning.Id.ToString("N") : null);
    }

    // By a containment, which the index on the sellers answers; "any of" would read all disputes.
    private IQueryable<Dispute> Visible(Guid? sellerId)
    {
        Guid[] own = [sellerId.GetValueOrDefault()];
        return sellerId is null ? db.Disputes : db.Disputes.Where(dispute => own.All(id => dispute.SellerIds.Contains(id)));
    }

    private async Task<List<DisputeView>> ReadAsync(IQueryable<Dispute> query, Guid? sellerId, CancellationToken cancellationToken)
    {
        var disputes = await query.AsNoTracking().Include(dispute => dispute.Lines).OrderByDescending(dispute => dispute.Id).ToListAsync(cancellationToken);
        var orderIds = disputes.Select(dispute => dispute.OrderId).Distinct().ToList();
        var numbers = await db.Orders.Where(order => orderIds.Contains(order.Id)).ToDictionaryAsync(order => order.Id, order => order.Number, cancellationToken);
        var lines = await db.OrderLines.AsNoTracking().Where(line => orderIds.Contains(line.OrderId) && (sellerId == null || line.SellerId == sellerId))
            .OrderBy(line => line.Position).Select(line => new { line.OrderId, line.Title }).ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        return [.. disputes.Select(dispute => ToView(dispute, numbers[dispute.OrderId], [.. lines.Where(line => line.OrderId == dispute.OrderId).Select(line => line.Title)], sellerId, now))];
    }

    private static DisputeView ToView(Dispute dispute, string number, IReadOnlyList<string> products, Guid? sellerId, DateTimeOffset now)
    {
        var cents = sellerId is null ? dispute.AmountCents : dispute.Lines.Where(line => line.SellerId == sellerId).Sum(line => line.AmountCents);
        return new(
            dispute.Id,
            dispute.OrderId,
            number,
            ToView(dispute.State),
            new Money(cents, dispute.Currency).ToView(),
            new Money(dispute.FeeCents, dispute.Currency).ToView(),
            dispute.Reason,
            products,
            dispute.CreatedAt,
            dispute.EvidenceDueAt,
            dispute.EvidenceSentAt,
            dispute.ClosedAt,
            DisputePolicy.MayRespond(dispute, now));
    }

    private static DisputeStatus ToView(DisputeState state) => state switch
    {
        DisputeState.Inquiry => DisputeStatus.Inquiry,
        DisputeState.NeedsResponse => DisputeStatus.NeedsResponse,
        DisputeState.UnderReview => DisputeStatus.UnderReview,
        DisputeState.Won => DisputeStatus.Won,
        DisputeState.Lost => DisputeStatus.Lost,
        DisputeState.InquiryClosed => DisputeStatus.Closed,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
