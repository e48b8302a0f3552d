using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts;

/// <summary>Makes the team of somebody whose own plan has seats, unless they are in somebody else's.</summary>
public sealed class OpenTeam(MarketplaceDb db, TimeProvider time)
{
    public async Task ExecuteAsync(Guid ownerId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!await db.TeamSeats.AnyAsync(seat => seat.UserId == ownerId, cancellationToken)
            && PlanTable.LimitOf(await db.OwnPlanAsync(ownerId, now, cancellationToken), PlanFeature.Seats) > 1)
        {
            await db.EnsureTeamAsync(ownerId, now, cancellationToken);
        }
    }
}

/// <summary>The owner names the team, also while it rests.</summary>
public sealed class NameTeam(MarketplaceDb db, OpenTeam open)
{
    public async Task<Result<Done>> ExecuteAsync(Guid ownerId, string written, CancellationToken cancellationToken)
    {
        var name = PersonText.Line(written);
        if (name.Length is 0 or > TeamPolicy.MaxName)
        {
            return new Error(ErrorKind.Invalid, "validation_failed", $"A team's name has 1 to {TeamPolicy.MaxName} characters.", "name");
        }

        await open.ExecuteAsync(ownerId, cancellationToken);
        return await db.Teams.Where(team => team.OwnerId == ownerId).ExecuteUpdateAsync(set => set.SetProperty(team => team.Name, name), cancellationToken) > 0
            ? default(Done)
            : await db.TeamSeats.AnyAsync(seat => seat.UserId == ownerId, cancellationToken) ? Error.NotFound("team of yours") : TeamErrors.NoSeats;
    }
}
