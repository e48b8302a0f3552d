using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Accounts;

internal sealed class PlanGrantConfiguration : IEntityTypeConfiguration<PlanGrant>
{
    public void Configure(EntityTypeBuilder<PlanGrant> builder)
    {
        builder.ToTable("plan_grants", "accounts");
        builder.Property(grant => grant.Id).ValueGeneratedNever();
        builder.Property(grant => grant.Plan).HasConversion<string>().HasMaxLength(12);
        builder.Property(grant => grant.Reason).HasMaxLength(GrantPolicy.MaxReason);
        builder.HasIndex(grant => grant.UserId).IsUnique().HasFilter("ended_at is null");
        builder.HasOne<User>().WithMany().HasForeignKey(grant => grant.UserId);
        builder.HasOne<User>().WithMany().HasForeignKey(grant => grant.GrantedById);
    }
}

internal sealed class PlanRequestConfiguration : IEntityTypeConfiguration<PlanRequest>
{
    public void Configure(EntityTypeBuilder<PlanRequest> builder)
    {
        builder.ToTable("plan_requests", "accounts");
        builder.Property(request => request.Id).ValueGeneratedNever();
        builder.Property(request => request.Company).HasMaxLength(GrantPolicy.MaxCompany);
        builder.Property(request => request.Message).HasMaxLength(GrantPolicy.MaxMessage);

        // One open request of a person, also by two clicks at once.
        builder.HasIndex(request => request.UserId).IsUnique().HasFilter("closed_at is null");
        builder.HasOne<User>().WithMany().HasForeignKey(request => request.UserId);
    }
}
