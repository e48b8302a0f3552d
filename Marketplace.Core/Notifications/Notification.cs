using Marketplace.Core.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Notifications;

/// <summary>A line under the bell: what happened, where to look.</summary>
public sealed class Notification
{
    public required Guid Id { get; init; }
    public required Guid UserId { get; init; }

    /// <summary>Unique per person, as a mail's.</summary>
    public required string Key { get; init; }
    public required NotificationKind Kind { get; init; }
    public required string Title { get; init; }

    /// <summary>A page of this site, with its leading slash.</summary>
    public required string Path { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ReadAt { get; init; }
}

internal sealed class NotificationConfiguration : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.ToTable("notifications", "notifications");
        builder.Property(notification => notification.Id).ValueGeneratedNever();
        builder.Property(notification => notification.Key).HasMaxLength(160);
        builder.Property(notification => notification.Kind).HasConversion<string>().HasMaxLength(40);
        builder.Property(notification => notification.Title).HasMaxLength(300);
        builder.Property(notification => notification.Path).HasMaxLength(500);
        builder.HasIndex(notification => new { notification.UserId, notification.Key }).IsUnique();
        builder.HasIndex(notification => new { notification.UserId, notification.Id });
        builder.HasIndex(notification => notification.UserId, "ix_notifications_unread").HasFilter("read_at is null");
        builder.HasOne<User>().WithMany().HasForeignKey(notification => notification.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
