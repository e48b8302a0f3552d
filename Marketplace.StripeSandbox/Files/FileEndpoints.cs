using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Files;

internal static class FileEndpoints
{
    private const int MaxBytes = 5_000_000;

    public static void MapFiles(this StripeRoutes routes)
    {
        routes.Post<FileCreateParameters>("/v1/files", (call, p) => Create(call.Scope, call.Upload("file"), p));
        routes.Get("/v1/files/{id}", call => call.Scope.Require<UploadedFile>(call.Id, "file upload"));
    }

    /// <summary>So that a person can look at the evidence.</summary>
    public static void MapFileContents(this IEndpointRouteBuilder app) =>
        app.MapGet("/_sandbox/files/{id}", (string id, HttpContext http, SandboxWork work) => work.ExecuteAsync(http, scope =>
            scope.Find<UploadedFile>(id) is { } file ? Results.File(file.Content, TypeOf(file.Content)!.Value.MediaType) : Results.NotFound()));

    private static UploadedFile Create(Scope scope, IFormFile upload, FileCreateParameters parameters)
    {
        if (parameters.Purpose != "dispute_evidence")
        {
            throw StripeError.Unsupported($"A file for {parameters.Purpose}");
        }

        if (upload.Length > MaxBytes)
        {
            throw StripeError.Invalid($"Files for dispute_evidence can be at most {MaxBytes / 1_000_000} MB.", "file");
        }

        using var content = new MemoryStream();
        upload.CopyTo(content);
        var bytes = content.ToArray();
        var (name, _) = TypeOf(bytes) ?? throw StripeError.Invalid("Files for dispute_evidence must be PDF, JPEG or PNG.", "file");
        var id = DocumentId.New("file_");
        return scope.Put(new UploadedFile
        {
            Id = id,
            Owner = scope.Owner,
            Created = scope.Created,
            Content = bytes,
            Filename = upload.FileName,
            Purpose = parameters.Purpose,
            Size = bytes.Length,
            Type = name,
            Url = $"{scope.BaseUrl}/_sandbox/files/{id}",
        });
    }

    private static (string Name, string MediaType)? TypeOf(ReadOnlySpan<byte> content) => content switch
    {
        _ when content.StartsWith("%PDF-"u8) => ("pdf", "application/pdf"),
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => ("png", "image/png"),
        [0xFF, 0xD8, 0xFF, ..] => ("jpg", "image/jpeg"),
        _ => null,
    };
}
