using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Reviews;

/// <summary>
/// A paid line whose buyer is asked for a review when its time has come.
/// <code>
/// waiting ──due──▶ decided (invited, or not: refunded, reviewed, a guest, out of the shop)
/// </code>
/// </summary>
public sealed class Invitation
{
    public required Guid OrderLineId { get; init; }
    public required DateTimeOffset DueAt { get; init; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public bool IsInvited { get; private set; }

    public void Decide(bool isInvited, DateTimeOffset now) => (IsInvited, DecidedAt) = (isInvited, now);
}

internal sealed class InvitationConfiguration : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("invitations", "reviews");
        builder.HasKey(invitation => invitation.OrderLineId);
        builder.Property(invitation => invitation.OrderLineId).ValueGeneratedNever();
        builder.HasIndex(invitation => new { invitation.DueAt, invitation.OrderLineId }).HasFilter("decided_at is null");
        builder.HasOne<Orders.OrderLine>().WithOne().HasForeignKey<Invitation>(invitation => invitation.OrderLineId).OnDelete(DeleteBehavior.Cascade);
    }
}
