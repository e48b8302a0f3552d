using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Refunds;

internal sealed class RefundConfiguration : IEntityTypeConfiguration<Refund>
{
    public void Configure(EntityTypeBuilder<Refund> builder)
    {
        builder.ToTable("refunds", "refunds");
        builder.Property(refund => refund.Id).ValueGeneratedNever();
        builder.Property(refund => refund.ChargeId).HasMaxLength(100);
        builder.Property(refund => refund.Currency).HasMaxLength(3).IsFixedLength();
        builder.Property(refund => refund.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(refund => refund.Origin).HasConversion<string>().HasMaxLength(20);
        builder.Property(refund => refund.Reason).HasMaxLength(1000);
        builder.Property(refund => refund.DeclineReason).HasMaxLength(1000);
        builder.Property(refund => refund.StripeRefundId).HasMaxLength(100);
        builder.HasIndex(refund => refund.StripeRefundId).IsUnique();
        builder.HasIndex(refund => refund.OrderId);
        builder.HasIndex(refund => refund.CreatedAt).HasFilter("state in ('Requested', 'Created', 'Pending')");
        builder.HasMany(refund => refund.Lines).WithOne().HasForeignKey(line => line.RefundId);
    }
}

internal sealed class RefundLineConfiguration : IEntityTypeConfiguration<RefundLine>
{
    public void Configure(EntityTypeBuilder<RefundLine> builder)
    {
        builder.ToTable("refund_lines", "refunds");
        builder.HasKey(line => new { line.RefundId, line.OrderLineId });
        builder.HasIndex(line => line.OrderLineId);
        builder.HasIndex(line => new { line.SellerId, line.RefundId });
    }
}
