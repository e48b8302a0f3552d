using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Orders;

/// <summary>A word by which programs follow the updates of one bought line: its feed and its downloads, and nothing else of the buyer. One per line, replaced or revoked by the buyer.</summary>
public sealed class UpdateToken
{
    public const string Prefix = "mpft_";
    private const int Bytes = 32;

    public required Guid OrderLineId { get; init; }

    /// <summary>SHA-256 of the token, which has 256 random bits: no salt and no slow hash are needed.</summary>
    public required byte[] TokenHash { get; set; }
    public required DateTimeOffset CreatedAt { get; set; }

    public static string New() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

internal sealed class UpdateTokenConfiguration : IEntityTypeConfiguration<UpdateToken>
{
    public void Configure(EntityTypeBuilder<UpdateToken> builder)
    {
        builder.ToTable("update_tokens", "orders");
        builder.HasKey(token => token.OrderLineId);
        builder.HasIndex(token => token.TokenHash).IsUnique();
        builder.HasOne<OrderLine>().WithOne().HasForeignKey<UpdateToken>(token => token.OrderLineId).OnDelete(DeleteBehavior.Cascade);
    }
}
