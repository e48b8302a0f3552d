using System.Security.Cryptography;
using System.Text;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Orders;

/// <summary>A word that opens one order of somebody without an account. Only its hash is kept; an order may have several, one for each letter it was written into.</summary>
public sealed class GuestLink
{
    private const int Bytes = 32;

    /// <summary>SHA-256 of the token, which has 256 random bits: no salt and no slow hash are needed.</summary>
    public required byte[] TokenHash { get; init; }
    public required Guid OrderId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Adds a link; the token is in this answer only.</summary>
    public static string Add(MarketplaceDb db, Guid orderId, DateTimeOffset now)
    {
        var token = RandomNumberGenerator.GetHexString(2 * Bytes, lowercase: true);
        db.GuestLinks.Add(new() { TokenHash = HashOf(token), OrderId = orderId, CreatedAt = now });
        return token;
    }

    /// <summary>The order that a token opens; null for a wrong one.</summary>
    public static Task<Guid?> FindOrderAsync(MarketplaceDb db, string token, CancellationToken cancellationToken)
    {
        var hash = HashOf(token);
        return db.GuestLinks.AsNoTracking().Where(link => link.TokenHash == hash).Select(link => (Guid?)link.OrderId).SingleOrDefaultAsync(cancellationToken);
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

internal sealed class GuestLinkConfiguration : IEntityTypeConfiguration<GuestLink>
{
    public void Configure(EntityTypeBuilder<GuestLink> builder)
    {
        builder.ToTable("guest_links", "orders");
        builder.HasKey(link => link.TokenHash);
        builder.HasIndex(link => link.OrderId);
        builder.HasOne<Order>().WithMany().HasForeignKey(link => link.OrderId).OnDelete(DeleteBehavior.Cascade);
    }
}
