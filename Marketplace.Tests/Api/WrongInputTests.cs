using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Marketplace.Contracts.Cart;
using Marketplace.Contracts.Orders;
using Marketplace.Contracts.Payments;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Api;

/// <summary>Wrong input to the running Api: each a problem detail that says what to do, and nothing lost.</summary>
internal sealed class WrongInputTests
{
    [Test]
    public async Task AnUnknownRoute_Is404WithACode()
    {
        using var guest = await ApiPerson.BuyerAsync();
        using var answer = await guest.Http.GetAsync("/api/no-such-thing");
        await AssertProblemAsync(answer, HttpStatusCode.NotFound, "not_found");
    }

    [TestCase("{ not json")]
    [TestCase("")]
    [TestCase("{\"title\": 5}")]
    public async Task MalformedJson_Is400_NotAFailure(string body)
    {
        using var seller = await ApiPerson.SellerAsync();
        using var answer = await seller.Http.PostAsync("/api/products", new StringContent(body, Encoding.UTF8, "application/json"));
        await AssertProblemAsync(answer, HttpStatusCode.BadRequest, "validation_failed");
    }

    [Test]
    public async Task AnExpiredToken_Is401AndSaysSo()
    {
        using var guest = await ApiPerson.GuestAsync();
        guest.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIiwiZXhwIjoxfQ.");
        using var answer = await guest.Http.GetAsync("/api/me");
        await AssertProblemAsync(answer, HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.That(answer.Headers.WwwAuthenticate, Is.Not.Empty);
    }

    [Test]
    public async Task Anonymous_Is401_OnEveryRouteThatIsNotPublic()
    {
        using var guest = await ApiPerson.GuestAsync();
        foreach (var path in new[] { "/api/me", "/api/me/tokens", "/api/me/seller", "/api/orders", "/api/seller/balance", "/api/seller/products", "/api/seller/orders", "/api/seller/payouts", "/api/admin/submissions", "/api/admin/ledger/invariants" })
        {
            using var answer = await guest.Http.GetAsync(path);
            await AssertProblemAsync(answer, HttpStatusCode.Unauthorized, "unauthenticated");
        }
    }

    [Test]
    public async Task ANonAdmin_Is403_InAdministration()
    {
        using var buyer = await ApiPerson.BuyerAsync();
        await Refusal.OfAsync(buyer.Admin.GetLedgerInvariantsAsync(CancellationToken.None), 403, "forbidden");
        await Refusal.OfAsync(buyer.Admin.ListSubmissionsAsync(null, CancellationToken.None), 403, "forbidden");
    }

    [Test]
    public async Task AStrangersOrder_Is404_Everywhere()
    {
        using var stranger = await ApiPerson.BuyerAsync();
        var (orderId, lineId, number) = await ApiPerson.InDatabaseAsync(db => db.OrderLines
            .Join(db.Orders, line => line.OrderId, order => order.Id, (line, order) => new ValueTuple<Guid, Guid, string>(order.Id, line.Id, order.Number)).FirstAsync());
        var orders = new OrdersClient(stranger.Http);
        await Refusal.OfAsync(orders.GetAsync(orderId.ToString(), CancellationToken.None), 404, "not_found");
        await Refusal.OfAsync(orders.GetAsync(number, CancellationToken.None), 404, "not_found");
        await Refusal.OfAsync(orders.GetDownloadAsync(orderId, lineId, null, CancellationToken.None), 404, "not_found");
        await Refusal.OfAsync(orders.GetTimelineAsync(orderId, CancellationToken.None), 404, "not_found");
        await Refusal.OfAsync(new PaymentsClient(stranger.Http).RefreshAsync(orderId, CancellationToken.None), 404, "not_found");
    }

    [Test]
    public async Task Checkout_WithoutAKey_IsRefused_AndOfAnEmptyCartToo()
    {
        using var buyer = await ApiPerson.BuyerAsync();
        using var answer = await buyer.Http.PostAsync(PaymentRoutes.Checkout, null);
        await AssertProblemAsync(answer, HttpStatusCode.BadRequest, "idempotency_key_required");
        await Refusal.OfAsync(new PaymentsClient(buyer.Http).CheckoutAsync("a", CancellationToken.None), 409, "cart.empty");
    }

    [Test]
    public async Task ASecondClickOnPay_IsTheSameOrder()
    {
        using var buyer = await ApiPerson.BuyerAsync();
        var productId = await ApiPerson.InDatabaseAsync(db => db.Products.Where(product => product.PriceCents > 1000 && product.PublishedAt != null && product.DeletedAt == null).Select(product => product.Id).FirstAsync());
        await new CartClient(buyer.Http).PutLineAsync(productId, new(), CancellationToken.None);
        var payments = new PaymentsClient(buyer.Http);
        var answers = await Task.WhenAll(payments.CheckoutAsync("one", CancellationToken.None), payments.CheckoutAsync("one", CancellationToken.None));
        Assert.That(answers[0], Is.EqualTo(answers[1]));
        var order = await new OrdersClient(buyer.Http).GetAsync(answers[0].OrderNumber, CancellationToken.None);
        Assert.That(order.Status, Is.EqualTo(OrderStatus.Pending));
    }

    [TestCase(null)]
    [TestCase("t=1,v1=00")]
    [TestCase("nonsense")]
    public async Task AWebhookWithABadSignature_IsRefused_AndNothingIsStored(string? signature)
    {
        using var stripe = await ApiPerson.GuestAsync();
        var eventId = $"evt_{Guid.NewGuid():N}";
        using var request = new HttpRequestMessage(HttpMethod.Post, PaymentRoutes.StripeWebhook)
        {
            Content = JsonContent.Create(new { id = eventId, type = "checkout.session.completed", data = new { @object = new { id = "cs_1" } } }),
        };
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation("Stripe-Signature", signature);
        }

        using var answer = await stripe.Http.SendAsync(request);
        await AssertProblemAsync(answer, HttpStatusCode.BadRequest, "webhooks.bad_signature");
        Assert.That(await ApiPerson.InDatabaseAsync(db => db.ProviderEvents.CountAsync(received => received.EventId == eventId)), Is.Zero);
    }

    [TestCase("limit=0")]
    [TestCase("limit=101")]
    [TestCase("cursor=nonsense")]
    public async Task AWrongPage_Is400_AndNamesTheField(string query)
    {
        using var buyer = await ApiPerson.BuyerAsync();
        using var answer = await buyer.Http.GetAsync($"/api/orders?{query}");
        var problem = await AssertProblemAsync(answer, HttpStatusCode.BadRequest, "validation_failed");
        Assert.That(problem.GetProperty("errors").TryGetProperty(query.Split('=')[0], out _), Is.True);
    }

    [Test]
    public async Task EveryHost_TellsTheHealthOfItsDependencies()
    {
        var running = await RunningMarketplace.GetAsync();
        using var http = new HttpClient();
        foreach (var host in new[] { running.Web, running.Api, running.Identity, running.Workers, running.Stripe })
        {
            using var answer = await http.GetAsync(new Uri(host, "/health"));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), host.ToString());
            var health = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.That(health.GetProperty("checks").EnumerateObject().Count(), Is.GreaterThan(1), host.ToString());
        }
    }

    [Test]
    public async Task TheJobDashboard_IsForAdminsOnly()
    {
        var running = await RunningMarketplace.GetAsync();
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var answer = await http.GetAsync(new Uri(running.Workers, "/hangfire"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(answer.Headers.Location!.ToString(), Does.StartWith(running.Identity.ToString()));
    }

    [Test]
    public async Task TheOpenApiDocument_ListsTheRoutes()
    {
        using var guest = await ApiPerson.GuestAsync();
        var document = await guest.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        Assert.That(paths, Is.SupersetOf((string[])["/api/products", "/api/products/{slug}", "/api/cart", "/api/checkout", "/api/orders", "/api/seller/balance", "/api/me/tokens", "/webhooks/stripe"]));
    }

    private static async Task<JsonElement> AssertProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        Assert.That(answer.StatusCode, Is.EqualTo(status), await answer.Content.ReadAsStringAsync());
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(problem.GetProperty("code").GetString(), Is.EqualTo(code));
        return problem;
    }
}
