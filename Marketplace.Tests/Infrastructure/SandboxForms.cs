using System.Text.RegularExpressions;

namespace Marketplace.Tests.Infrastructure;

/// <summary>Fills in the sandbox's hosted pages.</summary>
internal static partial class SandboxForms
{
    public static FormUrlEncodedContent Card(string number) => new(new Dictionary<string, string>
    {
        ["email"] = "buyer@example.org",
        ["cardNumber"] = number,
        ["cardExpiry"] = "12/39",
        ["cardCvc"] = "123",
        ["cardName"] = "Ada Buyer",
    });

    /// <summary>Sends the onboarding page's own prefilled values back.</summary>
    public static FormUrlEncodedContent Onboarding(string html) => new(
        Input().Matches(html).Select(match => match.Value)
            .Select(tag => (Name: Attribute(tag, "name"), Value: Attribute(tag, "value")))
            .Where(field => field.Name.Length > 0)
            .GroupBy(field => field.Name)
            .Select(group => new KeyValuePair<string, string>(group.Key, group.First().Value))
            .Concat(Select().Matches(html).Select(match => new KeyValuePair<string, string>(match.Groups["name"].Value, match.Groups["value"].Value))));

    private static string Attribute(string tag, string name) => System.Net.WebUtility.HtmlDecode(Regex.Match(tag, $"\\b{name}=\"([^\"]*)\"").Groups[1].Value);

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Input();

    [GeneratedRegex("<select[^>]*name=\"(?<name>[^\"]+)\"[^>]*>.*?<option[^>]*value=\"(?<value>[^\"]*)\"", RegexOptions.Singleline)]
    private static partial Regex Select();
}
