using Stripe;

namespace Marketplace.Tests.StripeSandbox;

/// <summary>Customers, their cards, products and prices.</summary>
internal sealed class BillingCatalogTests
{
    [Test]
    public async Task Customers_AreFoundByEmailAndGoneAfterDeletion()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var scene = await BillingScene.StartAsync(sandbox);
        var customers = new CustomerService(sandbox.Stripe);
        var customer = await scene.CustomerAsync();
        await customers.CreateAsync(new CustomerCreateOptions { Email = "other@example.org" });
        var subscription = await scene.SubscribedAsync(scene.Pro, customer);
        await customers.UpdateAsync(customer.Id, new CustomerUpdateOptions { Name = "Jenny R.", Metadata = new Dictionary<string, string> { ["seat"] = "5" } });
        var found = (await customers.ListAsync(new CustomerListOptions { Email = "jenny@example.org" })).Single();
        await customers.DeleteAsync(customer.Id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((found.Name, found.Metadata["seat"]), Is.EqualTo(("Jenny R.", "5")));
            Assert.That((await customers.GetAsync(customer.Id)).Deleted, Is.True);
            Assert.That((await scene.GetAsync(subscription)).Status, Is.EqualTo("canceled"));
            Assert.That(await customers.ListAsync(new CustomerListOptions { Email = "jenny@example.org" }), Is.Empty);
        }
    }

    [Test]
    public async Task Cards_AreAttachedListedAndDetached()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var scene = await BillingScene.StartAsync(sandbox);
        var customer = await scene.CustomerAsync();
        var methods = new PaymentMethodService(sandbox.Stripe);
        var second = await scene.ReplaceCardAsync(customer.Id, "pm_card_visa");
        var listed = await new CustomerPaymentMethodService(sandbox.Stripe).ListAsync(customer.Id);
        await methods.DetachAsync(second.Id);
        var declined = Assert.ThrowsAsync<StripeException>(() => methods.AttachAsync("pm_card_chargeDeclined", new PaymentMethodAttachOptions { Customer = customer.Id }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(listed.Select(m => m.Id), Is.EqualTo(new[] { second.Id, customer.InvoiceSettings.DefaultPaymentMethodId }));
            Assert.That((await new CustomerService(sandbox.Stripe).GetAsync(customer.Id)).InvoiceSettings.DefaultPaymentMethodId, Is.Null);
            Assert.That(() => methods.AttachAsync("pm_none", new PaymentMethodAttachOptions { Customer = customer.Id }), Throws.InstanceOf<StripeException>());
            Assert.That((declined.HttpStatusCode, declined.StripeError.DeclineCode), Is.EqualTo((System.Net.HttpStatusCode.PaymentRequired, "generic_decline")));
        }
    }

    [Test]
    public async Task LookupKey_NamesOnePriceAndMovesWhenTold()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var scene = await BillingScene.StartAsync(sandbox);
        var prices = new PriceService(sandbox.Stripe);
        PriceCreateOptions Dearer(bool transfer) => new()
        {
            Currency = "usd",
            LookupKey = "pro_monthly",
            Product = scene.Pro.ProductId,
            Recurring = new PriceRecurringOptions { Interval = "month" },
            TransferLookupKey = transfer,
            UnitAmount = 59_00,
        };
        var refusal = Assert.ThrowsAsync<StripeException>(() => prices.CreateAsync(Dearer(transfer: false)));
        var dearer = await prices.CreateAsync(Dearer(transfer: true));
        var found = await prices.ListAsync(new PriceListOptions { LookupKeys = ["pro_monthly", "team_monthly"], Active = true });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refusal.StripeError.Param, Is.EqualTo("lookup_key"));
            Assert.That(found.Select(p => p.Id), Is.EquivalentTo(new[] { dearer.Id, scene.Team.Id }));
            Assert.That((await prices.GetAsync(scene.Pro.Id)).LookupKey, Is.Null);
        }
    }

    [Test]
    public async Task Subscription_WithoutACard_IsRefusedUnlessItMayBeIncomplete()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var scene = await BillingScene.StartAsync(sandbox);
        var customer = await new CustomerService(sandbox.Stripe).CreateAsync(new CustomerCreateOptions());
        var options = new SubscriptionCreateOptions { Customer = customer.Id, Items = [new SubscriptionItemOptions { Price = scene.Pro.Id }] };
        Assert.That(() => scene.Subscriptions.CreateAsync(options), Throws.InstanceOf<StripeException>());
        options.PaymentBehavior = "default_incomplete";
        options.Expand = ["latest_invoice.confirmation_secret"];
        var waiting = await scene.Subscriptions.CreateAsync(options);
        await sandbox.JumpAsync(TimeSpan.FromHours(24));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(waiting.Status, Is.EqualTo("incomplete"));
            Assert.That(waiting.LatestInvoice.ConfirmationSecret.ClientSecret, Does.StartWith("pi_"));
            Assert.That((await scene.GetAsync(waiting)).Status, Is.EqualTo("incomplete_expired"));
            Assert.That((await scene.Invoices.GetAsync(waiting.LatestInvoiceId)).Status, Is.EqualTo("void"));
        }
    }

    [Test]
    public async Task Subscription_OnTrial_IsBilledWhenTheTrialEnds()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var scene = await BillingScene.StartAsync(sandbox);
        var customer = await scene.CustomerAsync();
        var subscription = await scene.Subscriptions.CreateAsync(new SubscriptionCreateOptions
        {
            Customer = customer.Id,
            Items = [new SubscriptionItemOptions { Price = scene.Pro.Id }],
            TrialPeriodDays = 14,
        });
        await sandbox.JumpAsync(TimeSpan.FromDays(12));
        var notice = (await scene.EventTypesAsync()).Contains("customer.subscription.trial_will_end");
        await sandbox.JumpAsync(TimeSpan.FromDays(2.1));
        var after = await scene.GetAsync(subscription);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((subscription.Status, notice, after.Status), Is.EqualTo(("trialing", true, "active")));
            Assert.That((await scene.InvoicesAsync(subscription)).Select(i => i.AmountPaid), Is.EqualTo(new[] { 0L, 49_00L }));
            Assert.That(after.Items.Single().CurrentPeriodEnd, Is.EqualTo(RunningSandbox.Start.AddDays(14).AddMonths(1).UtcDateTime));
        }
    }

    [Test]
    public async Task Downgrade_InvoicedAtOnce_BecomesCreditForTheNextInvoice()
    {
        await using var sandbox = await RunningSandbox.StartAsync(now: RunningSandbox.Start.AddMonths(1));
        var scene = await BillingScene.StartAsync(sandbox);
        var subscription = await scene.SubscribedAsync(scene.Team);
        await sandbox.JumpAsync(TimeSpan.FromDays(15));
        await scene.ChangeAsync(subscription, scene.Pro);
        var credited = await new CustomerService(sandbox.Stripe).GetAsync(subscription.CustomerId);
        await sandbox.JumpAsync(TimeSpan.FromDays(16));
        var renewal = (await scene.InvoicesAsync(subscription))[^1];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(credited.Balance, Is.EqualTo(-50_00));
            Assert.That((renewal.Total, renewal.AmountDue, renewal.StartingBalance, renewal.EndingBalance), Is.EqualTo((49_00L, 0L, -50_00L, -1_00L)));
        }
    }

    [Test]
    public async Task Change_ToYearly_StartsANewPeriodAtOnce()
    {
        await using var sandbox = await RunningSandbox.StartAsync(now: RunningSandbox.Start.AddMonths(1));
        var scene = await BillingScene.StartAsync(sandbox);
        var yearly = await BillingScene.PriceAsync(sandbox, "Pro yearly", 490_00, "year");
        var subscription = await scene.SubscribedAsync(scene.Pro);
        await sandbox.JumpAsync(TimeSpan.FromDays(15));
        var preview = await scene.PreviewAsync(subscription, yearly);
        var changed = await scene.ChangeAsync(subscription, yearly);
        var invoice = await scene.Invoices.GetAsync(changed.LatestInvoiceId);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((preview.AmountDue, invoice.AmountPaid), Is.EqualTo((490_00L - 24_50, 490_00L - 24_50)));
            Assert.That(changed.Items.Single().CurrentPeriodEnd, Is.EqualTo(RunningSandbox.Start.AddMonths(1).AddDays(15).AddYears(1).UtcDateTime));
        }
    }
}
