using Marketplace.Core.Accounts;
using Marketplace.Core.Catalog;
using Marketplace.Core.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Reviews;

internal sealed class ReviewConfiguration : IEntityTypeConfiguration<Review>
{
    public const string AuthorIndex = "ix_reviews_product_id_author_id";
    public const string LineIndex = "ix_reviews_order_line_id";

    private const string Visible = "hidden_at is null";

    public void Configure(EntityTypeBuilder<Review> builder)
    {
        builder.ToTable("reviews", "reviews", table =>
        {
            table.HasCheckConstraint("ck_reviews_rating", "rating between 1 and 5");
            table.HasCheckConstraint("ck_reviews_helpful_count", "helpful_count >= 0");
        });
        builder.Property(review => review.Id).ValueGeneratedNever();
        builder.Property(review => review.Title).HasMaxLength(ReviewPolicy.MaxTitle);
        builder.Property(review => review.HiddenReason).HasMaxLength(1_000);
        builder.Property(review => review.ResponseHiddenReason).HasMaxLength(1_000);
        builder.Ignore(review => review.CountedRating);
        builder.HasIndex(review => new { review.ProductId, review.AuthorId }, AuthorIndex).IsUnique();
        builder.HasIndex(review => review.OrderLineId, LineIndex).IsUnique();
        builder.HasIndex(review => new { review.ProductId, review.CreatedAt, review.Id });
        builder.HasIndex(review => new { review.ProductId, review.HelpfulCount, review.Id }).HasFilter(Visible);
        builder.HasIndex(review => new { review.ProductId, review.Rating, review.Id }).HasFilter(Visible);
        builder.HasIndex(review => new { review.SellerId, review.Id }, "ix_reviews_by_seller").HasDatabaseName("ix_reviews_by_seller").HasFilter(Visible);
        builder.HasIndex(review => new { review.SellerId, review.Id }, "ix_reviews_unanswered_by_seller").HasDatabaseName("ix_reviews_unanswered_by_seller").HasFilter($"{Visible} and responded_at is null");
        builder.HasOne<Product>().WithMany().HasForeignKey(review => review.ProductId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<OrderLine>().WithMany().HasForeignKey(review => review.OrderLineId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(review => review.AuthorId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class HelpfulVoteConfiguration : IEntityTypeConfiguration<HelpfulVote>
{
    public void Configure(EntityTypeBuilder<HelpfulVote> builder)
    {
        builder.ToTable("helpful_votes", "reviews");
        builder.HasKey(vote => new { vote.ReviewId, vote.UserId });
        builder.HasIndex(vote => new { vote.UserId, vote.ReviewId });
        builder.HasOne<Review>().WithMany().HasForeignKey(vote => vote.ReviewId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(vote => vote.UserId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RatingTallyConfiguration : IEntityTypeConfiguration<RatingTally>
{
    public void Configure(EntityTypeBuilder<RatingTally> builder)
    {
        builder.ToTable("rating_tallies", "reviews", table => table.HasCheckConstraint("ck_rating_tallies", "least(one, two, three, four, five) >= 0"));
        builder.HasKey(tally => tally.ProductId);
        builder.Property(tally => tally.ProductId).ValueGeneratedNever();
        builder.Ignore(tally => tally.Histogram);
        builder.HasOne<Product>().WithOne().HasForeignKey<RatingTally>(tally => tally.ProductId).OnDelete(DeleteBehavior.Restrict);
    }
}
