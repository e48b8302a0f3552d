using Marketplace.Core.Kernel;

namespace Marketplace.Core.Packages;

public enum PackageState
{
    Uploading,
    Checking,
    Ready,
    Refused,
    Held,
    InReview,
}

/// <summary>
/// One version of a product's package.
/// <code>
/// uploading ──complete──▶ checking ──┬─clean──────────────────────────▶ ready
///     ▲                              ├─clean, its listing is public──▶ in review ──approve──▶ ready
///     │                              ├─a finding blocks──▶ held ──appeal granted──▶ in review, or ready
///     │                              └─bad──▶ refused ◀──reject── in review
///     └──announced again── refused, held
/// </code>
/// Yanking is a mark on a ready version: it is no longer the newest, and its owners may still download it.
/// </summary>
public sealed class PackageVersion
{
    public required Guid Id { get; init; }
    public required Guid ProductId { get; init; }

    /// <summary>As written by the seller, a semantic version.</summary>
    public required string Version { get; init; }
    public string Changelog { get; set; } = "";
    public string ChangelogHtml { get; set; } = "";
    public PackageState State { get; internal set; }
    public string? RefusedReason { get; internal set; }

    /// <summary>The zip's name in the private packages container: while uploading one the seller may write, once checked one that nobody may.</summary>
    public required string BlobKey { get; set; }

    /// <summary>What the seller announced, in blocks; null for an upload by one body.</summary>
    public long? AnnouncedBytes { get; internal set; }

    /// <summary>The store's own name for the upload in blocks; see <see cref="BlockUpload"/>.</summary>
    public string? StoreUploadId { get; internal set; }

    /// <summary>Tells the sender's file from others of its size; null when it did not say, or when the upload cannot be gone on with.</summary>
    public string? Fingerprint { get; internal set; }

    /// <summary>What the seller says the bytes are; the check refuses others.</summary>
    public string? ExpectedSha256 { get; internal set; }
    public long? SizeBytes { get; internal set; }

    /// <summary>Lower-case hex.</summary>
    public string? Sha256 { get; internal set; }

    /// <summary>The zip's entries, at most the first 2,000.</summary>
    public List<PackageFile> Files { get; internal set; } = [];
    public int FileCount { get; internal set; }

    /// <summary>SHA-256 of the signed manifest's payload, lower-case hex.</summary>
    public string? ManifestSha256 { get; internal set; }

    /// <summary>The seller no longer recommends it; who owns it may still download it.</summary>
    public DateTimeOffset? YankedAt { get; internal set; }
    public string? YankReason { get; internal set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public DateTimeOffset? ReadyAt { get; internal set; }

    /// <summary>The upload that counts: a later announcement of another file replaces it. Null once the package is ready.</summary>
    public Guid? UploadId => BlobKey.StartsWith(PackagePolicy.UploadPrefix, StringComparison.Ordinal)
        && Guid.TryParseExact(Path.GetFileNameWithoutExtension(BlobKey), "N", out var id) ? id : null;

    internal BlockUpload Upload => new(BlobKey, StoreUploadId);

    /// <summary>The same file again, as far as its sender tells: what has arrived of it need not be sent again.</summary>
    public bool IsUploadOf(long? sizeBytes, string? fingerprint) =>
        State == PackageState.Uploading && sizeBytes is not null && sizeBytes == AnnouncedBytes && fingerprint is not null && fingerprint == Fingerprint;

    /// <summary>Its bytes were taken, whatever was decided of them: completing once more changes nothing.</summary>
    public bool IsReceived => State is PackageState.Checking or PackageState.Ready or PackageState.InReview or PackageState.Held;

    /// <summary>Opens the row for a new upload under a new name, so that an older signed address reaches nothing that counts.</summary>
    public Result<Done> Announce(PackageAnnouncement announcement, DateTimeOffset now)
    {
        if (State is PackageState.Checking or PackageState.Ready or PackageState.InReview)
        {
            return PackageErrors.AlreadyUploaded(Version, State);
        }

        Changelog = announcement.Changelog;
        ChangelogHtml = announcement.ChangelogHtml;
        AnnouncedBytes = announcement.SizeBytes;
        BlobKey = announcement.Place.Key;
        StoreUploadId = announcement.Place.UploadId;
        Fingerprint = announcement.Fingerprint;
        State = PackageState.Uploading;
        RefusedReason = null;
        UpdatedAt = now;
        return default(Done);
    }

    public Result<Done> Complete(long sizeBytes, string? expectedSha256, DateTimeOffset now)
    {
        if (State != PackageState.Uploading)
        {
            return PackageErrors.NotUploading(Version, State);
        }

        SizeBytes = sizeBytes;
        ExpectedSha256 = expectedSha256;
        State = PackageState.Checking;
        UpdatedAt = now;
        return default(Done);
    }

    /// <summary>The bytes are whole and safe to unpack; <paramref name="next"/> is what follows from the passport.</summary>
    public Result<Done> Accept(string blobKey, PackageContent content, PackageState next, DateTimeOffset now)
    {
        if (State != PackageState.Checking)
        {
            return PackageErrors.NotChecking(Version, State);
        }

        BlobKey = blobKey;
        SizeBytes = content.SizeBytes;
        Sha256 = content.Sha256;
        ManifestSha256 = content.ManifestSha256;
        Files = [.. content.Files.Take(PackagePolicy.ListedFiles)];
        FileCount = content.Files.Count;
        Enter(next, now);
        return default(Done);
    }

    public Result<Done> Refuse(string reason, DateTimeOffset now)
    {
        if (State != PackageState.Checking)
        {
            return PackageErrors.NotChecking(Version, State);
        }

        RefusedReason = reason;
        Enter(PackageState.Refused, now);
        return default(Done);
    }

    /// <summary>Nothing blocks any more.</summary>
    public Result<Done> EndHold(PackageState next, DateTimeOffset now)
    {
        if (State != PackageState.Held)
        {
            return PackageErrors.WrongState(Version, PackageState.Held, State);
        }

        Enter(next, now);
        return default(Done);
    }

    public Result<Done> Approve(DateTimeOffset now)
    {
        if (State != PackageState.InReview)
        {
            return PackageErrors.WrongState(Version, PackageState.InReview, State);
        }

        Enter(PackageState.Ready, now);
        return default(Done);
    }

    public Result<Done> Reject(string reason, DateTimeOffset now)
    {
        if (State != PackageState.InReview)
        {
            return PackageErrors.WrongState(Version, PackageState.InReview, State);
        }

        RefusedReason = reason;
        Enter(PackageState.Refused, now);
        return default(Done);
    }

    public Result<Done> Yank(string reason, DateTimeOffset now)
    {
        if (State != PackageState.Ready)
        {
            return PackageErrors.WrongState(Version, PackageState.Ready, State);
        }

        YankedAt ??= now;
        YankReason = reason;
        UpdatedAt = now;
        return default(Done);
    }

    public Result<Done> EndYank(DateTimeOffset now)
    {
        if (YankedAt is null)
        {
            return PackageErrors.NotYanked(Version);
        }

        YankedAt = null;
        YankReason = null;
        UpdatedAt = now;
        return default(Done);
    }

    private void Enter(PackageState next, DateTimeOffset now)
    {
        State = next;
        UpdatedAt = now;
        if (next == PackageState.Ready)
        {
            ReadyAt = now;
        }
    }
}

public sealed record PackageFile(string Path, long SizeBytes);

public sealed record PackageAnnouncement(BlockUpload Place, string Changelog, string ChangelogHtml, long? SizeBytes, string? Fingerprint = null);

/// <summary>What the check found in the zip.</summary>
public sealed record PackageContent(long SizeBytes, string Sha256, IReadOnlyList<PackageFile> Files, string? ManifestSha256 = null);
