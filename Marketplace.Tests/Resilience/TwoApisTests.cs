using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Marketplace.Contracts.Orders;
using Marketplace.Contracts.Payments;
using Marketplace.Contracts.Refunds;
using Marketplace.StripeSandbox.Webhooks;

namespace Marketplace.Tests.Resilience;

/// <summary>Two Api processes on the same stores, asked for the same thing at the same instant.</summary>
[TestFixture, NonParallelizable, Order(1)]
internal sealed class TwoApisTests
{
    private const int Buyers = 8;
    private const int OrdersPerBuyer = 8;
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Shop shop = OwnMarketplace.Shop;
    private readonly HttpClient http = new();
    private SecondApi second = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        second = await SecondApi.StartAsync(shop.Market);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk_test_sandbox");

        // The sandbox's own webhooks would come at a moment of their own.
        using var fault = await http.PostAsJsonAsync(new Uri(shop.Market.Stripe, "/_sandbox/faults"), new { kind = "drop", match = "checkout.session.", always = true });
        fault.EnsureSuccessStatusCode();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        using var cleared = await http.DeleteAsync(new Uri(shop.Market.Stripe, "/_sandbox/faults"));
        await second.DisposeAsync();
        http.Dispose();
    }

    [Test]
    public async Task ReturnAndWebhook_AtTheSameInstantOnTwoApis_SettleEachOrderOnce()
    {
        var orders = (await Task.WhenAll(Enumerable.Range(0, Buyers).Select(BuyAsync))).SelectMany(bought => bought).ToList();
        await Stuck.UntilNothingIsAsync(shop.Market, TimeSpan.FromMinutes(3));
        var audit = new Audit(shop);
        Assert.That(await audit.PaidOrdersAsync(orders.Select(order => order.BuyerId)), Is.EquivalentTo(orders.Select(order => order.Id)), "paid orders");
        await audit.AssertSalesAsync();
        await audit.AssertBooksAsync();
        await audit.AssertConfirmationsAsync(mostRepeats: 0);
    }

    [Test]
    public async Task TheSameRefundKey_ToBothApisAtOnce_IsOneRefund()
    {
        using var buyer = await shop.BuyerAsync();
        using var admin = shop.Admin.At(shop.Market.Api);
        using var atSecond = shop.Admin.At(second.Address);
        foreach (var product in shop.Products.Take(12))
        {
            await buyer.FillCartAsync([product.Id]);
            var checkout = await buyer.Payments.CheckoutAsync(Guid.NewGuid().ToString(), None);
            await shop.PayAsync(checkout);
            await buyer.Payments.RefreshAsync(checkout.OrderId, None);
            var body = new RefundRequest { Amount = new(1_00, "USD"), Reason = "Goodwill" };
            var answers = await Task.WhenAll(
                admin.Refunds.RefundAsync(checkout.OrderId, body, checkout.OrderNumber, None),
                atSecond.Refunds.RefundAsync(checkout.OrderId, body, checkout.OrderNumber, None));
            Assert.That(answers.Select(refund => refund.Id).Distinct().Count(), Is.EqualTo(1));
            Assert.That((await admin.Refunds.ListOfOrderAsync(checkout.OrderId, None)).Select(refund => (refund.Id, refund.Amount.Amount)), Is.EqualTo(new[] { (answers[0].Id, 1_00L) }));
        }

        await Stuck.UntilNothingIsAsync(shop.Market, TimeSpan.FromMinutes(3));
        var audit = new Audit(shop);
        await audit.AssertRefundsAsync();
        await audit.AssertBooksAsync();
    }

    private async Task<List<(Guid Id, Guid BuyerId)>> BuyAsync(int number)
    {
        using var buyer = await shop.BuyerAsync();
        using var atFirst = buyer.At(shop.Market.Api);
        using var atSecond = buyer.At(second.Address);
        var orders = new List<(Guid, Guid)>();
        foreach (var products in shop.Products.Skip(number).Take(2 * OrdersPerBuyer).Chunk(2))
        {
            await buyer.FillCartAsync(products.Select(product => product.Id));
            var key = Guid.NewGuid().ToString();
            var checkouts = await Task.WhenAll(atFirst.Payments.CheckoutAsync(key, None), atSecond.Payments.CheckoutAsync(key, None));
            Assert.That(checkouts[1], Is.EqualTo(checkouts[0]), "the same key is the same order and page");
            await shop.PayAsync(checkouts[0]);

            // Either Api gets the webhook while the buyer returns to the other.
            var webhook = await WebhookAsync(checkouts[0]);
            var (returned, told) = orders.Count % 2 == 0 ? (atFirst, second.Address) : (atSecond, shop.Market.Api);
            var returning = returned.Payments.RefreshAsync(checkouts[0].OrderId, None);
            await Task.WhenAll(returning, PostAsync(told, webhook));
            Assert.That((await returning).Status, Is.EqualTo(OrderStatus.Paid));
            orders.Add((checkouts[0].OrderId, buyer.Id));
        }

        return orders;
    }

    /// <summary>Stripe's event of the paid page.</summary>
    private async Task<string> WebhookAsync(CheckoutView checkout)
    {
        var events = await http.GetFromJsonAsync<JsonElement>(new Uri(shop.Market.Stripe, "/v1/events?limit=100&type=checkout.session.completed"));
        return events.GetProperty("data").EnumerateArray()
            .Single(item => item.GetProperty("data").GetProperty("object").GetProperty("client_reference_id").GetString() == checkout.OrderId.ToString())
            .GetRawText();
    }

    private async Task PostAsync(Uri api, string payload)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(api, PaymentRoutes.StripeWebhook)) { Content = new StringContent(payload, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Stripe-Signature", WebhookSignature.Header(payload, "whsec_sandbox", TimeProvider.System.GetUtcNow()));
        using var answer = await http.SendAsync(request);
        Assert.That(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
