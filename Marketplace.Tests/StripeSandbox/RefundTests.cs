using Stripe;

namespace Marketplace.Tests.StripeSandbox;

internal sealed class RefundTests
{
    [Test]
    public async Task Refunds_PartThenRest_EmptyTheChargeButNotTheFee()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var charge = (await sandbox.PaidSessionAsync()).PaymentIntent.LatestCharge;
        var service = new RefundService(sandbox.Stripe);
        var part = await service.CreateAsync(new RefundCreateOptions { Charge = charge.Id, Amount = 5_00, Reason = "requested_by_customer" });
        var between = await new ChargeService(sandbox.Stripe).GetAsync(charge.Id);
        var rest = await service.CreateAsync(new RefundCreateOptions { PaymentIntent = charge.PaymentIntentId });
        var after = await new ChargeService(sandbox.Stripe).GetAsync(charge.Id, new ChargeGetOptions { Expand = ["refunds"] });
        var refunded = await sandbox.Receiver.WaitForAsync("charge.refunded");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((part.Status, part.Amount, rest.Amount), Is.EqualTo(("succeeded", 5_00L, 14_99L)));
            Assert.That((between.AmountRefunded, between.Refunded), Is.EqualTo((5_00L, false)));
            Assert.That((after.AmountRefunded, after.Refunded), Is.EqualTo((19_99L, true)));
            Assert.That(after.Refunds.Select(r => r.Id), Is.EqualTo(new[] { rest.Id, part.Id }));
            Assert.That((await service.ListAsync(new RefundListOptions { Charge = charge.Id })).Count(), Is.EqualTo(2));
            Assert.That(await sandbox.BalanceAsync(), Is.EqualTo((0L, -88L)));
            Assert.That(((Charge)refunded.Data.Object).AmountRefunded, Is.EqualTo(5_00));
        }
    }

    [Test]
    public async Task Refund_AboveWhatRemains_IsRefused()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var charge = (await sandbox.PaidSessionAsync()).PaymentIntent.LatestCharge;
        var service = new RefundService(sandbox.Stripe);
        await service.CreateAsync(new RefundCreateOptions { Charge = charge.Id, Amount = 15_00 });
        Assert.That(() => service.CreateAsync(new RefundCreateOptions { Charge = charge.Id, Amount = 5_00 }), Throws.InstanceOf<StripeException>());
        await service.CreateAsync(new RefundCreateOptions { Charge = charge.Id });
        var refusal = Assert.ThrowsAsync<StripeException>(() => service.CreateAsync(new RefundCreateOptions { Charge = charge.Id }));
        Assert.That(refusal.StripeError.Code, Is.EqualTo("charge_already_refunded"));
    }
}
