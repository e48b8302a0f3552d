using System.Net;
using System.Net.Http.Json;
using Marketplace.Contracts.Subscriptions;
using Marketplace.Core.Accounts;
using Marketplace.Core.Subscriptions;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Subscriptions;

/// <summary>Plans over the Api of the running product.</summary>
internal sealed class SubscriptionEndpointsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [TestCase("GET", SubscriptionRoutes.Subscription)]
    [TestCase("POST", SubscriptionRoutes.Subscription)]
    [TestCase("POST", SubscriptionRoutes.Preview)]
    [TestCase("POST", SubscriptionRoutes.Cancel)]
    [TestCase("POST", SubscriptionRoutes.Resume)]
    [TestCase("POST", SubscriptionRoutes.Portal)]
    [TestCase("POST", SubscriptionRoutes.Refresh)]
    [TestCase("GET", SubscriptionRoutes.Invoices)]
    public async Task AGuest_IsAskedToSignIn(string method, string path)
    {
        using var guest = await ApiPerson.GuestAsync();
        using var request = new HttpRequestMessage(new(method), path) { Content = method == "POST" ? JsonContent.Create(new { plan = "pro" }) : null };
        using var answer = await guest.Http.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task WhoHasNoSubscription_IsToldSo()
    {
        using var person = await ApiPerson.BuyerAsync();
        var view = await person.Subscription.GetAsync(None);
        Assert.That((view.Plan, view.Source, view.Subscription, view.CheckoutUrl), Is.EqualTo(("free", "none", (OwnSubscriptionView?)null, (string?)null)));
        await Refusal.OfAsync(person.Subscription.CancelAsync(None), 409, "subscriptions.none");
        await Refusal.OfAsync(person.Subscription.ResumeAsync(None), 409, "subscriptions.none");
        await Refusal.OfAsync(person.Subscription.PortalAsync(None), 409, "subscriptions.none");
        await Refusal.OfAsync(person.Subscription.ChangeAsync(new() { Plan = "free" }, "k", None), 409, "subscriptions.none");
        await Refusal.OfAsync(person.Subscription.InvoicePdfAsync("in_somebodys", None), 404, "not_found");
        Assert.That(await person.Subscription.InvoicesAsync(None), Is.Empty);
    }

    [Test]
    public async Task WrongInput_NamesTheField()
    {
        using var person = await ApiPerson.BuyerAsync();
        await Refusal.OfAsync(person.Subscription.ChangeAsync(new() { Plan = "gold" }, "k", None), 400, "subscriptions.unknown_plan");
        await Refusal.OfAsync(person.Subscription.PreviewAsync(new() { Plan = "pro", Interval = "week" }, None), 400, "subscriptions.unknown_interval");
        await Refusal.OfAsync(person.Subscription.PreviewAsync(new() { Plan = "" }, None), 400, "validation_failed");
        using var answer = await person.Http.PostAsJsonAsync(SubscriptionRoutes.Subscription, new { plan = "pro" });
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("idempotency_key_required"));
    }

    [Test]
    public async Task APlan_IsTakenOnStripesPage_AndItsPapersAreItsOwnersAlone()
    {
        using var person = await ApiPerson.BuyerAsync();
        using var stranger = await ApiPerson.BuyerAsync();
        var preview = await person.Subscription.PreviewAsync(new() { Plan = "pro" }, None);
        Assert.That((preview.Kind, preview.DueNow.Amount), Is.EqualTo(("subscribe", SubscriptionPolicy.CentsOf(Plan.Pro, BillingInterval.Month))));
        var page = await person.Subscription.ChangeAsync(new() { Plan = "pro" }, "first", None);
        Assert.That((page.Outcome, page.Subscription.Plan, page.Subscription.CheckoutUrl), Is.EqualTo(("checkout", "free", page.Url)));
        Assert.That((await person.Subscription.ChangeAsync(new() { Plan = "pro" }, "first", None)).Url, Is.EqualTo(page.Url));
        await Refusal.OfAsync(person.Subscription.ChangeAsync(new() { Plan = "team" }, "first", None), 409, "idempotency_conflict");

        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var paid = await browser.PostAsync(page.Url, SandboxForms.Card(Market.PlainCard));
        Assert.That((int)paid.StatusCode, Is.EqualTo(302));
        var view = await person.Subscription.RefreshAsync(None);
        Assert.That((view.Plan, view.Source, view.Subscription!.Status, view.CheckoutUrl), Is.EqualTo(("pro", "subscription", "active", (string?)null)));

        var invoice = (await person.Subscription.InvoicesAsync(None)).Single();
        Assert.That((invoice.Status, invoice.Paid.Amount), Is.EqualTo(("paid", 4_900L)));
        var pdf = await person.Subscription.InvoicePdfAsync(invoice.Id, None);
        Assert.That(await browser.GetByteArrayAsync(pdf.Url), Has.Length.GreaterThan(500));
        await Refusal.OfAsync(stranger.Subscription.InvoicePdfAsync(invoice.Id, None), 404, "not_found");
        Assert.That((await person.Subscription.PortalAsync(None)).Url, Does.Contain("/p/session/"));
    }
}
