using Stripe;

namespace Marketplace.Tests.StripeSandbox;

/// <summary>Many sales, transfers, refunds and payouts: what Stripe reports always adds up.</summary>
internal sealed class MoneyFlowTests
{
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public async Task Balances_AfterAnySequence_AddUpToWhatCameInAndWentOut(int seed)
    {
        var random = new Random(seed);
        await using var sandbox = await RunningSandbox.StartAsync();
        Account[] sellers = [await sandbox.OnboardedSellerAsync(), await sandbox.OnboardedSellerAsync()];
        for (var i = 0; i < 12; i++)
        {
            var paid = await sandbox.PaidSessionAsync(random.Next(1_00, 100_00), $"ORDER-{i}");
            var amount = paid.AmountTotal!.Value;
            await sandbox.TransferAsync(sellers[random.Next(2)], paid, random.NextInt64(1, amount / 2));
            if (random.Next(3) == 0)
            {
                await new RefundService(sandbox.Stripe).CreateAsync(new RefundCreateOptions { PaymentIntent = paid.PaymentIntentId, Amount = random.NextInt64(1, amount) });
            }

            await sandbox.JumpAsync(TimeSpan.FromHours(random.Next(1, 60)));
        }

        var charges = (await new ChargeService(sandbox.Stripe).ListAsync(new ChargeListOptions { Limit = 100 })).Data;
        var refunds = (await new RefundService(sandbox.Stripe).ListAsync(new RefundListOptions { Limit = 100 })).Data;
        var platform = await MovementsAsync(sandbox, null);
        var held = await HeldAsync(sandbox, null);
        long paidOut = 0;
        foreach (var seller in sellers)
        {
            held += await HeldAsync(sandbox, seller);
            paidOut += (await new PayoutService(sandbox.Stripe).ListAsync(new PayoutListOptions { Limit = 100 }, RunningSandbox.On(seller))).Sum(p => p.Amount);
            Assert.That(await HeldAsync(sandbox, seller), Is.EqualTo((await MovementsAsync(sandbox, seller)).Sum(m => m.Net)));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(paidOut, Is.Positive);
            Assert.That(held + paidOut, Is.EqualTo(charges.Sum(c => c.Amount) - refunds.Sum(r => r.Amount) - platform.Sum(m => m.Fee)));
            Assert.That(platform, Has.All.Matches<BalanceTransaction>(m => m.Net == m.Amount - m.Fee && m.Fee == m.FeeDetails.Sum(f => f.Amount)));
        }
    }

    private static async Task<long> HeldAsync(RunningSandbox sandbox, Account? account)
    {
        var (available, pending) = await sandbox.BalanceAsync(account);
        return available + pending;
    }

    private static async Task<List<BalanceTransaction>> MovementsAsync(RunningSandbox sandbox, Account? account)
    {
        var all = new List<BalanceTransaction>();
        await foreach (var movement in new BalanceTransactionService(sandbox.Stripe)
            .ListAutoPagingAsync(new BalanceTransactionListOptions { Limit = 5 }, account is null ? null : RunningSandbox.On(account)))
        {
            all.Add(movement);
        }

        return all;
    }
}
