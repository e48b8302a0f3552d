using Marketplace.Core.Outbox;

namespace Marketplace.Core.Packages;

/// <summary>A package waits for its check.</summary>
public sealed record PackageUploaded(Guid VersionId) : IOutboxEvent
{
    public static string Name => "packages.uploaded";
}
