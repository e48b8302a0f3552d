using System.Diagnostics;
using Marketplace.Core.Data;
using Marketplace.Core.Orders;
using Marketplace.Core.Payments;
using Marketplace.Core.Payouts;
using Marketplace.Core.Refunds;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Resilience;

/// <summary>What has begun and not come to an end.</summary>
internal static class Stuck
{
    // What the sweeps leave alone for the first minutes, so as not to be in the way of those who are at it.
    private const string BeyondTheSweeps = "+16m";
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Gives workers and sweeps their time, and fails with the names of what does not end in it.</summary>
    public static async Task UntilNothingIsAsync(RunningMarketplace market, TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        var movedAt = TimeSpan.Zero;
        while (true)
        {
            var stuck = await ApiPerson.InDatabaseAsync(ReadAsync, market);
            if (stuck.Count == 0)
            {
                return;
            }

            if (watch.Elapsed > limit)
            {
                throw new AssertionException($"After {limit.TotalSeconds:F0} s still unfinished:\n{string.Join('\n', stuck.Take(40))}");
            }

            await Task.Delay(Look);
            if (watch.Elapsed - movedAt > 10 * Look)
            {
                movedAt = watch.Elapsed;
                await market.MoveClockAsync(BeyondTheSweeps);
            }
        }
    }

    private static async Task<List<string>> ReadAsync(MarketplaceDb db)
    {
        var payments = await db.Payments.Where(payment => payment.State != PaymentState.Succeeded && payment.State != PaymentState.Expired && payment.State != PaymentState.Failed)
            .Select(payment => $"payment {payment.Id} is {payment.State}").ToListAsync();
        var refunds = await db.Refunds.Where(refund => refund.State == RefundState.Requested || refund.State == RefundState.Created || refund.State == RefundState.Pending)
            .Select(refund => $"refund {refund.Id} is {refund.State}").ToListAsync();
        var transfers = await db.SellerTransfers.Where(transfer => transfer.State != TransferState.Sent)
            .Select(transfer => $"transfer {transfer.Id} is {transfer.State}: {transfer.Error}").ToListAsync();
        var reversals = await db.TransferReversals.Where(reversal => reversal.State == ReversalState.Created)
            .Select(reversal => $"reversal {reversal.Id} is {reversal.State}").ToListAsync();
        var runs = await db.PayoutRuns.Where(run => run.CompletedAt == null)
            .Select(run => $"the run of {run.MondayAt:yyyy-MM-dd} is not completed").ToListAsync();
        var lines = await db.OrderLines.Where(line => line.State == OrderLineState.Pending)
            .Select(line => $"line {line.Id} of order {line.OrderId} is {line.State}").ToListAsync();
        var messages = await db.OutboxMessages.Where(message => message.HandledAt == null)
            .Select(message => $"message {message.Type} {message.Id} waits, {(message.DeadAt == null ? "" : "dead, ")}attempts: {message.Attempts}, {message.Error}").ToListAsync();
        return [.. payments, .. refunds, .. transfers, .. reversals, .. runs, .. lines, .. messages];
    }
}
