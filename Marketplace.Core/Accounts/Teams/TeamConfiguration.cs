using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Accounts;

internal sealed class TeamConfiguration : IEntityTypeConfiguration<Team>
{
    public void Configure(EntityTypeBuilder<Team> builder)
    {
        builder.ToTable("teams", "accounts");
        builder.Property(team => team.Id).ValueGeneratedNever();
        builder.Property(team => team.Name).HasMaxLength(80);
        builder.HasIndex(team => team.OwnerId).IsUnique();
        builder.HasOne<User>().WithMany().HasForeignKey(team => team.OwnerId);
    }
}

internal sealed class TeamSeatConfiguration : IEntityTypeConfiguration<TeamSeat>
{
    public void Configure(EntityTypeBuilder<TeamSeat> builder)
    {
        builder.ToTable("team_seats", "accounts");
        builder.Property(seat => seat.Id).ValueGeneratedNever();
        builder.Property(seat => seat.Email).HasMaxLength(320);
        builder.Property(seat => seat.TokenHash).HasMaxLength(64);
        builder.HasIndex(seat => new { seat.TeamId, seat.Email }).IsUnique();
        builder.HasIndex(seat => seat.TokenHash).IsUnique();

        // One team at a time: whose plan a person uses, and whose knowledge they read, has one answer.
        builder.HasIndex(seat => seat.UserId).IsUnique().HasFilter("user_id is not null");
        builder.HasOne<Team>().WithMany().HasForeignKey(seat => seat.TeamId);
    }
}
