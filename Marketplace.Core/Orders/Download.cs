using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Orders;

/// <summary>A link that was handed out for one version of a bought product: the proof of delivery, and what the daily limit counts.</summary>
public sealed class Download
{
    public required Guid Id { get; init; }
    public required Guid OrderLineId { get; init; }
    public required Guid PackageVersionId { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>SHA-256 of the link's 256 random bits; null for links from before links were ours.</summary>
    public byte[]? TokenHash { get; private set; }

    /// <summary>By the wall clock.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>When the link was first followed; until then asking again replaces the link and counts no second download.</summary>
    public DateTimeOffset? OpenedAt { get; private set; }

    /// <summary>Gives the row a link of its own, in place of the one it had.</summary>
    /// <returns>The token, which is kept nowhere.</returns>
    public string Issue(DateTimeOffset expiresAt)
    {
        var token = RandomNumberGenerator.GetHexString(64, lowercase: true);
        (TokenHash, ExpiresAt) = (HashOf(token), expiresAt);
        return token;
    }

    internal static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

internal sealed class DownloadConfiguration : IEntityTypeConfiguration<Download>
{
    public void Configure(EntityTypeBuilder<Download> builder)
    {
        builder.ToTable("downloads", "orders");
        builder.Property(download => download.Id).ValueGeneratedNever();
        builder.HasIndex(download => new { download.OrderLineId, download.At });
        builder.HasIndex(download => download.PackageVersionId);
        builder.HasIndex(download => download.TokenHash).IsUnique();
    }
}
