using Marketplace.Core.Data;
using Marketplace.Core.Ledger;
using Marketplace.Core.Payments;
using Marketplace.Core.Refunds;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Stripe;
using Order = Marketplace.Core.Orders.Order;

namespace Marketplace.Tests.Resilience;

/// <summary>What must be true of a shop whatever happened to its processes: in its books, at Stripe, and in the buyers' inboxes.</summary>
internal sealed class Audit(Shop shop)
{
    /// <summary>The paid orders of these buyers.</summary>
    public Task<List<Guid>> PaidOrdersAsync(IEnumerable<Guid> buyers)
    {
        var ids = buyers.Distinct().ToList();
        return ReadAsync(db => db.Orders.Where(order => ids.Contains(order.BuyerId) && order.PaidAt != null).Select(order => order.Id).ToListAsync());
    }

    /// <summary>Each charge that Stripe has is one paid order and one sale in the books, and the other way round; its follow-up happened once.</summary>
    public async Task AssertSalesAsync()
    {
        var charges = new List<(string Payment, string Charge, long Cents)>();
        await foreach (var charge in new ChargeService(shop.Stripe).ListAutoPagingAsync(new() { Limit = 100 }))
        {
            charges.Add((charge.Metadata["payment_id"], charge.Id, charge.Amount));
        }

        var payments = await ReadAsync(db => db.Payments.Where(payment => payment.State == PaymentState.Succeeded && db.Orders.Any(order => order.Id == payment.OrderId && !order.IsDemo && order.PaidAt != null)).ToListAsync());
        Assert.That(charges, Is.EquivalentTo(payments.Select(payment => (payment.Id.ToString(), payment.ChargeId!, payment.AmountCents))), "charges at Stripe and payments of paid orders");
        var orders = await OrdersAsync();
        Assert.That(payments.Select(payment => payment.OrderId), Is.EquivalentTo(orders.Select(order => order.Id)), "payments and paid orders");
        var booked = await ReadAsync(db => db.JournalEntries.Where(entry => entry.EventType == "sale").Select(entry => entry.SourceId).ToListAsync());
        Assert.That(booked.Where(source => !source.StartsWith("ch_demo_", StringComparison.Ordinal)), Is.EquivalentTo(charges.Select(charge => charge.Charge)), "sales in the books");

        var bought = orders.SelectMany(order => order.Lines.Select(line => (order.BuyerId, line.ProductId, line.License))).ToList();
        Assert.That(bought, Is.Unique, "products that one buyer has bought");

        var sold = orders.SelectMany(order => order.Lines).GroupBy(line => line.ProductId).ToDictionary(group => group.Key, group => group.Count());
        var counted = await ReadAsync(db => db.Products.Where(product => sold.Keys.Contains(product.Id)).ToDictionaryAsync(product => product.Id, product => product.SalesCount));
        Assert.That(counted, Is.EquivalentTo(sold), "the products' counts of sales");
    }

    /// <summary>Each refund of ours is one at Stripe and one in the books.</summary>
    public async Task AssertRefundsAsync()
    {
        var atStripe = new List<(string Id, string Ours, long Cents)>();
        await foreach (var refund in new RefundService(shop.Stripe).ListAutoPagingAsync(new() { Limit = 100 }))
        {
            atStripe.Add((refund.Id, refund.Metadata["refund_id"], refund.Amount));
        }

        var ours = await ReadAsync(db => db.Refunds.Where(refund => refund.State == RefundState.Succeeded).ToListAsync());
        Assert.That(atStripe, Is.EquivalentTo(ours.Select(refund => (refund.StripeRefundId!, refund.Id.ToString(), refund.AmountCents))), "refunds at Stripe and ours");
        var booked = await ReadAsync(db => db.JournalEntries.Where(entry => entry.EventType == "refund").Select(entry => entry.SourceId).ToListAsync());
        Assert.That(booked, Is.EquivalentTo(atStripe.Select(refund => refund.Id)), "refunds in the books");
    }

    /// <summary>Each transfer of ours is one at Stripe, and all that a seller got of a charge is at most the seller's part of it.</summary>
    public async Task AssertTransfersAsync()
    {
        var atStripe = new List<(string Id, string Ours, string Destination, string Order, long Cents, long Reversed)>();
        await foreach (var transfer in new TransferService(shop.Stripe).ListAutoPagingAsync(new() { Limit = 100 }))
        {
            atStripe.Add((transfer.Id, transfer.Metadata["transfer_id"], transfer.DestinationId, transfer.TransferGroup, transfer.Amount, transfer.AmountReversed));
        }

        var ours = await ReadAsync(db => db.SellerTransfers.Where(transfer => transfer.StripeTransferId != null && !db.Orders.Any(order => order.Id == transfer.OrderId && order.IsDemo)).ToListAsync());
        Assert.That(
            atStripe.Select(transfer => (transfer.Id, transfer.Ours, transfer.Cents, transfer.Reversed)),
            Is.EquivalentTo(ours.Select(transfer => (transfer.StripeTransferId!, transfer.Id.ToString(), transfer.AmountCents, transfer.ReversedCents))), "transfers at Stripe and ours");

        var accounts = await ReadAsync(db => db.SellerAccounts.Where(account => account.StripeAccountId != null).ToDictionaryAsync(account => account.UserId, account => account.StripeAccountId!));
        var parts = (await OrdersAsync()).SelectMany(order => order.Lines.Select(line => (order.Number, Line: line)))
            .GroupBy(pair => (pair.Number, accounts[pair.Line.SellerId])).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Line.SellerAmountCents));
        var tooMuch = atStripe.GroupBy(transfer => (transfer.Order, transfer.Destination))
            .Where(group => group.Sum(transfer => transfer.Cents) > parts[group.Key])
            .Select(group => $"{group.Key}: {string.Join(" + ", group.Select(transfer => transfer.Cents))} of {parts[group.Key]}");
        Assert.That(tooMuch, Is.Empty, "sellers who were paid more than their part of a charge");
    }

    /// <summary>No seller waits for money whose week has come.</summary>
    public async Task AssertNobodyWaitsAsync() => Assert.That(
        await ReadAsync(db => db.OrderLines.Where(line => line.DueCents > 0).Select(line => $"line {line.Id} is {line.State} and due {line.DueCents}").ToListAsync()), Is.Empty);

    /// <summary>The books' own statements, the chain of seals, and Stripe's balance transactions to the cent.</summary>
    public async Task AssertBooksAsync()
    {
        await shop.Admin.Admin.CheckLedgerAsync(CancellationToken.None);
        var ledger = await shop.Admin.Admin.GetLedgerInvariantsAsync(CancellationToken.None);
        Assert.That(ledger.Invariants.Where(invariant => !invariant.Ok), Is.Empty);
        await shop.Market.AssertContractAsync();
        var seals = await shop.Admin.Admin.GetLedgerSealsAsync(CancellationToken.None);
        Assert.That(seals.Ok, string.Join('\n', seals.Findings));

        var platform = await NetAsync(null);
        Assert.That(platform, Is.EqualTo(await Shop.PlatformCentsAsync(shop.Market) - shop.OpeningCents), "the platform's Stripe balance");
        foreach (var seller in shop.Sellers)
        {
            var account = await ReadAsync(db => db.SellerAccounts.Where(account => account.UserId == seller.Id).Select(account => account.StripeAccountId!).SingleAsync());
            var received = await ReadAsync(db => db.Postings.Where(posting => posting.SellerId == seller.Id && (posting.Account == LedgerAccounts.Connected || posting.Account == LedgerAccounts.PaidOut)).SumAsync(posting => -posting.AmountCents));
            Assert.That(await NetAsync(account), Is.EqualTo(received), "what a seller received at Stripe");
        }
    }

    /// <summary>
    /// Every buyer has a confirmation of every paid order. A worker that is killed after the mail server's yes and before its own commit sends
    /// the mail again when it is back, with the same Message-ID; nothing else may.
    /// </summary>
    public async Task AssertConfirmationsAsync(int mostRepeats)
    {
        using var inbox = new MailInbox(shop.Market.MailInbox);
        var confirmations = (await inbox.DeliveriesAsync()).Where(mail => mail.Subject.StartsWith("Your order ", StringComparison.Ordinal)).ToList();
        var orders = await OrdersAsync();
        Assert.That(
            confirmations.DistinctBy(mail => mail.MessageId).Select(mail => (mail.To, mail.Subject)),
            Is.EquivalentTo(orders.Select(order => (order.BuyerEmail, $"Your order {order.Number}"))), "confirmations and paid orders");
        var repeats = confirmations.Count - orders.Count;
        TestContext.Out.WriteLine($"{confirmations.Count} confirmations of {orders.Count} orders");
        Assert.That(repeats, Is.LessThanOrEqualTo(mostRepeats), "confirmations that were sent again");
    }

    private Task<List<Order>> OrdersAsync() => ReadAsync(db => db.Orders.Include(order => order.Lines).Where(order => !order.IsDemo && order.PaidAt != null).ToListAsync());

    private Task<T> ReadAsync<T>(Func<MarketplaceDb, Task<T>> read) => ApiPerson.InDatabaseAsync(read, shop.Market);

    /// <summary>All that ever moved on a Stripe balance but the payouts to the bank.</summary>
    private async Task<long> NetAsync(string? account)
    {
        var net = 0L;
        var options = account is null ? null : new RequestOptions { StripeAccount = account };
        await foreach (var transaction in new BalanceTransactionService(shop.Stripe).ListAutoPagingAsync(new() { Limit = 100 }, options))
        {
            net += transaction.Type.StartsWith("payout", StringComparison.Ordinal) ? 0 : transaction.Net;
        }

        return net;
    }
}
