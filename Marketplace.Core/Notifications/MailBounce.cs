using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Notifications;

/// <summary>
/// An address that gave a mail back for good. Mails that a person can switch off are no longer sent there; those about orders and money still are:
/// a mailbox that was full may be empty again.
/// </summary>
public sealed class MailBounce
{
    /// <summary>In lower case.</summary>
    public required string Address { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Written beside the mail that bounced; the last reason stays.</summary>
    internal static Task RecordAsync(MarketplaceDb db, string address, string reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (key, text) = (address.ToLowerInvariant(), reason.Length <= 500 ? reason : reason[..500]);
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into notifications.bounces (address, reason, at) values ({key}, {text}, {now})
            on conflict (address) do update set reason = excluded.reason, at = excluded.at
            """, cancellationToken);
    }
}

internal sealed class MailBounceConfiguration : IEntityTypeConfiguration<MailBounce>
{
    public void Configure(EntityTypeBuilder<MailBounce> builder)
    {
        builder.ToTable("bounces", "notifications");
        builder.HasKey(bounce => bounce.Address);
        builder.Property(bounce => bounce.Address).HasMaxLength(320);
        builder.Property(bounce => bounce.Reason).HasMaxLength(500);
    }
}
