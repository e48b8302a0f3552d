using System.Net;
using System.Text;
using Marketplace.Core.Tax;
using Stripe;

namespace Marketplace.Tests.Tax;

/// <summary>
/// What is asked of Stripe Tax and how its answer is read, through Stripe.net. The sandbox cannot stand in: its contract has no /v1/tax.
/// The answer is the documentation's, with the amounts of this test.
/// </summary>
internal sealed class StripeTaxCalculatorTests
{
    private const string Answer = """
        {
          "id": "taxcalc_1", "object": "tax.calculation", "currency": "usd", "amount_total": 3627, "tax_amount_exclusive": 579, "tax_amount_inclusive": 0,
          "tax_breakdown": [{ "amount": 579, "inclusive": false, "taxability_reason": "standard_rated", "taxable_amount": 3048,
            "tax_rate_details": { "country": "DE", "percentage_decimal": "19.0", "tax_type": "vat" } }],
          "line_items": { "object": "list", "has_more": false, "data": [
            { "id": "tax_li_1", "object": "tax.calculation_line_item", "reference": "a", "amount": 1999, "amount_tax": 380, "tax_behavior": "exclusive" },
            { "id": "tax_li_2", "object": "tax.calculation_line_item", "reference": "c", "amount": 1049, "amount_tax": 199, "tax_behavior": "exclusive" }] }
        }
        """;

    [Test]
    public async Task Assess_AsksForTheLinesThatCostSomething_AndReadsTheirTax()
    {
        using var stripe = new Wire(HttpStatusCode.OK, Answer);
        var tax = await Calculator(stripe).AssessAsync(new("USD", [new("a", 1999), new("b", 0), new("c", 1049)], new("DE", "DE136695976")), CancellationToken.None);
        Assert.That((tax.RateBasisPoints, tax.Note, tax.CalculationId), Is.EqualTo((1900, (string?)null, "taxcalc_1")));
        Assert.That(tax.LineCents, Is.EqualTo(new long[] { 380, 0, 199 }));
        Assert.That(stripe.Path, Is.EqualTo("/v1/tax/calculations"));
        Assert.That(stripe.Form, Does.Contain("currency=usd").And.Contain("customer_details[address][country]=DE").And.Contain("customer_details[tax_ids][0][type]=eu_vat")
            .And.Contain("line_items[0][reference]=a").And.Contain("line_items[1][amount]=1049").And.Contain("line_items[1][tax_behavior]=exclusive"));
        Assert.That(stripe.Form, Does.Not.Contain("line_items[2]"));
    }

    [Test]
    public async Task Assess_ReverseCharge_IsNoted()
    {
        var answer = Answer.Replace("\"tax_amount_exclusive\": 579", "\"tax_amount_exclusive\": 0", StringComparison.Ordinal).Replace("\"amount\": 579", "\"amount\": 0", StringComparison.Ordinal)
            .Replace("standard_rated", "reverse_charge", StringComparison.Ordinal).Replace("380", "0", StringComparison.Ordinal).Replace("199,", "0,", StringComparison.Ordinal).Replace("\"amount_tax\": 199", "\"amount_tax\": 0", StringComparison.Ordinal);
        using var stripe = new Wire(HttpStatusCode.OK, answer);
        var tax = await Calculator(stripe).AssessAsync(new("USD", [new("a", 1999)], new("FR", "FR40303265045")), CancellationToken.None);
        Assert.That((tax.TotalCents, tax.Note), Is.EqualTo((0L, "reverse_charge")));
    }

    [Test]
    public async Task Assess_WithoutACountry_AsksNobody()
    {
        using var stripe = new Wire(HttpStatusCode.OK, Answer);
        Assert.That((await Calculator(stripe).AssessAsync(new("USD", [new("a", 1999)], TaxPlace.Unknown), CancellationToken.None)).TotalCents, Is.Zero);
        Assert.That(stripe.Path, Is.Null);
    }

    [Test]
    public void Assess_WhenStripeFails_SaysSo()
    {
        using var stripe = new Wire(HttpStatusCode.InternalServerError, "{\"error\":{\"type\":\"api_error\",\"message\":\"down\"}}");
        Assert.That(() => Calculator(stripe).AssessAsync(new("USD", [new("a", 1999)], new("DE", null)), CancellationToken.None), Throws.InstanceOf<TaxUnavailableException>());
    }

    [Test]
    public async Task RecordSale_NamesTheOrder_UnderAKeyOfItsOwn()
    {
        using var stripe = new Wire(HttpStatusCode.OK, "{\"id\":\"tax_1\",\"object\":\"tax.transaction\"}");
        await Calculator(stripe).RecordSaleAsync("taxcalc_1", "MP-2026-000042", CancellationToken.None);
        Assert.That((stripe.Path, stripe.Key), Is.EqualTo(("/v1/tax/transactions/create_from_calculation", "tax:MP-2026-000042")));
        Assert.That(stripe.Form, Does.Contain("calculation=taxcalc_1").And.Contain("reference=MP-2026-000042"));
    }

    private static StripeTaxCalculator Calculator(Wire wire) => new(
        new StripeClient(new StripeClientOptions { ApiKey = "sk_test_tax", HttpClient = new SystemNetHttpClient(new HttpClient(wire), maxNetworkRetries: 0, enableTelemetry: false) }),
        TaxOptions.From(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build()));

    /// <summary>The line to Stripe: notes what was asked and answers.</summary>
    private sealed class Wire(HttpStatusCode status, string answer) : HttpMessageHandler
    {
        public string? Path { get; private set; }

        public string? Key { get; private set; }

        public string? Form { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Path = request.RequestUri!.AbsolutePath;
            Key = request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null;
            Form = WebUtility.UrlDecode(await request.Content!.ReadAsStringAsync(cancellationToken));
            return new(status) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
        }
    }
}
