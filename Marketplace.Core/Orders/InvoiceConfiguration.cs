using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Orders;

internal sealed class InvoiceConfiguration : IEntityTypeConfiguration<Invoice>
{
    public void Configure(EntityTypeBuilder<Invoice> builder)
    {
        builder.ToTable("invoices", "orders");
        builder.Property(invoice => invoice.Id).ValueGeneratedNever();
        builder.Property(invoice => invoice.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(invoice => invoice.Number).HasMaxLength(20);
        builder.Property(invoice => invoice.Currency).HasMaxLength(3).IsFixedLength();
        builder.Property(invoice => invoice.Document).HasColumnType("jsonb");
        builder.HasIndex(invoice => invoice.Number).IsUnique();
        builder.HasIndex(invoice => invoice.OrderId).IsUnique().HasFilter("kind = 'Invoice'").HasDatabaseName("ix_invoices_one_per_order");
        builder.HasIndex(invoice => new { invoice.OrderId, invoice.IssuedAt });
        builder.HasIndex(invoice => new { invoice.CauseId, invoice.Kind }).IsUnique();
        builder.HasOne<Order>().WithMany().HasForeignKey(invoice => invoice.OrderId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class InvoiceCounterConfiguration : IEntityTypeConfiguration<InvoiceCounter>
{
    public void Configure(EntityTypeBuilder<InvoiceCounter> builder)
    {
        builder.ToTable("invoice_counters", "orders");
        builder.HasKey(counter => new { counter.Series, counter.Year });
        builder.Property(counter => counter.Series).HasMaxLength(3);
    }
}
