using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Payouts;

/// <summary>
/// The weekly run. Asked every few seconds, it acts once per Monday; a run that was missed or died is made up or continued. Each seller's
/// lines are put into transfers, one per charge, under a lock on the seller, some hundred orders at a time; then the transfers are sent.
/// </summary>
public sealed class RunWeeklyPayouts(MarketplaceDb db, ReleaseEscrow release, SendTransfer send, SettlementCurrency currency, TimeProvider time, ILogger<RunWeeklyPayouts> logger)
{
    /// <summary>How many orders of a seller are planned in one transaction: a seller with many sales must not be locked, or fill the memory, with all of them.</summary>
    internal int OrdersAtOnce { get; set; } = 500;

    /// <returns>How many transfers were made; null when this week's run is done already or another worker is at it.</returns>
    public async Task<int?> ExecuteAsync(CancellationToken cancellationToken)
    {
        var run = await StartAsync(cancellationToken);
        if (run is null)
        {
            return null;
        }

        await release.ExecuteAsync(cancellationToken);
        var sellers = await db.OrderLines
            .Where(line => line.State == OrderLineState.Released && line.TransferId == null && line.FrozenAt == null && line.DueCents > 0)
            .Select(line => line.SellerId)
            .Distinct()
            .ToListAsync(cancellationToken);
        var count = 0;
        var paid = await SweepItems.EachAsync(
            [.. sellers.Order()], async sellerId => count += await PayAsync(run, sellerId, cancellationToken), sellerId => $"The transfers of seller {sellerId}", logger, cancellationToken);
        if (paid < sellers.Count)
        {
            // The run stays open: the next wake-up tries those again for whom it failed, and finds nothing to do for the others.
            return count;
        }

        await db.PayoutRuns.Where(row => row.Id == run.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.CompletedAt, time.GetUtcNow()), cancellationToken);
        logger.LogInformation("Payout run of {Monday:yyyy-MM-dd}: {Count} transfers", run.MondayAt, count);
        return count;
    }

    private async Task<int> PayAsync(PayoutRun run, Guid sellerId, CancellationToken cancellationToken)
    {
        var count = 0;
        for (Guid? after = Guid.Empty; after is { } order;)
        {
            var (transfers, last) = await db.InTransactionAsync(() => PlanAsync(run, sellerId, order, cancellationToken), cancellationToken);
            await SweepItems.EachAsync(transfers, transfer => send.ExecuteAsync(transfer, cancellationToken), transfer => $"Transfer {transfer}", logger, cancellationToken);
            (after, count) = (last, count + transfers.Count);
        }

        return count;
    }

    private async Task<PayoutRun?> StartAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var monday = PayoutPolicy.RunDue(now);
        await db.Database.ExecuteSqlAsync(
            $"insert into payouts.runs (id, monday_at, started_at) values ({Guid.CreateVersion7(now)}, {monday}, {now}) on conflict (monday_at) do nothing", cancellationToken);
        return await db.PayoutRuns.AsNoTracking().SingleOrDefaultAsync(run => run.MondayAt == monday && run.CompletedAt == null, cancellationToken);
    }

    /// <param name="after">The order to go on after.</param>
    /// <returns>The planned transfers, and the last order that was looked at; null when there are no more.</returns>
    private async Task<(List<Guid> Transfers, Guid? Last)> PlanAsync(PayoutRun run, Guid sellerId, Guid after, CancellationToken cancellationToken)
    {
        // The lock keeps two workers, or a run and a refund, from taking the same lines.
        await SellerMoney.LockAsync(db, [sellerId], cancellationToken);
        var now = time.GetUtcNow();
        var account = await db.SellerAccounts.AsNoTracking().SingleOrDefaultAsync(account => account.UserId == sellerId, cancellationToken);
        if (account is not { TransfersActive: true, StripeAccountId: { } destination } || await db.PayoutHolds.AnyAsync(PayoutHold.IsActiveFor(sellerId, now), cancellationToken))
        {
            return ([], null);
        }

        var orderIds = await db.OrderLines
            .Where(line => line.SellerId == sellerId && line.State == OrderLineState.Released && line.TransferId == null && line.FrozenAt == null && line.DueCents > 0 && line.OrderId > after)
            .Select(line => line.OrderId).Distinct().OrderBy(id => id).Take(OrdersAtOnce).ToListAsync(cancellationToken);
        var lines = await db.OrderLines.FromSql(
            $"""
            select * from orders.lines
            where order_id = any({orderIds}) and seller_id = {sellerId} and state = 'Released' and transfer_id is null and frozen_at is null and due_cents > 0
            order by release_at, id for update
            """).AsTracking().ToListAsync(cancellationToken);
        var orders = await db.Orders.AsNoTracking().Where(order => orderIds.Contains(order.Id)).ToDictionaryAsync(order => order.Id, order => order.Number, cancellationToken);
        var charges = await db.Payments.AsNoTracking()
            .Where(payment => orderIds.Contains(payment.OrderId) && payment.State == PaymentState.Succeeded)
            .ToDictionaryAsync(payment => payment.OrderId, cancellationToken);
        var transferred = await db.SellerTransfers
            .Where(transfer => orderIds.Contains(transfer.OrderId) && transfer.IsFromCharge && transfer.State != TransferState.Failed)
            .GroupBy(transfer => transfer.OrderId)
            .Select(group => new { group.Key, Cents = group.Sum(transfer => transfer.AmountCents - transfer.ReversedCents) })
            .ToDictionaryAsync(row => row.Key, row => row.Cents, cancellationToken);
        var debt = await SellerMoney.OpenDebtAsync(db, sellerId, currency.Code, cancellationToken);
        var planned = new List<Guid>();
        foreach (var group in lines.Where(line => charges.ContainsKey(line.OrderId)).GroupBy(line => line.OrderId))
        {
            var due = group.Sum(line => line.DueCents);
            var setOff = Math.Min(debt, due);
            debt -= setOff;
            var transfer = new SellerTransfer
            {
                Id = Guid.CreateVersion7(now),
                RunId = run.Id,
                SellerId = sellerId,
                OrderId = group.Key,
                OrderNumber = orders[group.Key],
                ChargeId = charges[group.Key].ChargeId!,
                IsFromCharge = transferred.GetValueOrDefault(group.Key) + due - setOff <= charges[group.Key].AmountCents,
                DestinationAccountId = destination,
                Currency = group.First().Currency,
                AmountCents = due - setOff,
                DebtCents = setOff,
                LineCount = group.Count(),
                CreatedAt = now,
            };
            db.SellerTransfers.Add(transfer);
            planned.Add(transfer.Id);
            foreach (var line in group)
            {
                line.PutIntoTransfer(transfer.Id);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        return (planned, orderIds.Count < OrdersAtOnce ? null : orderIds[^1]);
    }
}
