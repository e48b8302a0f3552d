using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Payments;

internal sealed class PaymentConfiguration : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.ToTable("payments", "payments");
        builder.Property(payment => payment.Id).ValueGeneratedNever();
        builder.Property(payment => payment.Currency).HasMaxLength(3).IsFixedLength();
        builder.Property(payment => payment.State).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(payment => payment.OrderId).IsUnique();
        builder.HasIndex(payment => payment.SessionId).IsUnique();
        builder.HasIndex(payment => payment.ChargeId).IsUnique();
        builder.HasIndex(payment => payment.CreatedAt).HasFilter("state in ('Created', 'Open', 'Processing')");
        builder.HasIndex(payment => payment.BuyerId).HasFilter("state in ('Created', 'Open', 'Processing')");
    }
}

internal sealed class IdempotencyKeyConfiguration : IEntityTypeConfiguration<IdempotencyKey>
{
    public void Configure(EntityTypeBuilder<IdempotencyKey> builder)
    {
        builder.ToTable("idempotency_keys", "payments");
        builder.HasKey(key => new { key.UserId, key.Operation, key.Key });
        builder.Property(key => key.Operation).HasMaxLength(40);
        builder.Property(key => key.Key).HasMaxLength(200);
        builder.Property(key => key.RequestHash).HasMaxLength(64).HasDefaultValue("");
    }
}

internal sealed class ProviderEventConfiguration : IEntityTypeConfiguration<ProviderEvent>
{
    public void Configure(EntityTypeBuilder<ProviderEvent> builder)
    {
        builder.ToTable("provider_events", "payments");
        builder.Property(received => received.Id).ValueGeneratedNever();
        builder.Property(received => received.Provider).HasMaxLength(20);
        builder.Property(received => received.EventId).HasMaxLength(100);
        builder.Property(received => received.Type).HasMaxLength(80);
        builder.HasIndex(received => new { received.Provider, received.EventId }).IsUnique();
    }
}

internal sealed class EventSweepConfiguration : IEntityTypeConfiguration<EventSweep>
{
    public void Configure(EntityTypeBuilder<EventSweep> builder)
    {
        builder.ToTable("event_sweeps", "payments");
        builder.HasKey(sweep => sweep.Provider);
        builder.Property(sweep => sweep.Provider).HasMaxLength(20);
    }
}
