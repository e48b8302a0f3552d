using System.Text.Json.Nodes;

namespace Marketplace.Tests.StripeSandbox;

/// <summary>Stripe's own client and its own fixtures against the sandbox: a judge that we did not write.</summary>
internal sealed class StripeCliTests
{
    /// <summary>The fixtures still send this to payment intents; this version of the API no longer knows it.</summary>
    private static readonly string[] WithoutOldTypes = ["--remove", "payment_intent:payment_method_types"];

    [Test]
    public async Task Lists_OfEveryMainObject_AreRead([Values("charges", "customers", "invoices", "payment_intents", "prices", "products", "refunds", "subscriptions", "transfers")] string resource)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await sandbox.PaidSessionAsync();
        var (succeeded, output) = await StripeCli.RunAsync(sandbox, resource, "list", "--limit", "3");
        Assert.That(succeeded, Is.True, output);
        Assert.That((string?)JsonNode.Parse(output[output.IndexOf('{', StringComparison.Ordinal)..(output.LastIndexOf('}') + 1)])!["url"], Is.EqualTo($"/v1/{resource}"));
    }

    [TestCase("billing_portal.configuration.created")]
    [TestCase("billing_portal.configuration.updated")]
    [TestCase("billing_portal.session.created")]
    [TestCase("checkout.session.expired")]
    [TestCase("customer.created")]
    [TestCase("customer.deleted")]
    [TestCase("customer.updated")]
    [TestCase("customer.subscription.created")]
    [TestCase("customer.subscription.deleted")]
    [TestCase("customer.subscription.updated")]
    [TestCase("invoice.created")]
    [TestCase("invoice.finalized")]
    [TestCase("invoice.marked_uncollectible")]
    [TestCase("invoice.paid")]
    [TestCase("invoice.payment_action_required")]
    [TestCase("invoice.payment_failed")]
    [TestCase("invoice.payment_succeeded")]
    [TestCase("invoice.updated")]
    [TestCase("invoice.voided")]
    [TestCase("invoiceitem.created")]
    [TestCase("payment_intent.canceled")]
    [TestCase("payment_method.attached")]
    [TestCase("payment_method.detached")]
    [TestCase("price.created")]
    [TestCase("price.updated")]
    [TestCase("product.created")]
    [TestCase("product.updated")]
    public async Task Trigger_AsStripeShipsIt_BringsItsEvent(string type)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await TriggeredAsync(sandbox, type);
    }

    [TestCase("charge.dispute.created")]
    [TestCase("charge.failed")]
    [TestCase("charge.refunded")]
    [TestCase("charge.refund.updated")]
    [TestCase("charge.succeeded")]
    [TestCase("payment_intent.created")]
    [TestCase("payment_intent.payment_failed")]
    [TestCase("payment_intent.requires_action")]
    [TestCase("payment_intent.succeeded")]
    [TestCase("payout.created")]
    public async Task Trigger_WithoutAnOldParameter_BringsItsEvent(string type)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await TriggeredAsync(sandbox, type, WithoutOldTypes);
    }

    [Test]
    public async Task Trigger_OfATrialsEnd_BringsItsEventWithTheNextTick()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var (succeeded, output) = await StripeCli.RunAsync(sandbox, "trigger", "customer.subscription.trial_will_end");
        await sandbox.TickAsync();
        Assert.That(succeeded, Is.True, output);
        await sandbox.Receiver.WaitForAsync("customer.subscription.trial_will_end");
    }

    /// <summary>What the sandbox leaves out it refuses by name, so that nobody takes silence for success.</summary>
    [TestCase("account.updated", "Every kind of connected account but Express")]
    [TestCase("customer.discount.created", "Unrecognized request URL")]
    [TestCase("customer.subscription.paused", "trial_settings")]
    [TestCase("payment_intent.amount_capturable_updated", "confirmation_method")]
    [TestCase("payment_method.updated", "/v1/setup_intents")]
    [TestCase("quote.created", "source")]
    [TestCase("subscription_schedule.created", "source")]
    [TestCase("test_helpers.test_clock.created", "/v1/test_helpers/test_clocks")]
    public async Task Trigger_OfWhatIsLeftOut_IsRefusedWithTheReason(string type, string reason)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var (succeeded, output) = await StripeCli.RunAsync(sandbox, ["trigger", type, .. type.StartsWith("payment_intent", StringComparison.Ordinal) ? WithoutOldTypes : []]);
        Assert.That(succeeded, Is.False);
        Assert.That(output, Does.Contain(reason));
    }

    private static async Task TriggeredAsync(RunningSandbox sandbox, string type, params string[] more)
    {
        var (succeeded, output) = await StripeCli.RunAsync(sandbox, ["trigger", type, .. more]);
        Assert.That(succeeded, Is.True, output);
        await sandbox.Receiver.WaitForAsync(type);
    }
}
