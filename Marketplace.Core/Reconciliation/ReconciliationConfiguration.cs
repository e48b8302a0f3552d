using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Reconciliation;

internal sealed class ReconciliationRunConfiguration : IEntityTypeConfiguration<ReconciliationRun>
{
    public void Configure(EntityTypeBuilder<ReconciliationRun> builder)
    {
        builder.ToTable("reconciliations", "reconciliation");
        builder.Property(run => run.Id).ValueGeneratedNever();
        builder.HasIndex(run => run.ToAt);
    }
}

internal sealed class MismatchConfiguration : IEntityTypeConfiguration<Mismatch>
{
    public void Configure(EntityTypeBuilder<Mismatch> builder)
    {
        builder.ToTable("mismatches", "reconciliation");
        builder.Property(mismatch => mismatch.Id).ValueGeneratedNever();
        builder.Property(mismatch => mismatch.EventType).HasMaxLength(40);
        builder.Property(mismatch => mismatch.SourceId).HasMaxLength(100);
        builder.Property(mismatch => mismatch.Currency).HasMaxLength(3).IsFixedLength();
        builder.HasIndex(mismatch => new { mismatch.EventType, mismatch.SourceId }).IsUnique();
    }
}
