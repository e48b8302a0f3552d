using Marketplace.Core.Outbox;

namespace Marketplace.Core.Packages;

/// <summary>A package waits for its check.</summary>
public sealed record PackageUploaded(Guid VersionId) : IOutboxEvent
{
    public static string Name => "packages.uploaded";
}

/// <summary>A package that was not accepted gave way to another upload: its bytes go.</summary>
public sealed record PackageReplaced(string BlobKey) : IOutboxEvent
{
    public static string Name => "packages.replaced";
}

/// <summary>A version of a listing that was published became ready: its buyers are told.</summary>
/// <param name="AfterBuyerId">How far the telling has come; null at its start.</param>
public sealed record VersionPublished(Guid VersionId, Guid? AfterBuyerId = null) : IOutboxEvent
{
    public static string Name => "packages.version_published";
}

/// <summary>A new version of a published listing waits for approval.</summary>
public sealed record VersionSubmitted(Guid VersionId) : IOutboxEvent
{
    public static string Name => "packages.version_submitted";
}

/// <summary>The check, or a person, has said what becomes of a version: the seller is told.</summary>
/// <param name="Round">Tells one upload of the version from the next.</param>
public sealed record VersionDecided(Guid VersionId, PackageState State, string Round) : IOutboxEvent
{
    public static string Name => "packages.version_decided";
}

public sealed record FindingAppealed(Guid AppealId) : IOutboxEvent
{
    public static string Name => "packages.finding_appealed";
}

public sealed record AppealDecided(Guid AppealId) : IOutboxEvent
{
    public static string Name => "packages.appeal_decided";
}
