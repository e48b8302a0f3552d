using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Marketplace.StripeSandbox.Contract;

namespace Marketplace.StripeSandbox.Http;

/// <summary>Reads what a request says: raw, then typed by the contract, then as the handler's record.</summary>
internal sealed class RequestParameters(StripeContract contract, ILogger<RequestParameters> logger)
{
    private static readonly JsonSerializerOptions Typed = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static async Task<JsonObject> ReadAsync(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method))
        {
            return FormTree.OfQuery(request.QueryString.Value);
        }

        if (request.HasFormContentType && request.ContentType!.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return await ReadMultipartAsync(request);
        }

        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        return body.Length == 0 || request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true
            ? FormTree.OfForm(body)
            : throw StripeError.Invalid("Invalid request (check that your POST content type is application/x-www-form-urlencoded).");
    }

    /// <summary>A parameter the contract has and the handler's record lacks is refused aloud, never ignored.</summary>
    public (TParameters Parameters, IReadOnlyList<string> Expand) As<TParameters>(string method, string path, JsonObject raw)
    {
        var typed = contract.Parameters(method, path) is { } schema ? ParameterReader.Read(contract, raw, schema) : [];
        IReadOnlyList<string> expand = typed["expand"]?.AsArray().Select(e => e!.GetValue<string>()).ToList() ?? [];
        typed.Remove("expand");
        ClearMetadata(typed);
        try
        {
            return (typed.Deserialize<TParameters>(Typed)!, expand);
        }
        catch (JsonException unmapped)
        {
            logger.LogWarning("{Method} {Path}: {Message}", method, path, unmapped.Message);
            throw StripeError.Unsupported($"The parameter {unmapped.Path?.TrimStart('$', '.')} of {method} {path}");
        }
    }

    /// <summary>A file stands in the parameters by its digest, so that an idempotency key knows one upload from another.</summary>
    private static async Task<JsonObject> ReadMultipartAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        var raw = FormTree.OfFields(form);
        foreach (var file in form.Files)
        {
            await using var content = file.OpenReadStream();
            raw[file.Name] = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, request.HttpContext.RequestAborted));
        }

        return raw;
    }

    private static void ClearMetadata(JsonObject typed)
    {
        if (typed["metadata"] is JsonValue)
        {
            typed["metadata"] = new JsonObject { [Metadata.ClearAll] = "" };
        }
    }
}
