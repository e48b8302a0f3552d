using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Webhooks;

/// <param name="Status">Null when no answer came.</param>
/// <param name="Problem">In words; null for a success.</param>
/// <param name="Headers">The first of them, a line each.</param>
/// <param name="Body">The beginning of it.</param>
/// <param name="RetryAfter">How long the receiver wants to be left alone.</param>
public sealed record WebhookAnswer(int? Status, string? Problem, string Headers = "", string Body = "", TimeSpan? RetryAfter = null)
{
    public bool IsOk => Problem is null;

    /// <summary>Standard Webhooks: the receiver wants no more.</summary>
    public bool IsGone => Status == 410;
}

/// <summary>A request as it is sent and logged.</summary>
/// <param name="SentAt">By the wall clock: receivers refuse old timestamps.</param>
public sealed record WebhookCall(Uri Address, string EventId, DateTimeOffset SentAt, string Signature, string Body)
{
    public IEnumerable<(string Name, string Value)> Headers =>
    [
        (WebhookSignature.IdHeader, EventId),
        (WebhookSignature.TimestampHeader, SentAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        (WebhookSignature.SignatureHeader, Signature),
        ("User-Agent", "MarketplaceWebhooks/1.0"),
    ];
}

/// <summary>Posts one event to a seller's address: public addresses only, no redirects, ten seconds for everything, and no more of the answer than the log keeps.</summary>
public sealed class WebhookSender(WebhookAddresses addresses) : IDisposable
{
    private readonly PublicHttp http = new(addresses.AllowsLoopback);

    public async Task<WebhookAnswer> SendAsync(WebhookCall call, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(WebhookPolicy.Timeout);
        try
        {
            using var request = Request(call);
            using var answer = await http.SendAsync(request, limited.Token);
            return await ReadAsync(answer, limited.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(null, "No answer within 10 seconds.");
        }
        catch (ForbiddenAddressException)
        {
            return new(null, PublicHttpWords.NotPublic);
        }
        catch (HttpRequestException exception)
        {
            return new(null, PublicHttpWords.Of(exception));
        }
    }

    public void Dispose() => http.Dispose();

    private static HttpRequestMessage Request(WebhookCall call)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, call.Address) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(call.Body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in call.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static async Task<WebhookAnswer> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var status = (int)answer.StatusCode;
        var problem = status switch
        {
            >= 200 and < 300 => null,
            >= 300 and < 400 when answer.Headers.Location is { } location => $"It redirects to {Cut(location.OriginalString)}. Redirects are not followed: give the final address.",
            _ => string.Create(CultureInfo.InvariantCulture, $"The server answers {status}."),
        };
        return new(status, problem, KeptHeaders(answer), await BeginningAsync(answer.Content, cancellationToken), RetryAfter(answer.Headers.RetryAfter));
    }

    /// <summary>What has arrived of a body that breaks off or has no end is enough: the status has decided already.</summary>
    private static async Task<string> BeginningAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var buffer = new byte[WebhookPolicy.KeptAnswerBytes];
        var count = 0;
        try
        {
            await using var body = await content.ReadAsStreamAsync(cancellationToken);
            while (count < buffer.Length && await body.ReadAsync(buffer.AsMemory(count), cancellationToken) is > 0 and var read)
            {
                count += read;
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or OperationCanceledException)
        {
        }

        return Printable(Encoding.UTF8.GetString(buffer, 0, count));
    }

    private static string KeptHeaders(HttpResponseMessage answer) => string.Join('\n', answer.Headers.Concat(answer.Content.Headers)
        .SelectMany(header => header.Value.Select(value => Printable($"{header.Key}: {Cut(value)}")))
        .Take(WebhookPolicy.KeptHeaders));

    private static TimeSpan? RetryAfter(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date ? date - TimeProvider.System.GetUtcNow() : null);

    private static string Cut(string text) => text.Length <= WebhookPolicy.KeptHeaderCharacters ? text : text[..WebhookPolicy.KeptHeaderCharacters] + "…";

    /// <summary>Without what a database or a page cannot hold: NUL and other control characters.</summary>
    private static string Printable(string text) => string.Concat(text.Select(character => char.IsControl(character) && character is not ('\n' or '\t') ? '\uFFFD' : character));
}
