using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Packages;

public enum AppealState
{
    Open,
    Granted,
    Denied,
}

/// <summary>
/// A seller says that a finding is none, once per product and finding. A granted one counts for later versions too, as long as the finding is the same.
/// <code>
/// open ──▶ granted
///   └────▶ denied
/// </code>
/// </summary>
public sealed class FindingAppeal
{
    public required Guid Id { get; init; }
    public required Guid ProductId { get; init; }

    /// <summary>Where it was made.</summary>
    public required Guid VersionId { get; init; }
    public required string FindingId { get; init; }
    public required string Reason { get; init; }
    public AppealState State { get; private set; }
    public string? Answer { get; private set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public Guid? DecidedBy { get; private set; }

    public Result<Done> Decide(bool isGranted, string? answer, Guid adminId, DateTimeOffset now)
    {
        if (State != AppealState.Open)
        {
            return AppealErrors.Decided;
        }

        (State, Answer, DecidedBy, DecidedAt) = (isGranted ? AppealState.Granted : AppealState.Denied, answer, adminId, now);
        return default(Done);
    }
}

public static class AppealErrors
{
    public static Error Decided { get; } = new(ErrorKind.Conflict, "packages.appeal_decided", "This appeal was decided already. Somebody may have been faster.");

    public static Error Made { get; } = new(ErrorKind.Conflict, "packages.appeal_made", "This finding was appealed already; each can be appealed once. If it was denied, remove the cause and upload the package again.");

    public static Error OnlyWhatCounts { get; } = new(ErrorKind.Conflict, "packages.finding_is_information", "This finding is only information: it neither blocks the version nor lowers its badge.");
}

internal sealed class FindingAppealConfiguration : IEntityTypeConfiguration<FindingAppeal>
{
    public const string OnceIndex = "ix_finding_appeals_product_id_finding_id";

    public void Configure(EntityTypeBuilder<FindingAppeal> builder)
    {
        builder.ToTable("finding_appeals", "packages");
        builder.Property(appeal => appeal.Id).ValueGeneratedNever();
        builder.Property(appeal => appeal.FindingId).HasMaxLength(80);
        builder.Property(appeal => appeal.Reason).HasMaxLength(1_000);
        builder.Property(appeal => appeal.Answer).HasMaxLength(1_000);
        builder.Property(appeal => appeal.State).HasConversion<string>().HasMaxLength(16);
        builder.HasIndex(appeal => new { appeal.ProductId, appeal.FindingId }, OnceIndex).IsUnique();
        builder.HasIndex(appeal => new { appeal.CreatedAt, appeal.Id }).HasFilter("state = 'Open'");
        builder.HasOne<PackageVersion>().WithMany().HasForeignKey(appeal => appeal.VersionId).OnDelete(DeleteBehavior.Cascade);
    }
}
