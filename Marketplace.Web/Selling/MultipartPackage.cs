using System.Text;
using Marketplace.Contracts.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Web.Selling;

/// <summary>
/// Reads the small fields before the form's file and then knows, by the request's length, how long the file is:
/// browsers send fields in document order, the file is the last, and after it comes only the closing boundary.
/// </summary>
internal sealed class MultipartPackage
{
    private const string FileField = "package";
    private const int HeadLimit = 256 * 1024;
    private const int BoundaryLimit = 100;

    private readonly Stream body;
    private readonly byte[] closing;
    private readonly Dictionary<string, string> fields;
    private ReadOnlyMemory<byte> start;

    private MultipartPackage(Stream body, byte[] closing, Dictionary<string, string> fields, ReadOnlyMemory<byte> start, long fileLength)
    {
        this.body = body;
        this.closing = closing;
        this.fields = fields;
        this.start = start;
        FileLength = fileLength;
    }

    public long FileLength { get; }

    public string Field(string name) => fields.GetValueOrDefault(name, "");

    public static async Task<MultipartPackage> ReadFieldsAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || HeaderUtilities.RemoveQuotes(type.Boundary).ToString() is not { Length: > 0 and <= BoundaryLimit } boundary
            || request.ContentLength is not { } contentLength)
        {
            throw Malformed();
        }

        var (head, bodyAt) = await ReadHeadAsync(request.Body, Encoding.ASCII.GetBytes($"name=\"{FileField}\""), cancellationToken);
        var fields = await ReadSmallFieldsAsync(head[..bodyAt], boundary, cancellationToken);
        var closing = Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n");
        var fileLength = contentLength - bodyAt - closing.Length;
        return fileLength < 0 ? throw Malformed() : new(request.Body, closing, fields, head.AsMemory(bodyAt), fileLength);
    }

    /// <summary>The next bytes of the file, at most as many as fit.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (start.Length > 0)
        {
            var count = Math.Min(buffer.Length, start.Length);
            start[..count].CopyTo(buffer);
            start = start[count..];
            return count;
        }

        var read = await body.ReadAsync(buffer, cancellationToken);
        return read > 0 ? read : throw Malformed();
    }

    /// <summary>What follows the file must be the end of the form, or its length was not what we took it for.</summary>
    public async Task EnsureEndAsync(CancellationToken cancellationToken)
    {
        var rest = new byte[closing.Length];
        for (var filled = 0; filled < rest.Length;)
        {
            filled += await ReadAsync(rest.AsMemory(filled), cancellationToken);
        }

        if (!rest.AsSpan().SequenceEqual(closing))
        {
            throw Malformed();
        }
    }

    /// <summary>Reads until the headers of the file's part have ended; some of the file may have come along.</summary>
    private static async Task<(byte[] Head, int BodyAt)> ReadHeadAsync(Stream body, byte[] marker, CancellationToken cancellationToken)
    {
        var buffer = new byte[HeadLimit];
        var filled = 0;
        while (filled < buffer.Length)
        {
            var read = await body.ReadAsync(buffer.AsMemory(filled), cancellationToken);
            filled += read;
            var named = buffer.AsSpan(0, filled).IndexOf(marker);
            var end = named < 0 ? -1 : buffer.AsSpan(named, filled - named).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                return (buffer[..filled], named + end + 4);
            }

            if (read == 0)
            {
                break;
            }
        }

        throw Malformed();
    }

    private static async Task<Dictionary<string, string>> ReadSmallFieldsAsync(byte[] head, string boundary, CancellationToken cancellationToken)
    {
        // The head ends inside the file's part: close it, so that the reader sees a whole form with an empty file.
        using var form = new MemoryStream([.. head, .. Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n")]);
        var reader = new MultipartReader(boundary, form);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (section.AsFormDataSection() is { } field)
            {
                fields[field.Name] = await field.GetValueAsync(cancellationToken);
            }
        }

        return fields;
    }

    private static ApiProblemException Malformed() =>
        PackageUploadEndpoints.Refused("The upload was not complete", "The form did not arrive as the browser should have sent it. Please try again.");
}
