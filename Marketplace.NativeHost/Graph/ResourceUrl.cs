namespace Marketplace.NativeHost.Graph;

/// <summary>A link as the status page shows it.</summary>
public sealed class ResourceUrl
{
    public required string Url { get; set; }

    public string? DisplayText { get; set; }
}
