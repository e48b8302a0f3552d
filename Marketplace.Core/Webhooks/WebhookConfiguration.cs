using Marketplace.Core.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Webhooks;

internal sealed class WebhookEndpointConfiguration : IEntityTypeConfiguration<WebhookEndpoint>
{
    public void Configure(EntityTypeBuilder<WebhookEndpoint> builder)
    {
        builder.ToTable("endpoints", "webhooks");
        builder.Property(endpoint => endpoint.Id).ValueGeneratedNever();
        builder.Property(endpoint => endpoint.Url).HasMaxLength(WebhookPolicy.LongestUrl);
        builder.Property(endpoint => endpoint.Description).HasMaxLength(WebhookPolicy.LongestDescription);
        builder.Property(endpoint => endpoint.State).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(endpoint => new { endpoint.SellerId, endpoint.Id });
        builder.HasOne<User>().WithMany().HasForeignKey(endpoint => endpoint.SellerId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class WebhookDeliveryConfiguration : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("deliveries", "webhooks");
        builder.Property(delivery => delivery.Id).ValueGeneratedNever();
        builder.Property(delivery => delivery.EventId).HasMaxLength(64);
        builder.Property(delivery => delivery.Type).HasMaxLength(40);
        builder.Property(delivery => delivery.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(delivery => delivery.Problem).HasMaxLength(300);
        builder.HasIndex(delivery => new { delivery.EndpointId, delivery.EventId }).IsUnique();
        builder.HasIndex(delivery => new { delivery.EndpointId, delivery.Id });
        builder.HasIndex(delivery => new { delivery.EndpointId, delivery.State, delivery.Id });
        builder.HasIndex(delivery => new { delivery.EndpointId, delivery.NextTryAt, delivery.Id }).HasFilter("state = 'Pending'").HasDatabaseName("ix_deliveries_due");
        builder.HasIndex(delivery => delivery.EndpointId).HasFilter("lease_ends_at is not null").HasDatabaseName("ix_deliveries_leased");
        builder.HasOne<WebhookEndpoint>().WithMany().HasForeignKey(delivery => delivery.EndpointId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class WebhookAttemptConfiguration : IEntityTypeConfiguration<WebhookAttempt>
{
    public void Configure(EntityTypeBuilder<WebhookAttempt> builder)
    {
        builder.ToTable("attempts", "webhooks");
        builder.HasKey(attempt => new { attempt.DeliveryId, attempt.Number });
        builder.Property(attempt => attempt.Url).HasMaxLength(WebhookPolicy.LongestUrl);
        builder.Property(attempt => attempt.Problem).HasMaxLength(300);
        builder.HasOne<WebhookDelivery>().WithMany().HasForeignKey(attempt => attempt.DeliveryId).OnDelete(DeleteBehavior.Cascade);
    }
}
