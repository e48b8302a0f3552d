using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Orders;

internal sealed class OrderConfiguration : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.ToTable("orders", "orders");
        builder.Property(order => order.Id).ValueGeneratedNever();
        builder.Property(order => order.Number).HasMaxLength(20);
        builder.Property(order => order.BuyerEmail).HasMaxLength(320);
        builder.Property(order => order.BuyerName).HasMaxLength(100);
        builder.Property(order => order.Currency).HasMaxLength(3).IsFixedLength();
        builder.Property(order => order.DiscountCode).HasMaxLength(40);
        builder.Property(order => order.BuyerCountry).HasMaxLength(2).IsFixedLength();
        builder.Property(order => order.BuyerTaxId).HasMaxLength(40);
        builder.Property(order => order.BillingName).HasMaxLength(200);
        builder.Property(order => order.BillingAddress).HasMaxLength(500);
        builder.Property(order => order.TaxNote).HasMaxLength(40);
        builder.Property(order => order.PresentmentCurrency).HasMaxLength(3).IsFixedLength();
        builder.Property(order => order.State).HasConversion<string>().HasMaxLength(30);
        builder.Property(order => order.TaxCalculationId).HasMaxLength(80);
        builder.HasIndex(order => order.Number).IsUnique();
        builder.HasIndex(order => new { order.DiscountCode, order.BuyerId }).HasFilter("discount_code is not null").IncludeProperties(order => new { order.State, order.DiscountCents });
        builder.HasIndex(order => order.GuestCartId).HasFilter("guest_cart_id is not null");
        builder.HasIndex(order => new { order.BuyerId, order.Id });
        builder.HasMany(order => order.Lines).WithOne().HasForeignKey(line => line.OrderId);
    }
}

internal sealed class OrderLineConfiguration : IEntityTypeConfiguration<OrderLine>
{
    public void Configure(EntityTypeBuilder<OrderLine> builder)
    {
        builder.ToTable("lines", "orders");
        builder.Property(line => line.Id).ValueGeneratedNever();
        builder.Property(line => line.Slug).HasMaxLength(120);
        builder.Property(line => line.Title).HasMaxLength(120);
        builder.Property(line => line.License).HasConversion<string>().HasMaxLength(20);
        builder.Property(line => line.Currency).HasMaxLength(3).IsFixedLength();
        builder.Property(line => line.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(line => line.LicenseKey).HasMaxLength(40);
        builder.HasIndex(line => new { line.OrderId, line.Position }).IsUnique();
        builder.HasIndex(line => line.LicenseKey).IsUnique();
        builder.HasIndex(line => new { line.BuyerId, line.ProductId });
        builder.HasIndex(line => new { line.SellerId, line.PaidAt, line.Id }).HasFilter("paid_at is not null");
        builder.HasIndex(line => new { line.SellerId, line.Id }).HasFilter("paid_at is not null").HasDatabaseName("ix_lines_sold_by_seller")
            .IncludeProperties(line => new { line.Currency, line.PriceCents, line.DiscountCents, line.PlatformFeeCents, line.ProcessingFeeCents });
        builder.HasIndex(line => line.ReleaseAt).HasFilter("state = 'InEscrow' and frozen_at is null");
        builder.HasIndex(line => line.ProductId).HasFilter("paid_at is not null").HasDatabaseName("ix_lines_sold_by_product")
            .IncludeProperties(line => new { line.State, line.PriceCents, line.DiscountCents });
        builder.HasIndex(line => new { line.SellerId, line.OrderId }).HasFilter("state = 'Released' and transfer_id is null");
        builder.HasIndex(line => new { line.SellerId, line.ReleaseAt }).HasFilter("state in ('InEscrow', 'Released') and transfer_id is null").HasDatabaseName("ix_lines_open_by_seller");
        builder.HasIndex(line => new { line.SellerId, line.FrozenAt }).HasFilter("frozen_at is not null").HasDatabaseName("ix_lines_frozen_by_seller");
        builder.HasIndex(line => line.TransferId);
        builder.ToTable(table => table.HasCheckConstraint("lines_money", "due_cents >= 0 and held_cents >= 0 and refunded_cents >= 0 and disputed_cents >= 0"));
    }
}
