using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Disputes;

internal sealed class DisputeConfiguration : IEntityTypeConfiguration<Dispute>
{
    public void Configure(EntityTypeBuilder<Dispute> builder)
    {
        builder.ToTable("disputes", "disputes");
        builder.Property(dispute => dispute.Id).ValueGeneratedNever();
        builder.Property(dispute => dispute.StripeDisputeId).HasMaxLength(100);
        builder.Property(dispute => dispute.ChargeId).HasMaxLength(100);
        builder.Property(dispute => dispute.Currency).HasMaxLength(3).IsFixedLength();
        builder.Property(dispute => dispute.Reason).HasMaxLength(60);
        builder.Property(dispute => dispute.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(dispute => dispute.Statement).HasMaxLength(5000);
        builder.HasIndex(dispute => dispute.StripeDisputeId).IsUnique();
        builder.HasIndex(dispute => dispute.OrderId);
        builder.HasIndex(dispute => dispute.CreatedAt).HasFilter("closed_at is null");
        builder.HasIndex(dispute => dispute.EvidenceDueAt).HasFilter("state = 'NeedsResponse'");
        builder.HasIndex(dispute => dispute.SellerIds).HasMethod("gin");
        builder.HasMany(dispute => dispute.Lines).WithOne().HasForeignKey(line => line.DisputeId);
    }
}

internal sealed class DisputeLineConfiguration : IEntityTypeConfiguration<DisputeLine>
{
    public void Configure(EntityTypeBuilder<DisputeLine> builder)
    {
        builder.ToTable("dispute_lines", "disputes");
        builder.HasKey(line => new { line.DisputeId, line.OrderLineId });
        builder.HasIndex(line => line.SellerId);
    }
}

internal sealed class FraudWarningConfiguration : IEntityTypeConfiguration<FraudWarning>
{
    public void Configure(EntityTypeBuilder<FraudWarning> builder)
    {
        builder.ToTable("fraud_warnings", "disputes");
        builder.Property(warning => warning.Id).ValueGeneratedNever();
        builder.Property(warning => warning.StripeWarningId).HasMaxLength(100);
        builder.Property(warning => warning.Kind).HasMaxLength(60);
        builder.HasIndex(warning => warning.StripeWarningId).IsUnique();
        builder.HasIndex(warning => warning.OrderId);
        builder.HasIndex(warning => warning.DeadlineAt).HasFilter("closed_at is null");
    }
}
