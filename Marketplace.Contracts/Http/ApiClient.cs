using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Marketplace.Contracts.Http;

/// <summary>What every typed client shares: JSON, queries, and refusals as <see cref="ApiProblemException"/>.</summary>
public abstract class ApiClient(HttpClient http)
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    protected Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) =>
        SendAsync<T>(new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);

    protected Task<T> PostAsync<T>(string path, object? body, CancellationToken cancellationToken, string? idempotencyKey = null) =>
        SendAsync<T>(Request(HttpMethod.Post, path, body, idempotencyKey), cancellationToken);

    protected Task PostAsync(string path, object? body, CancellationToken cancellationToken) =>
        SendAsync(Request(HttpMethod.Post, path, body), cancellationToken);

    protected Task<T> PutAsync<T>(string path, object? body, CancellationToken cancellationToken) =>
        SendAsync<T>(Request(HttpMethod.Put, path, body), cancellationToken);

    protected Task<T> DeleteAsync<T>(string path, CancellationToken cancellationToken) =>
        SendAsync<T>(new HttpRequestMessage(HttpMethod.Delete, path), cancellationToken);

    protected Task DeleteAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Delete, path), cancellationToken);

    protected async Task<T> SendAsync<T>(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await SendCheckedAsync(request, cancellationToken);
        return await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken)
            ?? throw new InvalidOperationException($"{request.RequestUri} answered null.");
    }

    protected async Task SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await SendCheckedAsync(request, cancellationToken);
    }

    /// <summary>A file, whose content the caller streams on; the caller disposes the answer.</summary>
    protected Task<HttpResponseMessage> OpenAsync(string path, string mediaType, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(mediaType));
        return OpenAsync(request, cancellationToken);
    }

    /// <summary>As above, for any request.</summary>
    protected Task<HttpResponseMessage> OpenAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendCheckedAsync(request, cancellationToken, HttpCompletionOption.ResponseHeadersRead);

    /// <summary>Builds <c>path?a=1&amp;b=2</c>, leaving out parameters without a value.</summary>
    protected static string WithQuery(string path, params IEnumerable<(string Name, object? Value)> query)
    {
        var text = new StringBuilder(path);
        var separator = '?';
        foreach (var (name, value) in query)
        {
            var formatted = value switch
            {
                null => null,
                bool flag => flag ? "true" : "false",
                IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
                _ => value.ToString(),
            };
            if (!string.IsNullOrEmpty(formatted))
            {
                text.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(formatted));
                separator = '&';
            }
        }

        return text.ToString();
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, object? body, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body, body.GetType(), new MediaTypeHeaderValue("application/json"), Json);
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return request;
    }

    private async Task<HttpResponseMessage> SendCheckedAsync(HttpRequestMessage request, CancellationToken cancellationToken, HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead)
    {
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, completion, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new ApiProblemException(503, "unavailable", "The marketplace cannot be reached.", exception.Message, Empty);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await ReadProblemAsync(response, cancellationToken);
        }
    }

    private static async Task<ApiProblemException> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        try
        {
            var problem = await response.Content.ReadFromJsonAsync<ProblemBody>(Json, cancellationToken);
            return new(status, problem?.Code ?? "error", problem?.Title ?? response.ReasonPhrase ?? "Refused", problem?.Detail, problem?.Errors ?? Empty) { RequiredPlan = problem?.RequiredPlan };
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return new(status, "error", response.ReasonPhrase ?? "Refused", null, Empty);
        }
    }

    private static readonly Dictionary<string, string[]> Empty = [];

    private sealed record ProblemBody(string? Code, string? Title, string? Detail, Dictionary<string, string[]>? Errors, string? RequiredPlan);
}
