using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Orders;

/// <summary>One machine on which a licence key is active. Deactivating removes the row.</summary>
public sealed class LicenseActivation
{
    public required Guid Id { get; init; }
    public required Guid OrderLineId { get; init; }

    /// <summary>What the seller's program tells one machine from another by.</summary>
    public required string Fingerprint { get; init; }
    public required DateTimeOffset ActivatedAt { get; init; }
    public required DateTimeOffset LastSeenAt { get; set; }
}

internal sealed class LicenseActivationConfiguration : IEntityTypeConfiguration<LicenseActivation>
{
    public void Configure(EntityTypeBuilder<LicenseActivation> builder)
    {
        builder.ToTable("license_activations", "orders");
        builder.Property(activation => activation.Id).ValueGeneratedNever();
        builder.Property(activation => activation.Fingerprint).HasMaxLength(LicensePolicy.MaxFingerprint);
        builder.HasIndex(activation => new { activation.OrderLineId, activation.Fingerprint }).IsUnique();
        builder.HasOne<OrderLine>().WithMany().HasForeignKey(activation => activation.OrderLineId).OnDelete(DeleteBehavior.Cascade);
    }
}
