using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Analytics;

// The keys begin with the seller and the day, so a page reads one seller's days and nothing beside.
internal sealed class DailySalesConfiguration : IEntityTypeConfiguration<DailySales>
{
    public void Configure(EntityTypeBuilder<DailySales> builder)
    {
        builder.ToTable("daily_sales", "analytics");
        builder.HasKey(cell => new { cell.SellerId, cell.Day, cell.ProductId, cell.Country, cell.Currency });
        builder.Property(cell => cell.Country).HasMaxLength(2).IsFixedLength();
        builder.Property(cell => cell.Currency).HasMaxLength(3).IsFixedLength();
    }
}

internal sealed class DailyTrafficConfiguration : IEntityTypeConfiguration<DailyTraffic>
{
    public void Configure(EntityTypeBuilder<DailyTraffic> builder)
    {
        builder.ToTable("daily_traffic", "analytics");
        builder.HasKey(cell => new { cell.SellerId, cell.Day, cell.ProductId });
    }
}

internal sealed class DailySourceConfiguration : IEntityTypeConfiguration<DailySource>
{
    public void Configure(EntityTypeBuilder<DailySource> builder)
    {
        builder.ToTable("daily_sources", "analytics");
        builder.HasKey(cell => new { cell.SellerId, cell.Day, cell.ProductId, cell.Referrer, cell.UtmSource, cell.UtmMedium, cell.UtmCampaign });
        builder.Property(cell => cell.Referrer).HasMaxLength(AnalyticsPolicy.MaxReferrer);
        builder.Property(cell => cell.UtmSource).HasMaxLength(AnalyticsPolicy.MaxUtm);
        builder.Property(cell => cell.UtmMedium).HasMaxLength(AnalyticsPolicy.MaxUtm);
        builder.Property(cell => cell.UtmCampaign).HasMaxLength(AnalyticsPolicy.MaxUtm);
    }
}

internal sealed class SellerCustomerConfiguration : IEntityTypeConfiguration<SellerCustomer>
{
    public void Configure(EntityTypeBuilder<SellerCustomer> builder)
    {
        builder.ToTable("customers", "analytics");
        builder.HasKey(customer => new { customer.SellerId, customer.BuyerId, customer.Currency });
        builder.Property(customer => customer.Currency).HasMaxLength(3).IsFixedLength();
        builder.Property(customer => customer.Email).HasMaxLength(320);
        builder.Property(customer => customer.Name).HasMaxLength(100);
        builder.Property(customer => customer.NameSought).HasMaxLength(100);
        builder.Property(customer => customer.Country).HasMaxLength(2).IsFixedLength();
        builder.HasIndex(customer => new { customer.SellerId, customer.LastAt, customer.BuyerId });
        builder.HasIndex(customer => new { customer.SellerId, customer.Email }).HasOperators("uuid_ops", "text_pattern_ops");
        builder.HasIndex(customer => new { customer.SellerId, customer.NameSought }).HasOperators("uuid_ops", "text_pattern_ops");
    }
}

internal sealed class CountedEventConfiguration : IEntityTypeConfiguration<CountedEvent>
{
    public void Configure(EntityTypeBuilder<CountedEvent> builder)
    {
        builder.ToTable("counted_events", "analytics");
        builder.HasKey(counted => new { counted.Kind, counted.SourceId });
        builder.Property(counted => counted.Kind).HasMaxLength(20);
    }
}

internal sealed class TrafficBatchConfiguration : IEntityTypeConfiguration<TrafficBatch>
{
    public void Configure(EntityTypeBuilder<TrafficBatch> builder)
    {
        builder.ToTable("traffic_batches", "analytics");
        builder.Property(batch => batch.Id).ValueGeneratedNever();
    }
}

internal sealed class AggregateCheckConfiguration : IEntityTypeConfiguration<AggregateCheck>
{
    public void Configure(EntityTypeBuilder<AggregateCheck> builder)
    {
        builder.ToTable("aggregate_checks", "analytics");
        builder.Property(check => check.Id).ValueGeneratedNever();
        builder.Property(check => check.Detail).HasMaxLength(2000);
    }
}
