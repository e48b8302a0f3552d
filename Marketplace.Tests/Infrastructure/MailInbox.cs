using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Marketplace.Tests.Infrastructure;

/// <summary>Reads the mail catcher as a person reads an inbox.</summary>
internal sealed partial class MailInbox(Uri address) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HttpClient http = new() { BaseAddress = address };

    /// <summary>Waits for a mail to this person whose subject contains the text.</summary>
    public async Task<ReceivedMail> WaitForAsync(string to, string subject)
    {
        var until = TimeProvider.System.GetUtcNow() + Patience;
        while (TimeProvider.System.GetUtcNow() < until)
        {
            var mails = await ListAsync(to);
            if (mails.Find(mail => mail.Subject.Contains(subject, StringComparison.OrdinalIgnoreCase)) is { } found)
            {
                return found;
            }

            await Task.Delay(200);
        }

        throw new AssertionException($"No mail “{subject}” to {to}; there are: {string.Join(", ", (await ListAsync(to)).Select(mail => mail.Subject))}");
    }

    public async Task<List<ReceivedMail>> ListAsync(string to)
    {
        var mails = await http.GetFromJsonAsync<JsonElement>("/api/email");
        return [.. mails.EnumerateArray()
            .Where(mail => mail.GetProperty("to").EnumerateArray().Any(person => string.Equals(person.GetProperty("address").GetString(), to, StringComparison.OrdinalIgnoreCase)))
            .Select(mail => new ReceivedMail(mail.GetProperty("subject").GetString()!, mail.GetProperty("html").GetString() ?? "", mail.GetProperty("text").GetString() ?? ""))];
    }

    /// <summary>Every mail to everybody: a server that is sent a mail twice has it twice, with the same id.</summary>
    public async Task<List<Delivery>> DeliveriesAsync()
    {
        var mails = await http.GetFromJsonAsync<JsonElement>("/api/email");
        return [.. mails.EnumerateArray().SelectMany(mail => mail.GetProperty("to").EnumerateArray().Select(person => new Delivery(
            person.GetProperty("address").GetString()!, mail.GetProperty("subject").GetString()!, mail.GetProperty("headers").GetProperty("message-id").GetString()!)))];
    }

    public void Dispose() => http.Dispose();

    internal sealed record Delivery(string To, string Subject, string MessageId);

    internal sealed record ReceivedMail(string Subject, string Html, string Text)
    {
        public Uri Link(string containing) => new(System.Net.WebUtility.HtmlDecode(
            Href().Matches(Html).Select(match => match.Groups[1].Value).First(link => link.Contains(containing, StringComparison.Ordinal))));
    }

    [GeneratedRegex("href=\"([^\"]+)\"")]
    private static partial Regex Href();
}
