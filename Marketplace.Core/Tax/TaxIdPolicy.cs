using System.Text.RegularExpressions;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Tax;

/// <summary>
/// How VAT and GST numbers look, and their check digits where the rule is simple. A number that passes looks right; whether it is registered
/// only the tax office knows. In the EU the country's prefix is added when it was left out; Greece writes EL.
/// </summary>
public static partial class TaxIdPolicy
{
    public static Error Invalid { get; } = new(ErrorKind.Invalid, "tax_id_invalid", "This is not a tax number of that country. Check it for typing errors, or leave it out.", "taxId");

    public static Error CountryNeeded { get; } = new(ErrorKind.Invalid, "tax_country_needed", "Choose the country of the tax number too.", "country");

    public static Error UnknownCountry { get; } = new(ErrorKind.Invalid, "validation_failed", "A country is given by its two letters, such as DE.", "country");

    // Formats: European Commission, VIES FAQ (Q11); the others by their tax offices. Prefix, pattern behind it, check of the digits.
    private static readonly Dictionary<string, Format> Formats = new()
    {
        ["AT"] = new("AT", "U[0-9]{8}", Austria),
        ["BE"] = new("BE", "[01][0-9]{9}", digits => 97 - Number(digits[..8]) % 97 == Number(digits[8..])),
        ["BG"] = new("BG", "[0-9]{9,10}", null),
        ["CY"] = new("CY", "[0-9]{8}[A-Z]", null),
        ["CZ"] = new("CZ", "[0-9]{8,10}", null),
        ["DE"] = new("DE", "[1-9][0-9]{8}", Germany),
        ["DK"] = new("DK", "[1-9][0-9]{7}", digits => Weighted(digits, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0),
        ["EE"] = new("EE", "[0-9]{9}", digits => Weighted(digits, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0),
        ["ES"] = new("ES", "([A-Z][0-9]{7}[0-9A-Z]|[0-9]{8}[A-Z])", null),
        ["FI"] = new("FI", "[0-9]{8}", digits => Weighted(digits, 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0),
        ["FR"] = new("FR", "[0-9A-HJ-NP-Z]{2}[0-9]{9}", France),
        ["GR"] = new("EL", "[0-9]{9}", digits => Weighted(digits[..8], 256, 128, 64, 32, 16, 8, 4, 2) % 11 % 10 == digits[8] - '0'),
        ["HR"] = new("HR", "[0-9]{11}", null),
        ["HU"] = new("HU", "[0-9]{8}", digits => Weighted(digits, 9, 7, 3, 1, 9, 7, 3, 1) % 10 == 0),
        ["IE"] = new("IE", "([0-9]{7}[A-Z]{1,2}|[0-9][A-Z+*][0-9]{5}[A-Z])", null),
        ["IT"] = new("IT", "[0-9]{11}", Luhn),
        ["LT"] = new("LT", "([0-9]{9}|[0-9]{12})", null),
        ["LU"] = new("LU", "[0-9]{8}", digits => Number(digits[..6]) % 89 == Number(digits[6..])),
        ["LV"] = new("LV", "[0-9]{11}", null),
        ["MT"] = new("MT", "[0-9]{8}", digits => Weighted(digits, 3, 4, 6, 7, 8, 9, 10, 1) % 37 == 0),
        ["NL"] = new("NL", "[0-9]{9}B[0-9]{2}", null),
        ["PL"] = new("PL", "[0-9]{10}", digits => Weighted(digits[..9], 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == digits[9] - '0'),
        ["PT"] = new("PT", "[1-9][0-9]{8}", digits => (11 - Weighted(digits[..8], 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 11 % 10 == digits[8] - '0'),
        ["RO"] = new("RO", "[1-9][0-9]{1,9}", null),
        ["SE"] = new("SE", "[0-9]{10}01", digits => Luhn(digits[..10])),
        ["SI"] = new("SI", "[1-9][0-9]{7}", digits => (11 - Weighted(digits[..7], 8, 7, 6, 5, 4, 3, 2) % 11) % 10 == digits[7] - '0'),
        ["SK"] = new("SK", "[1-9][0-9]{9}", digits => Number(digits) % 11 == 0),
        ["GB"] = new("GB", "([0-9]{9}|[0-9]{12})", Britain),
        ["CH"] = new("CHE", "[0-9]{9}(MWST|TVA|IVA)?", digits => (11 - Weighted(digits[..8], 5, 4, 3, 2, 7, 6, 5, 4) % 11) % 11 == digits[8] - '0'),
        ["NO"] = new("", "[0-9]{9}(MVA)?", digits => Weighted(digits[..9], 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0),
        ["AU"] = new("", "[0-9]{11}", digits => (Weighted(digits, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19) - 10) % 89 == 0),
        ["NZ"] = new("", "[0-9]{8,9}", null),
    };

    /// <summary>The number as it is printed; null for an empty one.</summary>
    public static Result<TaxPlace> Read(string? country, string? taxId)
    {
        var place = string.IsNullOrWhiteSpace(country) ? null : country.Trim().ToUpperInvariant();
        if (place is not null && !TwoLetters().IsMatch(place))
        {
            return UnknownCountry;
        }

        var number = Separators().Replace(taxId ?? "", "").ToUpperInvariant();
        if (number.Length == 0)
        {
            return new TaxPlace(place, null);
        }

        if (place is null)
        {
            return CountryNeeded;
        }

        return number.Length > 1 && Normalize(place, number) is { } normal ? new TaxPlace(place, normal) : Invalid;
    }

    private static string? Normalize(string country, string number)
    {
        if (!Formats.TryGetValue(country, out var format))
        {
            return Plain().IsMatch(number) ? number : null;
        }

        var isPrefixed = format.Prefix.Length > 0 && number.StartsWith(format.Prefix, StringComparison.Ordinal);
        if (!isPrefixed && char.IsAsciiLetter(number[0]) && char.IsAsciiLetter(number[1]))
        {
            // Another country's number: a French key may be two letters, so DE136695976 would pass for one.
            return null;
        }

        var body = isPrefixed ? number[format.Prefix.Length..] : number;
        return Regex.IsMatch(body, $"^{format.Pattern}$", RegexOptions.CultureInvariant) && format.Check?.Invoke(body) != false ? format.Prefix + body : null;
    }

    private static bool Austria(string body)
    {
        var sum = 0;
        for (var i = 1; i < 8; i++)
        {
            var digit = (body[i] - '0') * (i % 2 == 0 ? 2 : 1);
            sum += digit / 10 + digit % 10;
        }

        return (96 - sum) % 10 == body[8] - '0';
    }

    // ISO 7064, MOD 11,10.
    private static bool Germany(string digits)
    {
        var check = 5;
        foreach (var digit in digits)
        {
            check = ((check == 0 ? 10 : check) * 2 % 11 + digit - '0') % 10;
        }

        return check == 1;
    }

    // Numbers with letters in the key have a rule of their own.
    private static bool France(string body) =>
        !body.All(char.IsAsciiDigit) || Number(body[..2]) == Number(body[2..] + "12") % 97;

    private static bool Britain(string digits)
    {
        var sum = Weighted(digits[..9], 8, 7, 6, 5, 4, 3, 2, 10, 1) % 97;
        return sum is 0 or 42;
    }

    private static bool Luhn(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = (digits[^(i + 1)] - '0') * (i % 2 == 0 ? 1 : 2);
            sum += digit / 10 + digit % 10;
        }

        return sum % 10 == 0;
    }

    private static long Number(string digits) => long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);

    private static int Weighted(string digits, params ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += (digits[i] - '0') * weights[i];
        }

        return sum;
    }

    private sealed record Format(string Prefix, string Pattern, Func<string, bool>? Check);

    [GeneratedRegex(@"[\s.\-/]")]
    private static partial Regex Separators();

    [GeneratedRegex("^[A-Z]{2}$")]
    private static partial Regex TwoLetters();

    [GeneratedRegex("^[A-Z0-9]{4,30}$")]
    private static partial Regex Plain();
}
