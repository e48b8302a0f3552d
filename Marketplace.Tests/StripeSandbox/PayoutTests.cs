using Stripe;

namespace Marketplace.Tests.StripeSandbox;

internal sealed class PayoutTests
{
    [Test]
    public async Task Payout_OnTuesday_SendsTheBalanceToTheBank()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var seller = await sandbox.OnboardedSellerAsync();
        await sandbox.TransferAsync(seller, await sandbox.PaidSessionAsync(), 17_11);
        await sandbox.LiveThroughAsync(TimeSpan.FromDays(5.5));
        Assert.That(await PayoutsAsync(sandbox, seller), Is.Empty);
        await sandbox.LiveThroughAsync(TimeSpan.FromDays(0.5));
        var payout = (await PayoutsAsync(sandbox, seller)).Single();
        var created = await sandbox.Receiver.WaitForAsync("payout.created");
        var paid = await sandbox.Receiver.WaitForAsync("payout.paid");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((payout.Amount, payout.Status, payout.Automatic), Is.EqualTo((17_11L, "paid", true)));
            Assert.That(payout.ArrivalDate, Is.EqualTo(new DateTime(2026, 3, 10, 0, 0, 0, DateTimeKind.Utc)));
            Assert.That(payout.DestinationId, Is.EqualTo(seller.ExternalAccounts.Single().Id));
            Assert.That((((Payout)created.Data.Object).Status, created.Account), Is.EqualTo(("in_transit", seller.Id)));
            Assert.That((((Payout)paid.Data.Object).Status, paid.Account), Is.EqualTo(("paid", seller.Id)));
            Assert.That(await sandbox.BalanceAsync(seller), Is.EqualTo((0L, 0L)));
        }
    }

    [Test]
    public async Task Payout_NamesTheMovementsItConsistsOf()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var seller = await sandbox.OnboardedSellerAsync();
        await sandbox.TransferAsync(seller, await sandbox.PaidSessionAsync(group: "A"), 17_11);
        await sandbox.TransferAsync(seller, await sandbox.PaidSessionAsync(group: "B"), 2_89);
        await sandbox.JumpAsync(TimeSpan.FromDays(7));
        var payout = (await PayoutsAsync(sandbox, seller)).Single();
        var movements = await new BalanceTransactionService(sandbox.Stripe).ListAsync(new BalanceTransactionListOptions { Payout = payout.Id }, RunningSandbox.On(seller));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(movements.Select(m => (m.Type, m.Net)), Is.EquivalentTo(new[] { ("payment", 17_11L), ("payment", 2_89L), ("payout", -20_00L) }));
            Assert.That(movements.Sum(m => m.Net), Is.Zero);
        }
    }

    [Test]
    public async Task Payout_TransferArrivesRightAfterAJumpOverTuesday_IsMadeUpOnce()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var seller = await sandbox.OnboardedSellerAsync();
        var paid = await sandbox.PaidSessionAsync();
        await sandbox.TickAsync();
        await sandbox.JumpAsync(TimeSpan.FromDays(8));
        Assert.That(await PayoutsAsync(sandbox, seller), Is.Empty);

        await sandbox.JumpAsync(TimeSpan.FromSeconds(5));
        await sandbox.TransferAsync(seller, paid, 10_00);
        await sandbox.JumpAsync(TimeSpan.FromSeconds(1));
        var first = await PayoutsAsync(sandbox, seller);
        await sandbox.TransferAsync(seller, paid, 7_11);
        await sandbox.JumpAsync(TimeSpan.FromSeconds(1));
        await sandbox.JumpAsync(TimeSpan.FromSeconds(1));
        var later = await PayoutsAsync(sandbox, seller);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Select(p => (p.Amount, p.Status)), Is.EqualTo(new[] { (10_00L, "in_transit") }));
            Assert.That(later.Select(p => (p.Amount, p.Status)), Is.EqualTo(new[] { (10_00L, "paid") }));
            Assert.That(await sandbox.BalanceAsync(seller), Is.EqualTo((7_11L, 0L)));
        }
    }

    [Test]
    public async Task Payout_TuesdayLivedThroughWithoutFunds_IsOver()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var seller = await sandbox.OnboardedSellerAsync();
        var paid = await sandbox.PaidSessionAsync();
        await sandbox.LiveThroughAsync(TimeSpan.FromDays(6));
        await sandbox.TransferAsync(seller, paid, 17_11);
        await sandbox.LiveThroughAsync(TimeSpan.FromDays(2));
        Assert.That(await PayoutsAsync(sandbox, seller), Is.Empty);
        await sandbox.LiveThroughAsync(TimeSpan.FromDays(5));
        Assert.That((await PayoutsAsync(sandbox, seller)).Single().Amount, Is.EqualTo(17_11));
    }

    [Test]
    public async Task Payout_AccountMadeAfterTuesday_WaitsForTheNextOne()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await sandbox.JumpAsync(TimeSpan.FromDays(8));
        var seller = await sandbox.OnboardedSellerAsync();
        await sandbox.TransferAsync(seller, await sandbox.PaidSessionAsync(), 17_11);
        await sandbox.JumpAsync(TimeSpan.FromMinutes(10));
        await sandbox.LiveThroughAsync(TimeSpan.FromDays(3));
        Assert.That(await PayoutsAsync(sandbox, seller), Is.Empty);
    }

    [Test]
    public async Task Payout_ClockSetBackAndMovedAgain_IsMadeOnTheSameDayAgain()
    {
        var start = RunningSandbox.Start;
        await using var sandbox = await RunningSandbox.StartAsync();
        var seller = await sandbox.OnboardedSellerAsync();
        await sandbox.TransferAsync(seller, await sandbox.PaidSessionAsync(group: "A"), 17_11);
        await sandbox.JumpAsync(TimeSpan.FromDays(8));
        sandbox.SetBack(start);
        await sandbox.TickAsync();
        await sandbox.TransferAsync(seller, await sandbox.PaidSessionAsync(group: "B"), 10_00);
        await sandbox.JumpAsync(TimeSpan.FromDays(8));
        Assert.That((await PayoutsAsync(sandbox, seller)).Select(p => p.Amount), Is.EqualTo(new[] { 10_00L, 17_11L }));
    }

    [Test]
    public async Task Payout_ByHand_TakesFromThePlatformsSettledFunds()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await sandbox.PaidSessionAsync();
        var options = new PayoutCreateOptions { Amount = 10_00, Currency = "usd" };
        var service = new PayoutService(sandbox.Stripe);
        var refusal = Assert.ThrowsAsync<StripeException>(() => service.CreateAsync(options));
        await sandbox.JumpAsync(TimeSpan.FromDays(2));
        var payout = await service.CreateAsync(options);
        await sandbox.JumpAsync(TimeSpan.FromSeconds(1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refusal.StripeError.Code, Is.EqualTo("balance_insufficient"));
            Assert.That((await service.GetAsync(payout.Id)).Status, Is.EqualTo("paid"));
            Assert.That(await sandbox.BalanceAsync(), Is.EqualTo((9_11L, 0L)));
        }
    }

    [Test]
    public async Task Payout_OfAnotherAccount_IsNotFound()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var seller = await sandbox.OnboardedSellerAsync();
        var stranger = await sandbox.OnboardedSellerAsync();
        await sandbox.TransferAsync(seller, await sandbox.PaidSessionAsync(), 17_11);
        await sandbox.JumpAsync(TimeSpan.FromDays(7));
        var payout = (await PayoutsAsync(sandbox, seller)).Single();
        var service = new PayoutService(sandbox.Stripe);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await service.GetAsync(payout.Id, null, RunningSandbox.On(seller))).Id, Is.EqualTo(payout.Id));
            Assert.That(() => service.GetAsync(payout.Id, null, RunningSandbox.On(stranger)), Throws.InstanceOf<StripeException>());
            Assert.That(() => service.GetAsync(payout.Id), Throws.InstanceOf<StripeException>());
        }
    }

    private static async Task<IReadOnlyList<Payout>> PayoutsAsync(RunningSandbox sandbox, Account seller) =>
        (await new PayoutService(sandbox.Stripe).ListAsync(new PayoutListOptions(), RunningSandbox.On(seller))).Data;
}
