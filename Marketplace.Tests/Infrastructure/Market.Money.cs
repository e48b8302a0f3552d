using Marketplace.Core.Kernel;
using Marketplace.Core.Ledger;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Marketplace.Core.Payouts;
using Marketplace.Core.Refunds;
using Microsoft.EntityFrameworkCore;
using Stripe;
using Order = Marketplace.Core.Orders.Order;
using Refund = Marketplace.Core.Refunds.Refund;

namespace Marketplace.Tests.Infrastructure;

/// <summary>Refunds, provider events, and the comparison of the books with Stripe's.</summary>
internal sealed partial class Market
{
    public static readonly RefundActor Admin = new(Guid.Parse("01920000-0000-7000-8000-0000000000aa"), RefundOrigin.Admin);

    /// <summary>A refund that an admin grants; sent to Stripe at once.</summary>
    public Task<Result<Guid>> RefundAsync(Order order, long? cents = null, int? line = null, string? key = null) => RefundAsync(Admin, order, cents, line, key);

    public Task<Result<Guid>> RefundAsync(RefundActor actor, Order order, long? cents = null, int? line = null, string? key = null) => WithAsync((RefundOrder refunds) => refunds.ExecuteAsync(
        actor,
        new(order.Id, line is { } position ? order.Lines[position].Id : null, cents is { } amount ? new Money(amount, order.Currency) : null, "Does not fit"),
        key ?? Guid.NewGuid().ToString(),
        CancellationToken.None));

    public Task<Refund> RefundRowAsync(Guid refundId) => ReadAsync(db => db.Refunds.AsNoTracking().Include(refund => refund.Lines).SingleAsync(refund => refund.Id == refundId));

    /// <summary>Workers handle what is due in the outbox.</summary>
    public async Task WorkAsync()
    {
        while (await WithAsync((DispatchOutbox dispatch) => dispatch.ExecuteAsync(CancellationToken.None)))
        {
        }
    }

    /// <summary>Webhooks bring all of Stripe's events so far, the given number of times, and workers handle them.</summary>
    public async Task DeliverEventsAsync(int times = 1, bool isReversed = false)
    {
        var events = new List<Event>();
        await foreach (var item in new EventService(Stripe).ListAutoPagingAsync())
        {
            events.Add(item);
        }

        // The list is newest first.
        if (!isReversed)
        {
            events.Reverse();
        }

        for (var time = 0; time < times; time++)
        {
            foreach (var item in events)
            {
                await WithAsync((ReceiveProviderEvent receive) =>
                    receive.ExecuteAsync(item.Id, item.Type, (item.Data.Object as IHasId)?.Id ?? "", item.Account, CancellationToken.None));
            }
        }

        await WorkAsync();
    }

    /// <summary>Pays the order's page by a bank debit, which clears or fails days later.</summary>
    public async Task PayByBankAsync(Guid orderId, string account)
    {
        var session = await ReadAsync(db => db.Payments.Where(payment => payment.OrderId == orderId).Select(payment => payment.SessionId!).SingleAsync());
        using var answer = await browser.PostAsync($"/_sandbox/checkout/{session}/pay", System.Net.Http.Json.JsonContent.Create(new { bankAccount = account }));
        Assert.That(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A charge of Stripe's, as the payment knows it.</summary>
    public Task<string> ChargeAsync(Guid orderId) => ReadAsync(db => db.Payments.Where(payment => payment.OrderId == orderId).Select(payment => payment.ChargeId!).SingleAsync());

    /// <summary>An account's total, in its natural direction.</summary>
    public async Task<long> TotalAsync(string account) => (await WithAsync((LedgerQueries ledger) => ledger.GetSettlementTotalsAsync(CancellationToken.None)))(account);

    /// <summary>What is left for the platform: its revenue less its losses.</summary>
    public async Task<long> PlatformAsync() => await TotalAsync(LedgerAccounts.PlatformRevenue) - await TotalAsync(LedgerAccounts.PlatformLoss);

    /// <summary>All that must always be true of the books, and that Stripe's books say the same to the cent.</summary>
    public async Task AssertBooksAsync()
    {
        var invariants = await WithAsync((LedgerInvariants ledger) => ledger.CheckAsync(CancellationToken.None));
        Assert.That(invariants.Where(invariant => !invariant.IsOk), Is.Empty);
        await AssertStripeAgreesAsync();
    }

    /// <summary>Reads every balance transaction with a plain Stripe client and compares: the platform's, then each seller's.</summary>
    private async Task AssertStripeAgreesAsync()
    {
        var expected = await TotalAsync(LedgerAccounts.StripeClearing) - await TotalAsync(LedgerAccounts.StripeFees)
            - await TotalAsync(LedgerAccounts.Connected) - await TotalAsync(LedgerAccounts.PaidOut);
        var platform = await BalanceTransactionsAsync(null);
        Assert.That(platform.Sum(transaction => transaction.Net), Is.EqualTo(expected), "the platform's Stripe balance");
        var accounts = await ReadAsync(db => db.SellerAccounts.AsNoTracking().Where(account => account.StripeAccountId != null).ToListAsync());
        foreach (var account in accounts)
        {
            var funds = await FundsAsync(account.UserId);
            var received = (await BalanceTransactionsAsync(account.StripeAccountId)).Where(transaction => !transaction.Type.StartsWith("payout", StringComparison.Ordinal));
            Assert.That(received.Sum(transaction => transaction.Net), Is.EqualTo(funds.ConnectedCents + funds.PaidOutCents), "what the seller received at Stripe");
        }
    }

    private async Task<List<BalanceTransaction>> BalanceTransactionsAsync(string? account)
    {
        var transactions = new List<BalanceTransaction>();
        var options = account is null ? null : new RequestOptions { StripeAccount = account };
        await foreach (var transaction in new BalanceTransactionService(Stripe).ListAutoPagingAsync(new() { Limit = 100 }, options))
        {
            transactions.Add(transaction);
        }

        return transactions;
    }

    /// <summary>Releases what is due and makes the weekly run of the next Monday, with time passing for Stripe.</summary>
    public async Task PassToNextRunAsync()
    {
        await PassAsync(PayoutPolicy.NextRun(Clock.GetUtcNow()) - Clock.GetUtcNow());
        await RunPayoutsAsync();
    }

    /// <summary>Until the Tuesday payout has taken the sellers' Stripe balances to their banks.</summary>
    public async Task PassToBankAsync()
    {
        var tuesday = PayoutPolicy.RunDue(Clock.GetUtcNow()).AddDays(1);
        for (var until = tuesday.AddMinutes(1); Clock.GetUtcNow() < until;)
        {
            var rest = until - Clock.GetUtcNow();
            await PassAsync(rest < TimeSpan.FromMinutes(50) ? rest : TimeSpan.FromMinutes(50));
        }

        await FollowBankPayoutsAsync();
    }
}
