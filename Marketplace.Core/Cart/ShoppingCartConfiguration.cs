using Marketplace.Core.Accounts;
using Marketplace.Core.Catalog;
using Marketplace.Core.Selling;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Cart;

internal sealed class ShoppingCartConfiguration : IEntityTypeConfiguration<ShoppingCart>
{
    public const string UserIndex = "ix_carts_user_id";

    public void Configure(EntityTypeBuilder<ShoppingCart> builder)
    {
        builder.ToTable("carts", "cart");
        builder.Property(cart => cart.Id).ValueGeneratedNever();
        builder.Property(cart => cart.DiscountCode).HasMaxLength(DiscountPolicy.LongestCode);
        builder.HasIndex(cart => cart.UserId, UserIndex).IsUnique();
        builder.HasIndex(cart => cart.UpdatedAt);
        builder.HasOne<User>().WithMany().HasForeignKey(cart => cart.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(cart => cart.Lines).WithOne().HasForeignKey(line => line.CartId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CartLineConfiguration : IEntityTypeConfiguration<CartLine>
{
    public void Configure(EntityTypeBuilder<CartLine> builder)
    {
        builder.ToTable("lines", "cart");
        builder.HasKey(line => new { line.CartId, line.ProductId });
        builder.Property(line => line.License).HasConversion<string>().HasMaxLength(16);
        builder.HasOne<Product>().WithMany().HasForeignKey(line => line.ProductId).OnDelete(DeleteBehavior.Cascade);
    }
}
