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
        builder.Property(mail => mail.Kind).HasConversion<string>().HasMaxLength(40);
        builder.Property(mail => mail.To).HasMaxLength(320);
        builder.Property(mail => mail.Subject).HasMaxLength(300);
        builder.Property(mail => mail.Body).HasColumnType("jsonb");
        builder.Property(mail => mail.UnsubscribeToken).HasMaxLength(64);
        builder.Property(mail => mail.Error).HasMaxLength(500);
        builder.HasIndex(mail => mail.Key).IsUnique();
        builder.HasIndex(mail => mail.NextTryAt).HasFilter("next_try_at is not null");
        builder.HasIndex(mail => mail.UnsubscribeToken).IsUnique().HasFilter("unsubscribe_token is not null");
    }
}
