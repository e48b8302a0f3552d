using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts;

/// <summary>An admin switches a plan on by hand. It replaces the grant the person has, and answers what they asked for.</summary>
public sealed class GrantPlan(MarketplaceDb db, PlanRights rights, TimeProvider time)
{
    /// <param name="person">Handle, or e-mail address of an account.</param>
    public async Task<Result<PlanGrant>> ExecuteAsync(Guid adminId, string person, Plan plan, DateTimeOffset? until, string reason, CancellationToken cancellationToken)
    {
        var words = PersonText.Line(reason);
        if (words.Length is 0 or > GrantPolicy.MaxReason || plan == Plan.Free || until <= time.GetUtcNow())
        {
            return plan == Plan.Free ? GrantErrors.NoPlan : until <= time.GetUtcNow() ? GrantErrors.Over : GrantErrors.SayWhy;
        }

        var found = await FindPersonAsync(person.Trim(), cancellationToken);
        return found.IsOk
            ? await db.InTransactionAsync(() => GrantAsync(adminId, found.Value, plan, until?.ToUniversalTime(), words, cancellationToken), cancellationToken)
            : found.Error;
    }

    private async Task<Result<PlanGrant>> GrantAsync(Guid adminId, Guid userId, Plan plan, DateTimeOffset? until, string reason, CancellationToken cancellationToken)
    {
        await db.LockPeopleAsync([userId], cancellationToken);
        var now = time.GetUtcNow();
        await db.PlanGrants.Where(grant => grant.UserId == userId && grant.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(grant => grant.EndedAt, now).SetProperty(grant => grant.EndedById, adminId), cancellationToken);
        await db.PlanRequests.Where(request => request.UserId == userId && request.ClosedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(request => request.ClosedAt, now).SetProperty(request => request.ClosedById, adminId), cancellationToken);
        var grant = new PlanGrant { Id = Guid.CreateVersion7(now), UserId = userId, Plan = plan, Until = until, Reason = reason, GrantedById = adminId, GrantedAt = now };
        db.PlanGrants.Add(grant);
        db.Publish(new PlanGranted(grant.Id), now);
        await db.SaveChangesAsync(cancellationToken);
        await rights.SetAsync(userId, PlanSource.Grant, plan, until, cancellationToken);
        return grant;
    }

    private async Task<Result<Guid>> FindPersonAsync(string written, CancellationToken cancellationToken)
    {
        var name = written.TrimStart('@').ToLowerInvariant();
        var found = await db.Users.FromSql($"select * from accounts.users where (handle = {name} or lower(email) = {name}) and not is_guest")
            .OrderByDescending(user => user.Handle == name).Select(user => new { user.Id, IsHandle = user.Handle == name }).Take(2).ToListAsync(cancellationToken);
        return found switch
        {
            [] => Error.NotFound("person"),
            [var only] => only.Id,
            [{ IsHandle: true } first, ..] => first.Id,
            _ => GrantErrors.SeveralPeople,
        };
    }
}

/// <summary>An admin switches a plan off that was switched on by hand.</summary>
public sealed class EndGrant(MarketplaceDb db, PlanRights rights, TimeProvider time)
{
    public async Task<Result<Done>> ExecuteAsync(Guid adminId, Guid grantId, CancellationToken cancellationToken) => await db.InTransactionAsync<Result<Done>>(async () =>
    {
        var now = time.GetUtcNow();
        var people = await db.PlanGrants.Where(known => known.Id == grantId).Select(known => known.UserId).ToListAsync(cancellationToken);
        await db.LockPeopleAsync(people, cancellationToken);
        var grant = await db.PlanGrants.AsTracking().SingleOrDefaultAsync(known => known.Id == grantId, cancellationToken);
        if (grant is null)
        {
            return Error.NotFound("grant");
        }

        if (!GrantPolicy.IsOn(grant, now))
        {
            return GrantErrors.Ended;
        }

        (grant.EndedAt, grant.EndedById) = (now, adminId);
        await db.SaveChangesAsync(cancellationToken);
        await rights.SetAsync(grant.UserId, PlanSource.Grant, Plan.Free, null, cancellationToken);
        return default(Done);
    }, cancellationToken);
}
