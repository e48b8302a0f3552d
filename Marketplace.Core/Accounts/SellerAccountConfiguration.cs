using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Accounts;

internal sealed class SellerAccountConfiguration : IEntityTypeConfiguration<SellerAccount>
{
    public void Configure(EntityTypeBuilder<SellerAccount> builder)
    {
        builder.ToTable("seller_accounts", "accounts");
        builder.HasKey(seller => seller.UserId);
        builder.Property(seller => seller.UserId).ValueGeneratedNever();
        builder.Property(seller => seller.StripeAccountId).HasMaxLength(64);
        builder.HasIndex(seller => seller.StripeAccountId).IsUnique();
        builder.HasIndex(seller => seller.CheckedAt).HasFilter("stripe_account_id is not null");
        builder.Property(seller => seller.PayoutsCheckedAt).HasDefaultValueSql("'epoch'");
        builder.HasIndex(seller => seller.PayoutsCheckedAt).HasFilter("stripe_account_id is not null");
        builder.HasOne<User>().WithOne().HasForeignKey<SellerAccount>(seller => seller.UserId).OnDelete(DeleteBehavior.Restrict);
    }
}
