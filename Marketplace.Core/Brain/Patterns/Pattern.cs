using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Brain.Patterns;

/// <summary>A group of public entries that are about the same; found anew each night.</summary>
public sealed class Pattern
{
    public required Guid Id { get; init; }

    /// <summary>What tells it from the others, as people write it.</summary>
    public required List<string> Words { get; init; }
    public required int Size { get; init; }
    public required DateTimeOffset FoundAt { get; init; }
}

public sealed class PatternMember
{
    public required Guid PatternId { get; init; }
    public required Guid DocumentId { get; init; }

    /// <summary>To the middle of the group; the most typical first.</summary>
    public required double Similarity { get; init; }
}

/// <summary>A tag or stack that more of the recent entries are about than of those before.</summary>
public sealed class Trend
{
    public required string Label { get; init; }
    public required bool IsStack { get; init; }
    public required int Recent { get; init; }
    public required int Before { get; init; }

    /// <summary>Log-odds, above zero.</summary>
    public required double Rise { get; init; }

    /// <summary>Entries a week, the newest last.</summary>
    public required List<int> Weeks { get; init; }
}

internal sealed class PatternConfiguration : IEntityTypeConfiguration<Pattern>
{
    public void Configure(EntityTypeBuilder<Pattern> builder)
    {
        builder.ToTable("patterns", "brain");
        builder.Property(pattern => pattern.Id).ValueGeneratedNever();
    }
}

internal sealed class PatternMemberConfiguration : IEntityTypeConfiguration<PatternMember>
{
    public void Configure(EntityTypeBuilder<PatternMember> builder)
    {
        builder.ToTable("pattern_members", "brain");
        builder.HasKey(member => new { member.PatternId, member.DocumentId });
        builder.HasIndex(member => member.DocumentId);
        builder.HasOne<Pattern>().WithMany().HasForeignKey(member => member.PatternId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<KnowledgeDocument>().WithMany().HasForeignKey(member => member.DocumentId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class TrendConfiguration : IEntityTypeConfiguration<Trend>
{
    public void Configure(EntityTypeBuilder<Trend> builder)
    {
        builder.ToTable("trends", "brain");
        builder.HasKey(trend => new { trend.Label, trend.IsStack });
        builder.Property(trend => trend.Label).HasMaxLength(60);
    }
}
