using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Notifications;

internal sealed class MailConfiguration : IEntityTypeConfiguration<Mail>
{
    public void Configure(EntityTypeBuilder<Mail> builder)
    {
        builder.ToTable("mails", "notifications");
        builder.Property(mail => mail.Id).ValueGeneratedNever();
        builder.Property(mail => mail.Key).HasMaxLength(160);
        builder.Property(mail => mail.To).HasMaxLength(320);
        builder.Property(mail => mail.Subject).HasMaxLength(300);
        builder.HasIndex(mail => mail.Key).IsUnique();
        builder.HasIndex(mail => mail.CreatedAt).HasFilter("sent_at is null");
    }
}
