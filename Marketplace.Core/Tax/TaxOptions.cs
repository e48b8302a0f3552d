using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Core.Tax;

/// <summary>Configuration section <c>Tax</c>: <c>Calculator</c> (table or stripe), <c>Country</c> of the marketplace, <c>Rates</c> over the built-in ones.</summary>
/// <param name="Country">Where the marketplace itself is; null outside the table's rules.</param>
public sealed record TaxOptions(bool UsesStripe, string? Country, FrozenDictionary<string, int> Rates)
{
    private static readonly JsonSerializerOptions WithComments = new() { ReadCommentHandling = JsonCommentHandling.Skip };

    public static TaxOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Tax");
        var calculator = section["Calculator"] is { Length: > 0 } named ? named : "table";
        if (calculator is not ("table" or "stripe"))
        {
            throw new InvalidOperationException($"Tax:Calculator is {calculator}; it is table or stripe.");
        }

        var rates = BuiltIn();
        foreach (var (country, rate) in section.GetSection("Rates").AsEnumerable(makePathsRelative: true).Where(pair => pair.Value is not null))
        {
            rates[country.ToUpperInvariant()] = int.Parse(rate!, NumberStyles.None, CultureInfo.InvariantCulture);
        }

        return new(calculator == "stripe", section["Country"] is { Length: 2 } own ? own.ToUpperInvariant() : null, rates.ToFrozenDictionary());
    }

    private static Dictionary<string, int> BuiltIn()
    {
        using var stream = typeof(TaxOptions).Assembly.GetManifestResourceStream("Marketplace.Core.Tax.tax-rates.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, int>>(stream, WithComments)!;
    }
}
