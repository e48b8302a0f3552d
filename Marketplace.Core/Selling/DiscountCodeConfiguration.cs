using Marketplace.Core.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Selling;

internal sealed class DiscountCodeConfiguration : IEntityTypeConfiguration<DiscountCode>
{
    public const string CodeIndex = "ix_discount_codes_code";

    public void Configure(EntityTypeBuilder<DiscountCode> builder)
    {
        builder.ToTable("discount_codes", "selling", table => table.HasCheckConstraint(
            "discount_codes_value", "(percent between 1 and 100 and amount_cents is null) or (percent is null and amount_cents > 0)"));
        builder.Property(code => code.Id).ValueGeneratedNever();
        builder.Property(code => code.Code).HasMaxLength(DiscountPolicy.LongestCode);
        builder.Property(code => code.Currency).HasMaxLength(3).IsFixedLength();
        builder.HasIndex(code => code.Code, CodeIndex).IsUnique();
        builder.HasIndex(code => new { code.SellerId, code.Id });
        builder.HasOne<User>().WithMany().HasForeignKey(code => code.SellerId).OnDelete(DeleteBehavior.Restrict);
    }
}
