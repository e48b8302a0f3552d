using System.Globalization;
using System.Net.Mail;
using System.Text.RegularExpressions;
using Marketplace.StripeSandbox.Payments;

namespace Marketplace.StripeSandbox.Pages;

/// <summary>What a buyer typed on the payment page.</summary>
internal sealed partial record CardForm(string Email, string Number, string Expiry, string Cvc, string Name)
{
    public static readonly CardForm Empty = new("", "", "", "", "");

    public static CardForm From(IFormCollection form) => new(
        form["email"].ToString().Trim(),
        NotDigits().Replace(form["cardNumber"].ToString(), ""),
        form["cardExpiry"].ToString().Trim(),
        form["cardCvc"].ToString().Trim(),
        form["cardName"].ToString().Trim());

    /// <summary>The checked entry, or the message of each field that is not right.</summary>
    public (CardEntry? Entry, IReadOnlyDictionary<string, string> Errors) Check(DateTimeOffset now)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!MailAddress.TryCreate(Email, out _) || !Email.Contains('@', StringComparison.Ordinal))
        {
            errors["email"] = "Enter an e-mail address, such as you@example.com.";
        }

        if (!TestCards.PassesLuhn(Number))
        {
            errors["cardNumber"] = "Your card number is invalid.";
        }

        var expiry = ParseExpiry();
        if (expiry is not { } date)
        {
            errors["cardExpiry"] = "Enter the expiry date as MM / YY.";
        }
        else if (new DateTimeOffset((int)date.Year, (int)date.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1) <= now)
        {
            errors["cardExpiry"] = "Your card's expiration date is in the past.";
        }

        if (Cvc.Length is < 3 or > 4 || !Cvc.All(char.IsAsciiDigit))
        {
            errors["cardCvc"] = "Enter the 3 digits on the back of the card.";
        }

        if (Name.Length == 0)
        {
            errors["cardName"] = "Enter the name on the card.";
        }

        return errors.Count == 0
            ? (new CardEntry(Number, expiry!.Value.Month, expiry.Value.Year, Name, Email), errors)
            : (null, errors);
    }

    private (long Month, long Year)? ParseExpiry()
    {
        var match = ExpiryPattern().Match(Expiry);
        if (!match.Success)
        {
            return null;
        }

        var month = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var year = int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        return month is >= 1 and <= 12 ? (month, year < 100 ? 2000 + year : year) : null;
    }

    [GeneratedRegex(@"\D")]
    private static partial Regex NotDigits();

    [GeneratedRegex(@"^(\d{1,2})\s*[/\-\s]?\s*(\d{2}|20\d{2})$")]
    private static partial Regex ExpiryPattern();
}
