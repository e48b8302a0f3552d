using Stripe;
using Stripe.Tax;

namespace Marketplace.Core.Tax;

/// <summary>Stripe Tax: one calculation per checkout, one transaction per paid order, whose reference is the order's number.</summary>
public sealed class StripeTaxCalculator(IStripeClient client, TaxOptions options) : ITaxCalculator
{
    // "General - Electronically Supplied Services": https://docs.stripe.com/tax/tax-codes.
    private const string ElectronicService = "txcd_10000000";

    public async Task<TaxAssessment> AssessAsync(TaxRequest request, CancellationToken cancellationToken)
    {
        var taxable = request.Lines.Where(line => line.AmountCents > 0).ToList();
        if (request.Place.Country is null || taxable.Count == 0)
        {
            return TaxAssessment.None(request.Lines.Count);
        }

        var calculation = await CallAsync(() => new CalculationService(client).CreateAsync(Calculation(request, taxable), cancellationToken: cancellationToken));
        var byLine = calculation.LineItems.Data.ToDictionary(line => line.Reference, line => line.AmountTax);
        var breakdown = calculation.TaxBreakdown.FirstOrDefault(part => part.Amount > 0);
        return new(
            breakdown is null ? 0 : (int)decimal.Round(decimal.Parse(breakdown.TaxRateDetails.PercentageDecimal, System.Globalization.CultureInfo.InvariantCulture) * 100),
            Note(calculation, request.Place),
            [.. request.Lines.Select(line => byLine.GetValueOrDefault(line.Reference))],
            calculation.Id);
    }

    public Task RecordSaleAsync(string calculationId, string orderNumber, CancellationToken cancellationToken) => CallAsync(() =>
        new TransactionService(client).CreateFromCalculationAsync(
            new() { Calculation = calculationId, Reference = orderNumber },
            new RequestOptions { IdempotencyKey = $"tax:{orderNumber}" },
            cancellationToken));

    private static CalculationCreateOptions Calculation(TaxRequest request, List<TaxableLine> taxable) => new()
    {
        Currency = request.Currency.ToLowerInvariant(),
        CustomerDetails = new()
        {
            Address = new() { Country = request.Place.Country },
            AddressSource = "billing",
            TaxIds = request.Place is { TaxId: { } id, Country: { } country } && TypeOf(country) is { } type ? [new() { Type = type, Value = id }] : null,
        },
        LineItems = [.. taxable.Select(line => new CalculationLineItemOptions
        {
            Amount = line.AmountCents,
            Quantity = 1,
            Reference = line.Reference,
            TaxBehavior = "exclusive",
            TaxCode = ElectronicService,
        })],
        Expand = ["line_items"],
    };

    private string? Note(Calculation calculation, TaxPlace place) =>
        calculation.TaxAmountExclusive == 0
        && (calculation.TaxBreakdown.Any(part => part.TaxabilityReason == TaxAssessment.ReverseCharge) || TaxPolicy.IsReverseCharge(place, options.Country))
            ? TaxAssessment.ReverseCharge
            : null;

    private static string? TypeOf(string country) => country switch
    {
        "GB" => "gb_vat",
        "CH" => "ch_vat",
        "NO" => "no_vat",
        "AU" => "au_abn",
        "NZ" => "nz_gst",
        _ when TaxPolicy.IsInEuropeanUnion(country) => "eu_vat",
        _ => null,
    };

    private static async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (exception is StripeException or HttpRequestException)
        {
            throw new TaxUnavailableException("Stripe Tax cannot answer.", exception);
        }
    }
}
