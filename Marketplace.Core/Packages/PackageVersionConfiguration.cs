using System.Text.Json;
using Marketplace.Core.Catalog;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Packages;

internal sealed class PackageVersionConfiguration : IEntityTypeConfiguration<PackageVersion>
{
    public const string VersionIndex = "ix_versions_product_id_version";

    public void Configure(EntityTypeBuilder<PackageVersion> builder)
    {
        builder.ToTable("versions", "packages");
        builder.Property(version => version.Id).ValueGeneratedNever();
        builder.Property(version => version.Version).HasMaxLength(40);
        builder.Property(version => version.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(version => version.RefusedReason).HasMaxLength(1_000);
        builder.Property(version => version.BlobKey).HasMaxLength(200);
        builder.Property(version => version.StoreUploadId).HasMaxLength(1024);
        builder.Property(version => version.Fingerprint).HasMaxLength(128);
        builder.Property(version => version.Sha256).HasMaxLength(64);
        builder.Property(version => version.ExpectedSha256).HasMaxLength(64);
        builder.Property(version => version.ManifestSha256).HasMaxLength(64);
        builder.Property(version => version.YankReason).HasMaxLength(500);
        builder.Ignore(version => version.Upload);
        builder.Ignore(version => version.IsReceived);
        // A list of records that is only ever replaced: as owned entities, thousands of rows would be tracked.
        builder.Property(version => version.Files).HasColumnType("jsonb").HasConversion(
            files => JsonSerializer.Serialize(files, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<List<PackageFile>>(json, JsonSerializerOptions.Web) ?? new List<PackageFile>(),
            new ValueComparer<List<PackageFile>>((left, right) => ReferenceEquals(left, right), files => files.Count, files => files));
        builder.HasIndex(version => new { version.ProductId, version.Version }, VersionIndex).IsUnique();
        builder.HasIndex(version => new { version.State, version.UpdatedAt }).HasFilter("state in ('Uploading', 'Checking')");
        builder.HasIndex(version => new { version.UpdatedAt, version.Id }, "ix_versions_in_review").HasFilter("state = 'InReview'");
        builder.HasIndex(version => version.Sha256);
        builder.HasOne<Product>().WithMany().HasForeignKey(version => version.ProductId).OnDelete(DeleteBehavior.Restrict);
    }
}
