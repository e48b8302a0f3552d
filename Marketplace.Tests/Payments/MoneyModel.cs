using Marketplace.Core.Ledger;
using Marketplace.Core.Payments;
using Marketplace.Core.Payouts;
using Marketplace.Core.Refunds;
using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Transfers;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Order = Marketplace.Core.Orders.Order;
using Refund = Marketplace.StripeSandbox.Payments.Refund;
using Dispute = Marketplace.StripeSandbox.Disputes.Dispute;

namespace Marketplace.Tests.Payments;

/// <summary>
/// What the books must say, reckoned from Stripe's side alone and with arithmetic of its own: nothing here calls the product's rules.
/// </summary>
internal sealed class MoneyModel(Market market)
{
    private sealed record AtStripe(long Charged, long Fee, long Refunded, long Lost, long Open, IReadOnlyList<(string Destination, long Left)> Transfers);

    public async Task AssertAsync(IReadOnlyList<Guid> orderIds, IEnumerable<Guid> sellerIds)
    {
        await AssertNothingIsStuckAsync(orderIds);
        var kept = new Dictionary<Guid, long>();
        foreach (var orderId in orderIds)
        {
            await AssertOrderAsync(await market.OrderAsync(orderId), kept);
        }

        foreach (var sellerId in sellerIds)
        {
            await AssertSellerAsync(sellerId, kept.GetValueOrDefault(sellerId));
        }

        await AssertPlatformAsync();
    }

    private async Task AssertOrderAsync(Order order, Dictionary<Guid, long> kept)
    {
        var charge = await market.ChargeAsync(order.Id);
        var stripe = await AtStripeAsync(charge);
        var lines = order.Lines;
        Same(stripe.Charged, lines.Sum(line => line.GrossCents), "what the buyer paid");
        Same(stripe.Fee, lines.Sum(line => line.ProcessingFeeCents), "Stripe's fee");
        Same(stripe.Refunded + stripe.Lost, lines.Sum(line => line.RefundedCents), "what went back to the buyer for good");
        Same(stripe.Open, lines.Sum(line => line.DisputedCents), "what banks hold");
        var lineIds = lines.Select(line => line.Id).ToList();
        var clearing = await market.ReadAsync(db => db.Postings
            .Where(posting => posting.Account == LedgerAccounts.StripeClearing && lineIds.Contains(posting.OrderLineId!.Value))
            .SumAsync(posting => posting.AmountCents));
        Same(stripe.Charged - stripe.Refunded - stripe.Lost - stripe.Open, clearing, "what is left of the charge in the books");
        foreach (var line in lines)
        {
            var sold = line.PriceCents - line.DiscountCents - HalfUp(line.PriceCents - line.DiscountCents, 10, 100) - line.ProcessingFeeCents;
            var left = sold - (line.GrossCents == 0 ? 0 : HalfUp(sold, line.RefundedCents, line.GrossCents));
            Same(left, line.DueCents + line.HeldCents + line.PassedOnCents, $"what the seller keeps of {line.AmountCents} after {line.RefundedCents} went back");
            kept[line.SellerId] = kept.GetValueOrDefault(line.SellerId) + left;
        }

        var sent = await market.ReadAsync(db => db.SellerTransfers.AsNoTracking().Where(transfer => transfer.OrderId == order.Id && transfer.StripeTransferId != null).ToListAsync());
        foreach (var seller in sent.GroupBy(transfer => transfer.DestinationAccountId))
        {
            Same(stripe.Transfers.Where(transfer => transfer.Destination == seller.Key).Sum(transfer => transfer.Left), seller.Sum(transfer => transfer.AmountCents - transfer.ReversedCents), "what was transferred and not taken back");
        }

        Same(stripe.Transfers.Count, sent.Count, "the transfers of the charge");
        Assert.That(stripe.Transfers.Sum(transfer => transfer.Left), Is.LessThanOrEqualTo(stripe.Charged - stripe.Fee), "no charge transfers more than it brought");
    }

    private async Task AssertSellerAsync(Guid sellerId, long kept)
    {
        var account = await market.StripeAccountAsync(sellerId);
        var received = await market.AtStripeAsync(scope => scope.Session.All<BalanceTransaction>()
            .Where(movement => movement.Owner == account && !movement.Type.StartsWith("payout", StringComparison.Ordinal)).Sum(movement => movement.Net));
        var funds = await market.FundsAsync(sellerId);
        Same(received, funds.ConnectedCents + funds.PaidOutCents, "what the seller received at Stripe");
        Same(kept, funds.EscrowCents + funds.PayableCents + funds.DisputeHoldCents + funds.ConnectedCents + funds.PaidOutCents - funds.DebtCents, "all that a seller has, less what the seller owes");
        Assert.That(new[] { funds.EscrowCents, funds.PayableCents, funds.DisputeHoldCents, funds.ConnectedCents, funds.PaidOutCents, funds.DebtCents }, Is.All.GreaterThanOrEqualTo(0));
    }

    private async Task AssertPlatformAsync()
    {
        var totals = await market.WithAsync((LedgerQueries ledger) => ledger.GetSettlementTotalsAsync(CancellationToken.None));
        var balance = await market.AtStripeAsync(scope => scope.Session.All<BalanceTransaction>().Where(movement => movement.Owner is null).Sum(movement => movement.Net));
        Same(
            balance,
            totals(LedgerAccounts.StripeClearing) - totals(LedgerAccounts.StripeFees) - totals(LedgerAccounts.Connected) - totals(LedgerAccounts.PaidOut),
            "the platform's Stripe balance");
    }

    private async Task AssertNothingIsStuckAsync(IReadOnlyList<Guid> orderIds)
    {
        var stuck = await market.ReadAsync(async db => new
        {
            Payments = await db.Payments.CountAsync(payment => orderIds.Contains(payment.OrderId) && payment.State != PaymentState.Succeeded),
            Refunds = await db.Refunds.CountAsync(refund => orderIds.Contains(refund.OrderId) && (refund.State == RefundState.Created || refund.State == RefundState.Pending)),
            Transfers = await db.SellerTransfers.CountAsync(transfer => transfer.State == TransferState.Created),
            Reversals = await db.TransferReversals.CountAsync(reversal => reversal.State == ReversalState.Created),
            Dead = string.Join('\n', await db.OutboxMessages.Where(message => message.DeadAt != null).Select(message => message.Type + " " + message.Payload + ": " + message.Error).ToListAsync()),
        });
        Assert.That(stuck, Is.EqualTo(new { Payments = 0, Refunds = 0, Transfers = 0, Reversals = 0, Dead = "" }), "nothing is stuck");
    }

    private Task<AtStripe> AtStripeAsync(string chargeId) => market.AtStripeAsync(scope =>
    {
        var charge = scope.Find<Charge>(chargeId)!;
        var disputes = scope.Session.All<Dispute>().Where(dispute => dispute.Charge == chargeId).ToList();
        return new AtStripe(
            charge.Amount,
            scope.Find<BalanceTransaction>(charge.BalanceTransaction!)!.Fee,
            scope.Session.All<Refund>().Where(refund => refund.Charge == chargeId && refund.Status is not ("failed" or "canceled")).Sum(refund => refund.Amount),
            disputes.Where(dispute => dispute.Status == "lost").Sum(dispute => dispute.Amount),
            disputes.Where(dispute => dispute.HoldsMoney()).Sum(dispute => dispute.Amount),
            [.. scope.Session.All<Transfer>().Where(transfer => transfer.SourceTransaction == chargeId).Select(transfer => (transfer.Destination, transfer.Amount - transfer.AmountReversed))]);
    });

    private static long HalfUp(long amount, long numerator, long denominator) => (long)Math.Round((decimal)amount * numerator / denominator, MidpointRounding.AwayFromZero);

    private static void Same(long stripe, long books, string what)
    {
        if (stripe != books)
        {
            Assert.Fail($"{what}: {stripe} by Stripe's side, {books} in the books");
        }
    }
}
