using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Files;

/// <summary>Evidence for a dispute, kept whole: the files are small.</summary>
internal sealed record UploadedFile : StripeObject
{
    public override string Object => "file";
    public long? ExpiresAt { get; init; }
    public required string Filename { get; init; }
    public required string Purpose { get; init; }
    public required long Size { get; init; }
    public required string Type { get; init; }
    public string? Url { get; init; }

    [SandboxOnly]
    public required byte[] Content { get; init; }
}

internal sealed record FileCreateParameters
{
    public required string File { get; init; }
    public required string Purpose { get; init; }
}
