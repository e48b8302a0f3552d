using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Accounts;

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public const string GuestIndex = "ix_users_guest_email";
    public const string HandleIndex = "ix_users_handle";

    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("users", "accounts");
        builder.Property(user => user.Id).ValueGeneratedNever();
        builder.Property(user => user.Email).HasMaxLength(320);
        builder.Property(user => user.DisplayName).HasMaxLength(60);
        builder.Property(user => user.Handle).HasMaxLength(HandlePolicy.MaxLength);
        builder.Property(user => user.Bio).HasMaxLength(600);
        builder.Property(user => user.Plan).HasConversion<string>().HasMaxLength(12).HasDefaultValueSql("'Free'");
        builder.HasIndex(user => user.Handle, HandleIndex).IsUnique();
        builder.HasIndex(user => user.Email);
        builder.HasIndex(user => user.Email, GuestIndex).IsUnique().HasFilter("is_guest");
    }
}
