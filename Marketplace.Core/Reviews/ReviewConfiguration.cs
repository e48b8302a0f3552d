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

    public void Configure(EntityTypeBuilder<Review> builder)
    {
        builder.ToTable("reviews", "reviews", table => table.HasCheckConstraint("ck_reviews_rating", "rating between 1 and 5"));
        builder.Property(review => review.Id).ValueGeneratedNever();
        builder.Property(review => review.Title).HasMaxLength(100);
        builder.HasIndex(review => new { review.ProductId, review.AuthorId }, AuthorIndex).IsUnique();
        builder.HasIndex(review => review.OrderLineId, LineIndex).IsUnique();
        builder.HasIndex(review => new { review.ProductId, review.CreatedAt, review.Id });
        builder.HasOne<Product>().WithMany().HasForeignKey(review => review.ProductId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<OrderLine>().WithMany().HasForeignKey(review => review.OrderLineId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(review => review.AuthorId).OnDelete(DeleteBehavior.Restrict);
    }
}
