using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Accounts;

/// <summary>A person who wants to hear of a seller's new products.</summary>
public sealed class Follow
{
    public required Guid FollowerId { get; init; }
    public required Guid SellerId { get; init; }
    public required DateTimeOffset At { get; init; }
}

internal sealed class FollowConfiguration : IEntityTypeConfiguration<Follow>
{
    public void Configure(EntityTypeBuilder<Follow> builder)
    {
        builder.ToTable("follows", "accounts", table => table.HasCheckConstraint("ck_follows_not_oneself", "follower_id <> seller_id"));

        // In this order: a seller's followers are read in pages; whether one person follows is one row of the same index.
        builder.HasKey(follow => new { follow.SellerId, follow.FollowerId });
        builder.HasIndex(follow => follow.FollowerId);
        builder.HasOne<User>().WithMany().HasForeignKey(follow => follow.FollowerId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(follow => follow.SellerId).OnDelete(DeleteBehavior.Cascade);
    }
}
