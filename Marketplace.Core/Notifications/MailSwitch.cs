using Marketplace.Core.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Notifications;

/// <summary>A kind of mail that a person has switched off. The line under the bell still comes.</summary>
public sealed class MailSwitch
{
    public required Guid UserId { get; init; }
    public required NotificationKind Kind { get; init; }
    public required DateTimeOffset OffAt { get; init; }
}

internal sealed class MailSwitchConfiguration : IEntityTypeConfiguration<MailSwitch>
{
    public void Configure(EntityTypeBuilder<MailSwitch> builder)
    {
        builder.ToTable("mail_switches", "notifications");
        builder.HasKey(off => new { off.UserId, off.Kind });
        builder.Property(off => off.Kind).HasConversion<string>().HasMaxLength(40);
        builder.HasOne<User>().WithMany().HasForeignKey(off => off.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
