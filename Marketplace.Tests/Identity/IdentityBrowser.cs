using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Marketplace.Tests.Infrastructure;
using Microsoft.AspNetCore.WebUtilities;

namespace Marketplace.Tests.Identity;

/// <summary>A person's browser at the identity host: cookies, forms and mails, redirects seen but not followed.</summary>
internal sealed partial class IdentityBrowser : IDisposable
{
    private readonly RunningMarketplace market;
    private readonly HttpClient http;
    private readonly string verifier = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    private IdentityBrowser(RunningMarketplace market)
    {
        this.market = market;
        http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = market.Identity };
    }

    public string Authority => new Uri(market.Identity, "/").AbsoluteUri;

    public string Shop => new Uri(market.Web, "/").AbsoluteUri;

    public static async Task<IdentityBrowser> OpenAsync() => new(await RunningMarketplace.GetAsync());

    public static string NewEmail() => $"{Guid.NewGuid():N}@example.test";

    public static JsonNode Claims(JsonNode token) =>
        JsonNode.Parse(WebEncoders.Base64UrlDecode(token.GetValue<string>().Split('.')[1]))!;

    public string Authorize(string? prompt = null) => QueryHelpers.AddQueryString("/connect/authorize", new Dictionary<string, string?>
    {
        ["client_id"] = "marketplace-web",
        ["response_type"] = "code",
        ["redirect_uri"] = Shop + "signin-oidc",
        ["scope"] = "openid profile email offline_access marketplace-api",
        ["state"] = "state",
        ["nonce"] = "nonce",
        ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
        ["code_challenge_method"] = "S256",
        ["prompt"] = prompt,
    });

    public string Logout(string idToken) => QueryHelpers.AddQueryString("/connect/logout", new Dictionary<string, string?>
    {
        ["id_token_hint"] = idToken,
        ["post_logout_redirect_uri"] = Shop + "signout-callback-oidc",
    });

    public async Task<Answer> GetAsync(string url)
    {
        using var response = await http.GetAsync(url);
        return await Answer.ReadAsync(response);
    }

    public async Task<Answer> PostAsync(string url, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var response = await http.PostAsync(url, form);
        return await Answer.ReadAsync(response);
    }

    /// <summary>Loads the page with the form, fills it in and sends it.</summary>
    public async Task<Answer> SubmitAsync(string url, params (string Name, string Value)[] fields)
    {
        var page = await GetAsync(url);
        return await PostAsync(url, [.. fields, ("__RequestVerificationToken", AntiforgeryToken().Match(page.Html).Groups[1].Value)]);
    }

    public async Task<string> NewAccountAsync(string password)
    {
        var email = NewEmail();
        await SubmitAsync("/register", ("Input.DisplayName", "Test person"), ("Input.Email", email), ("Input.Password", password));
        await GetAsync(await MailedLinkAsync(email));
        return email;
    }

    public async Task<JsonNode> SignInAsync(string email, string password)
    {
        await SubmitAsync("/sign-in", ("Input.Email", email), ("Input.Password", password));
        return await RedeemAsync((await GetAsync(Authorize())).Code);
    }

    public Task<JsonNode> RedeemAsync(string code, string? verifier = null) => TokenAsync(
        ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Shop + "signin-oidc"), ("code_verifier", verifier ?? this.verifier));

    public Task<JsonNode> RefreshAsync(string refreshToken) => TokenAsync(("grant_type", "refresh_token"), ("refresh_token", refreshToken));

    /// <summary>The link in the newest mail to an address, waited for.</summary>
    public async Task<string> MailedLinkAsync(string email, string subject = "Confirm your e-mail address")
    {
        for (var attempt = 0; attempt < 50; attempt++)
        {
            var mails = await http.GetFromJsonAsync<JsonArray>(new Uri(market.MailInbox, "/api/email"));
            var mail = mails!.LastOrDefault(mail => (string?)mail!["to"]![0]!["address"] == email && (string?)mail["subject"] == subject);
            if (mail is not null)
            {
                return WebUtility.HtmlDecode(MailLink().Match((string)mail["html"]!).Groups[1].Value);
            }

            await Task.Delay(100);
        }

        throw new AssertionException($"No mail \"{subject}\" came to {email}.");
    }

    public void Dispose() => http.Dispose();

    private async Task<JsonNode> TokenAsync(params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(
            fields.Append(("client_id", "marketplace-web")).Append(("client_secret", "marketplace-web-development-secret"))
                .Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        using var response = await http.PostAsync("/connect/token", form);
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    [GeneratedRegex("""__RequestVerificationToken" type="hidden" value="([^"]+)""")]
    private static partial Regex AntiforgeryToken();

    [GeneratedRegex("href=\"([^\"]+)\"")]
    private static partial Regex MailLink();

    /// <param name="Path">Where a redirect leads, else empty.</param>
    internal sealed partial record Answer(HttpStatusCode Status, string Path, string Html)
    {
        public string Code => QueryHelpers.ParseQuery(new Uri(Path).Query)["code"].ToString();

        public string Alert => AlertText().Match(Html).Groups[1].Value.Trim();

        public static async Task<Answer> ReadAsync(HttpResponseMessage response) =>
            new(response.StatusCode, response.Headers.Location?.OriginalString ?? "", await response.Content.ReadAsStringAsync());

        public string Link(string id)
        {
            var tag = Regex.Match(Html, $"<a[^>]*id=\"{id}\"[^>]*>").Value;
            return WebUtility.HtmlDecode(Regex.Match(tag, "href=\"([^\"]+)\"").Groups[1].Value);
        }

        [GeneratedRegex("""role="alert">(.*?)</div>""", RegexOptions.Singleline)]
        private static partial Regex AlertText();
    }
}
