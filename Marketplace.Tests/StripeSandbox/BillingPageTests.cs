using System.Net;
using Marketplace.Tests.Infrastructure;
using Stripe;
using Stripe.Checkout;
using UglyToad.PdfPig;

namespace Marketplace.Tests.StripeSandbox;

/// <summary>Subscribing by checkout, paying an invoice and the portal, on the sandbox's own pages.</summary>
internal sealed class BillingPageTests
{
    [Test]
    public async Task Checkout_OfASubscription_CarriesCustomerSubscriptionAndInvoice()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var scene = await BillingScene.StartAsync(sandbox);
        var session = await SessionAsync(scene);
        var declined = await sandbox.SubmitCardAsync(session, "4000000000000002");
        var answer = await sandbox.SubmitCardAsync(session, "4242424242424242");
        var paid = await new SessionService(sandbox.Stripe).GetAsync(session.Id, new SessionGetOptions { Expand = ["subscription.latest_invoice", "customer", "invoice"] });
        await sandbox.Receiver.WaitForAsync("checkout.session.completed");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((declined.StatusCode, answer.Headers.Location?.Host), Is.EqualTo((HttpStatusCode.PaymentRequired, "shop.example")));
            Assert.That((session.AmountTotal, session.SubscriptionId, session.CustomerId), Is.EqualTo((49_00L, (string?)null, (string?)null)));
            Assert.That((paid.Status, paid.PaymentStatus, paid.PaymentIntentId), Is.EqualTo(("complete", "paid", (string?)null)));
            Assert.That((paid.Subscription.Status, paid.Subscription.Metadata["seller"]), Is.EqualTo(("active", "42")));
            Assert.That(paid.Subscription.LatestInvoice.Id, Is.EqualTo(paid.InvoiceId));
            Assert.That(paid.Customer.Email, Is.EqualTo("buyer@example.org"));
            Assert.That(paid.Subscription.DefaultPaymentMethodId, Is.Not.Null);
            Assert.That(await new SubscriptionService(sandbox.Stripe).ListAsync(), Has.Exactly(1).Items);
        }
    }

    [Test]
    public async Task Checkout_WithThreeDSecure_SubscribesAfterTheBanksYesAndRenewsWithoutIt()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var scene = await BillingScene.StartAsync(sandbox);
        var session = await SessionAsync(scene);
        var asked = await sandbox.SubmitCardAsync(session, "4000002500003155");
        var none = await new SubscriptionService(sandbox.Stripe).ListAsync();
        await OutcomeAsync(sandbox, asked.Headers.Location!, "complete");
        var subscription = (await new SubscriptionService(sandbox.Stripe).ListAsync()).Single();
        await sandbox.JumpAsync(TimeSpan.FromDays(32));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(none, Is.Empty);
            Assert.That(subscription.Status, Is.EqualTo("active"));
            Assert.That((await scene.InvoicesAsync(subscription)).Select(i => i.Status), Is.EqualTo(new[] { "paid", "paid" }));
        }
    }

    [Test]
    public async Task Renewal_NeedingThreeDSecure_IsConfirmedOnTheHostedInvoice()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var scene = await BillingScene.StartAsync(sandbox);
        var subscription = await scene.SubscribedAsync(scene.Pro);
        await scene.ReplaceCardAsync(subscription.CustomerId, "pm_card_authenticationRequired");
        await sandbox.JumpAsync(TimeSpan.FromDays(32));
        var late = (await scene.InvoicesAsync(subscription))[^1];
        var page = await sandbox.Http.GetAsync(late.HostedInvoiceUrl);
        await OutcomeAsync(sandbox, page.Headers.Location!, "complete");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(late.Status, Is.EqualTo("open"));
            Assert.That(await scene.EventTypesAsync(), Does.Contain("invoice.payment_action_required"));
            Assert.That((await scene.Invoices.GetAsync(late.Id)).Status, Is.EqualTo("paid"));
            Assert.That((await scene.GetAsync(subscription)).Status, Is.EqualTo("active"));
        }
    }

    [Test]
    public async Task HostedInvoice_IsPaidByAnotherCardAndTakenHomeAsPdf()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var scene = await BillingScene.StartAsync(sandbox);
        var customer = await new CustomerService(sandbox.Stripe).CreateAsync(new CustomerCreateOptions { Name = "Zoë Müller 木" });
        var subscription = await scene.Subscriptions.CreateAsync(new SubscriptionCreateOptions
        {
            Customer = customer.Id,
            Items = [new SubscriptionItemOptions { Price = scene.Pro.Id }],
            PaymentBehavior = "default_incomplete",
        });
        var open = await scene.Invoices.GetAsync(subscription.LatestInvoiceId);
        var declined = await sandbox.Http.PostAsync(open.HostedInvoiceUrl, SandboxForms.Card("4000000000000002"));
        await sandbox.Http.PostAsync(open.HostedInvoiceUrl, SandboxForms.Card("4242424242424242"));
        using var pdf = PdfDocument.Open(await sandbox.Http.GetByteArrayAsync(open.InvoicePdf));
        var text = string.Concat(pdf.GetPages().Select(p => p.Text));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(declined.StatusCode, Is.EqualTo(HttpStatusCode.PaymentRequired));
            Assert.That((await scene.GetAsync(subscription)).Status, Is.EqualTo("active"));
            Assert.That(text, Does.Contain(open.Number).And.Contain("Zoë Müller").And.Contain("$49.00"));
        }
    }

    [Test]
    public async Task Portal_ChangesPlanCardAndCancellation()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var scene = await BillingScene.StartAsync(sandbox);
        var subscription = await scene.SubscribedAsync(scene.Pro);
        var page = await PortalAsync(scene, subscription);
        await FormAsync(sandbox, $"{page}/plan", ("subscription", subscription.Id), ("price", scene.Team.Id));
        var upgraded = await scene.GetAsync(subscription);
        await FormAsync(sandbox, $"{page}/plan", ("subscription", subscription.Id), ("price", scene.Pro.Id));
        var downgrading = await scene.GetAsync(subscription);
        await FormAsync(sandbox, $"{page}/cancel", ("subscription", subscription.Id));
        var canceling = await scene.GetAsync(subscription);
        await FormAsync(sandbox, $"{page}/resume", ("subscription", subscription.Id));
        await sandbox.Http.PostAsync($"{page}/card", SandboxForms.Card("4000000000000341"));
        var shown = WebUtility.HtmlDecode(await sandbox.Http.GetStringAsync(page));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(upgraded.Items.Single().Price.Id, Is.EqualTo(scene.Team.Id));
            Assert.That((downgrading.Items.Single().Price.Id, downgrading.ScheduleId is not null), Is.EqualTo((scene.Team.Id, true)));
            Assert.That((canceling.CancelAtPeriodEnd, canceling.ScheduleId), Is.EqualTo((true, (string?)null)));
            Assert.That((await scene.GetAsync(subscription)).CancelAtPeriodEnd, Is.False);
            Assert.That(shown, Does.Contain("ending in 0341").And.Contain("Cancel the subscription").And.Contain("$149.00"));
            Assert.That((await sandbox.Http.GetAsync("/p/session/none")).StatusCode, Is.EqualTo(HttpStatusCode.Gone));
        }
    }

    private static Task<Session> SessionAsync(BillingScene scene) => new SessionService(scene.Sandbox.Stripe).CreateAsync(new SessionCreateOptions
    {
        Mode = "subscription",
        SuccessUrl = "https://shop.example/paid?session={CHECKOUT_SESSION_ID}",
        CustomerEmail = "buyer@example.org",
        LineItems = [new SessionLineItemOptions { Price = scene.Pro.Id, Quantity = 1 }],
        SubscriptionData = new SessionSubscriptionDataOptions { Metadata = new Dictionary<string, string> { ["seller"] = "42" } },
    });

    private static async Task<string> PortalAsync(BillingScene scene, Subscription subscription)
    {
        var configuration = await new Stripe.BillingPortal.ConfigurationService(scene.Sandbox.Stripe).CreateAsync(new Stripe.BillingPortal.ConfigurationCreateOptions
        {
            Features = new Stripe.BillingPortal.ConfigurationFeaturesOptions
            {
                InvoiceHistory = new Stripe.BillingPortal.ConfigurationFeaturesInvoiceHistoryOptions { Enabled = true },
                PaymentMethodUpdate = new Stripe.BillingPortal.ConfigurationFeaturesPaymentMethodUpdateOptions { Enabled = true },
                SubscriptionCancel = new Stripe.BillingPortal.ConfigurationFeaturesSubscriptionCancelOptions { Enabled = true },
                SubscriptionUpdate = new Stripe.BillingPortal.ConfigurationFeaturesSubscriptionUpdateOptions
                {
                    Enabled = true,
                    DefaultAllowedUpdates = ["price"],
                    Products =
                    [
                        new Stripe.BillingPortal.ConfigurationFeaturesSubscriptionUpdateProductOptions { Product = scene.Pro.ProductId, Prices = [scene.Pro.Id] },
                        new Stripe.BillingPortal.ConfigurationFeaturesSubscriptionUpdateProductOptions { Product = scene.Team.ProductId, Prices = [scene.Team.Id] },
                    ],
                    ProrationBehavior = "always_invoice",
                    ScheduleAtPeriodEnd = new Stripe.BillingPortal.ConfigurationFeaturesSubscriptionUpdateScheduleAtPeriodEndOptions
                    {
                        Conditions = [new Stripe.BillingPortal.ConfigurationFeaturesSubscriptionUpdateScheduleAtPeriodEndConditionOptions { Type = "decreasing_item_amount" }],
                    },
                },
            },
        });
        var session = await new Stripe.BillingPortal.SessionService(scene.Sandbox.Stripe).CreateAsync(new Stripe.BillingPortal.SessionCreateOptions
        {
            Configuration = configuration.Id,
            Customer = subscription.CustomerId,
            ReturnUrl = "https://shop.example/account",
        });
        return new Uri(session.Url).AbsolutePath;
    }

    private static Task<HttpResponseMessage> OutcomeAsync(RunningSandbox sandbox, Uri page, string outcome) => FormAsync(sandbox, page.ToString(), ("outcome", outcome));

    private static Task<HttpResponseMessage> FormAsync(RunningSandbox sandbox, string page, params (string Name, string Value)[] fields) =>
        sandbox.Http.PostAsync(page, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));
}
