using Marketplace.Core.Kernel;

namespace Marketplace.Core.Tax;

/// <summary>
/// Tax stands on top of the price, at the standard rate of the buyer's country, half up on the whole order, and is split over the lines by largest
/// remainder. A business in another EU country than the marketplace's, told by its VAT number, owes the tax itself (reverse charge, Directive 2006/112/EC article 196).
/// </summary>
public static class TaxPolicy
{
    private static readonly HashSet<string> EuropeanUnion =
        ["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"];

    public static bool IsInEuropeanUnion(string country) => EuropeanUnion.Contains(country);

    public static bool IsReverseCharge(TaxPlace buyer, string? marketplaceCountry) =>
        buyer is { Country: { } country, TaxId: not null } && IsInEuropeanUnion(country) && country != marketplaceCountry;

    public static TaxAssessment Assess(IReadOnlyList<long> amounts, TaxPlace buyer, string? marketplaceCountry, IReadOnlyDictionary<string, int> rates)
    {
        if (amounts.Count == 0 || buyer.Country is not { } country || !rates.TryGetValue(country, out var rate))
        {
            return TaxAssessment.None(amounts.Count);
        }

        if (IsReverseCharge(buyer, marketplaceCountry))
        {
            return TaxAssessment.None(amounts.Count) with { Note = TaxAssessment.ReverseCharge };
        }

        var total = MoneyMath.RoundHalfUp(amounts.Sum(), rate, 10_000);
        return new(rate, null, MoneyMath.Allocate(total, amounts), null);
    }
}

/// <summary>The table of rates that comes with the product.</summary>
public sealed class TableTaxCalculator(TaxOptions options) : ITaxCalculator
{
    public Task<TaxAssessment> AssessAsync(TaxRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(TaxPolicy.Assess([.. request.Lines.Select(line => line.AmountCents)], request.Place, options.Country, options.Rates));

    public Task RecordSaleAsync(string calculationId, string orderNumber, CancellationToken cancellationToken) => Task.CompletedTask;
}
