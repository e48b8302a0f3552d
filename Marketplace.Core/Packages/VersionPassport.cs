using System.Text.Json;
using Marketplace.Core.Packages.Passport;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Packages;

/// <summary>A version's passport as the last scan made it. Which of its findings are waived is told by the product's granted appeals.</summary>
public sealed class VersionPassport
{
    public required Guid VersionId { get; init; }
    public required Guid ProductId { get; init; }
    public required PackagePassport Passport { get; init; }

    /// <summary>With the waivers of the time; kept here so that lists need not read passports.</summary>
    public required PassportBadge Badge { get; set; }
    public required int RulesVersion { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
}

internal sealed class VersionPassportConfiguration : IEntityTypeConfiguration<VersionPassport>
{
    public void Configure(EntityTypeBuilder<VersionPassport> builder)
    {
        builder.ToTable("passports", "packages");
        builder.HasKey(passport => passport.VersionId);
        builder.Property(passport => passport.VersionId).ValueGeneratedNever();
        builder.Property(passport => passport.Badge).HasConversion<string>().HasMaxLength(16);
        builder.Property(passport => passport.Passport).HasColumnType("jsonb").HasConversion(
            passport => JsonSerializer.Serialize(passport, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<PackagePassport>(json, JsonSerializerOptions.Web)!,
            new ValueComparer<PackagePassport>((left, right) => ReferenceEquals(left, right), passport => passport.RulesVersion, passport => passport));
        builder.HasIndex(passport => passport.ProductId);
        builder.HasOne<PackageVersion>().WithOne().HasForeignKey<VersionPassport>(passport => passport.VersionId).OnDelete(DeleteBehavior.Cascade);
    }
}
