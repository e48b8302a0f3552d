using Stripe;

namespace Marketplace.Tests.StripeSandbox;

internal sealed class TransferTests
{
    [Test]
    public async Task Transfer_FromACharge_MovesTheMoneyWhenTheChargeSettles()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var seller = await sandbox.OnboardedSellerAsync();
        var paid = await sandbox.PaidSessionAsync();
        var transfer = await sandbox.TransferAsync(seller, paid, 17_11);
        var before = (await sandbox.BalanceAsync(), await sandbox.BalanceAsync(seller));
        await sandbox.JumpAsync(TimeSpan.FromDays(2));
        var after = (await sandbox.BalanceAsync(), await sandbox.BalanceAsync(seller));
        var created = await sandbox.Receiver.WaitForAsync("transfer.created");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Is.EqualTo(((0L, 2_00L), (0L, 17_11L))));
            Assert.That(after, Is.EqualTo(((2_00L, 0L), (17_11L, 0L))));
            Assert.That(((Transfer)created.Data.Object).Id, Is.EqualTo(transfer.Id));
            Assert.That(created.Account, Is.Null);
        }
    }

    [Test]
    public async Task Transfer_IsFoundAgainByGroupIdAndDestination()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var seller = await sandbox.OnboardedSellerAsync();
        var transfer = await sandbox.TransferAsync(seller, await sandbox.PaidSessionAsync(group: "ORDER-7"), 5_00);
        await sandbox.TransferAsync(await sandbox.OnboardedSellerAsync(), await sandbox.PaidSessionAsync(group: "ORDER-8"), 5_00);
        var service = new TransferService(sandbox.Stripe);
        await service.UpdateAsync(transfer.Id, new TransferUpdateOptions { Metadata = new Dictionary<string, string> { ["note"] = "x" } });
        var found = await service.GetAsync(transfer.Id, new TransferGetOptions { Expand = ["destination_payment", "balance_transaction"] });
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await service.ListAsync(new TransferListOptions { TransferGroup = "ORDER-7" })).Select(t => t.Id), Is.EqualTo(new[] { transfer.Id }));
            Assert.That((await service.ListAsync(new TransferListOptions { Destination = seller.Id })).Select(t => t.Id), Is.EqualTo(new[] { transfer.Id }));
            Assert.That(found.Metadata["note"], Is.EqualTo("x"));
            Assert.That((found.BalanceTransaction.Amount, found.BalanceTransaction.Type), Is.EqualTo((-5_00L, "transfer")));
            Assert.That((found.DestinationPayment.Amount, found.DestinationPayment.SourceTransferId), Is.EqualTo((5_00L, transfer.Id)));
        }
    }

    [Test]
    public async Task Transfers_OfOneCharge_CannotExceedIt()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var seller = await sandbox.OnboardedSellerAsync();
        var paid = await sandbox.PaidSessionAsync(amount: 10_00);
        await sandbox.TransferAsync(seller, paid, 6_00);
        await sandbox.TransferAsync(seller, paid, 4_00);
        Assert.That(() => sandbox.TransferAsync(seller, paid, 1), Throws.InstanceOf<StripeException>().With.Message.Contains("left to transfer"));
    }

    [Test]
    public async Task Transfers_OfOneCharge_MayUseAgainWhatWasReversed()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var seller = await sandbox.OnboardedSellerAsync();
        var paid = await sandbox.PaidSessionAsync(amount: 10_00);
        var transfer = await sandbox.TransferAsync(seller, paid, 10_00);
        await new TransferReversalService(sandbox.Stripe).CreateAsync(transfer.Id, new TransferReversalCreateOptions { Amount = 4_00, Metadata = new Dictionary<string, string> { ["dispute"] = "1" } });
        await sandbox.TransferAsync(seller, paid, 4_00);
        Assert.That(() => sandbox.TransferAsync(seller, paid, 1), Throws.InstanceOf<StripeException>().With.Message.Contains("left to transfer"));
    }

    [Test]
    public async Task Transfer_ToAnAccountWithoutTheCapability_IsRefused()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var account = await new AccountService(sandbox.Stripe).CreateAsync(new AccountCreateOptions { Type = "express" });
        var paid = await sandbox.PaidSessionAsync();
        var refusal = Assert.ThrowsAsync<StripeException>(() => sandbox.TransferAsync(account, paid, 1_00));
        Assert.That(refusal.StripeError.Code, Is.EqualTo("insufficient_capabilities_for_transfer"));
    }

    [Test]
    public async Task Transfer_WithoutASource_NeedsSettledFunds()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var seller = await sandbox.OnboardedSellerAsync();
        await sandbox.PaidSessionAsync(amount: 50_00);
        var options = new TransferCreateOptions { Amount = 10_00, Currency = "usd", Destination = seller.Id };
        var service = new TransferService(sandbox.Stripe);
        var refusal = Assert.ThrowsAsync<StripeException>(() => service.CreateAsync(options));
        await sandbox.JumpAsync(TimeSpan.FromDays(2));
        await service.CreateAsync(options);
        Assert.That(refusal.StripeError.Code, Is.EqualTo("balance_insufficient"));
        Assert.That(await sandbox.BalanceAsync(seller), Is.EqualTo((10_00L, 0L)));
    }

    [Test]
    public async Task Reversal_TakesMoneyBackAsFarAsTheAccountHasIt()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var seller = await sandbox.OnboardedSellerAsync();
        var transfer = await sandbox.TransferAsync(seller, await sandbox.PaidSessionAsync(), 17_11);
        await sandbox.JumpAsync(TimeSpan.FromDays(2));
        var service = new TransferReversalService(sandbox.Stripe);
        var reversal = await service.CreateAsync(transfer.Id, new TransferReversalCreateOptions { Amount = 7_11 });
        var reversed = await new TransferService(sandbox.Stripe).GetAsync(transfer.Id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await service.GetAsync(transfer.Id, reversal.Id)).Amount, Is.EqualTo(7_11));
            Assert.That((reversed.AmountReversed, reversed.Reversed, reversed.Reversals.Single().Id), Is.EqualTo((7_11L, false, reversal.Id)));
            Assert.That((await sandbox.BalanceAsync(), await sandbox.BalanceAsync(seller)), Is.EqualTo(((9_11L, 0L), (10_00L, 0L))));
            Assert.That(() => service.CreateAsync(transfer.Id, new TransferReversalCreateOptions { Amount = 10_01 }), Throws.InstanceOf<StripeException>());
        }
    }

    [Test]
    public async Task Reversal_AfterThePayout_IsRefusedForLackOfFunds()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var seller = await sandbox.OnboardedSellerAsync();
        var transfer = await sandbox.TransferAsync(seller, await sandbox.PaidSessionAsync(), 17_11);
        await sandbox.JumpAsync(TimeSpan.FromDays(7));
        var refusal = Assert.ThrowsAsync<StripeException>(() => new TransferReversalService(sandbox.Stripe).CreateAsync(transfer.Id));
        Assert.That(refusal.StripeError.Code, Is.EqualTo("balance_insufficient"));
    }
}
