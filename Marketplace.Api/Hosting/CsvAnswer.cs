using System.Globalization;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Api.Hosting;

/// <summary>
/// A list as RFC 4180, written while it is read, so that its length does not matter. It begins with a byte order mark, without which Excel
/// takes UTF-8 for something else. A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers are left as they are.
/// </summary>
/// <param name="rows">Strings are texts, <see cref="CsvNumber"/> is written as it is, moments as ISO 8601 in UTC.</param>
internal sealed class CsvAnswer(string fileName, IReadOnlyList<string> heads, IAsyncEnumerable<object?[]> rows) : IResult
{
    public const string MediaType = "text/csv";
    private const int FlushAt = 32_768;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = $"{MediaType}; charset=utf-8";
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = fileName }.ToString();
        response.Headers.CacheControl = "private, no-store";
        await WriteAsync(response.Body, httpContext.RequestAborted);
    }

    public async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        var text = new StringBuilder("\ufeff");
        Append(text, [.. heads]);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            Append(text, row);
            if (text.Length >= FlushAt)
            {
                await FlushAsync(text, stream, cancellationToken);
            }
        }

        await FlushAsync(text, stream, cancellationToken);
    }

    /// <summary>Whether the caller would rather have CSV than JSON.</summary>
    public static bool IsWanted(HttpRequest request) => Accepts.Prefers(request, MediaType);

    private static async Task FlushAsync(StringBuilder text, Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        text.Clear();
    }

    private static void Append(StringBuilder text, object?[] row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(Field(row[i]));
        }

        text.Append("\r\n");
    }

    private static string Field(object? value) => value switch
    {
        null => "",
        CsvNumber number => number.Text,
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => Quote(Defuse(value.ToString()!)),
    };

    private static string Defuse(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text;

    private static string Quote(string text) => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}

/// <summary>A number already written, which is no formula even when it is negative.</summary>
internal readonly record struct CsvNumber(string Text);
