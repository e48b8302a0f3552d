using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Accounts;

internal sealed class PlanRightConfiguration : IEntityTypeConfiguration<PlanRight>
{
    public void Configure(EntityTypeBuilder<PlanRight> builder)
    {
        builder.ToTable("plan_rights", "accounts");
        builder.HasKey(right => new { right.UserId, right.Source });
        builder.Property(right => right.Source).HasConversion<string>().HasMaxLength(12);
        builder.Property(right => right.Plan).HasConversion<string>().HasMaxLength(12);
        builder.HasIndex(right => right.Until).HasFilter("until is not null");
        builder.HasOne<User>().WithMany().HasForeignKey(right => right.UserId);
    }
}

internal sealed class ApiUsageConfiguration : IEntityTypeConfiguration<ApiUsage>
{
    public void Configure(EntityTypeBuilder<ApiUsage> builder)
    {
        builder.ToTable("api_usage", "accounts");
        builder.HasKey(usage => new { usage.UserId, usage.Day });
        builder.HasIndex(usage => usage.Day);
    }
}
