using Marketplace.Api.Hosting;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Subscriptions;
using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Accounts;

/// <summary>Grants and requests as admins see them.</summary>
internal sealed class GrantReader(MarketplaceDb db, TimeProvider time)
{
    public async Task<PageView<PlanGrantView>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var total = await db.PlanGrants.CountUpAsync(cancellationToken);
        var grants = await db.PlanGrants.AsNoTracking().Where(grant => page.Before == null || grant.Id < page.Before)
            .OrderByDescending(grant => grant.Id).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return new(await ToViewsAsync([.. grants.Take(page.Limit)], cancellationToken), total, grants.Count > page.Limit ? grants[page.Limit - 1].Id.ToString("N") : null);
    }

    public async Task<PlanGrantView> GetAsync(Guid id, CancellationToken cancellationToken) =>
        (await ToViewsAsync([await db.PlanGrants.AsNoTracking().SingleAsync(grant => grant.Id == id, cancellationToken)], cancellationToken))[0];

    /// <summary>The newest first.</summary>
    public async Task<PageView<PlanContactView>> ListRequestsAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var total = await db.PlanRequests.CountUpAsync(cancellationToken);
        var rows = await (
            from request in db.PlanRequests.AsNoTracking()
            join user in db.Users on request.UserId equals user.Id
            where page.Before == null || request.Id < page.Before
            orderby request.Id descending
            select new { Request = request, user.Handle, user.DisplayName, user.Email, user.Plan }).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return new(
            [.. rows.Take(page.Limit).Select(row => new PlanContactView(
                row.Request.Id, row.Handle, row.DisplayName, row.Email, row.Request.Company, row.Request.Message, row.Request.Seats, NameOf(row.Plan), row.Request.CreatedAt, row.Request.ClosedAt))],
            total,
            rows.Count > page.Limit ? rows[page.Limit - 1].Request.Id.ToString("N") : null);
    }

    private async Task<List<PlanGrantView>> ToViewsAsync(List<PlanGrant> grants, CancellationToken cancellationToken)
    {
        var ids = grants.SelectMany(grant => new[] { grant.UserId, grant.GrantedById, grant.EndedById ?? grant.GrantedById }).Distinct().ToList();
        var people = await db.Users.AsNoTracking().Where(user => ids.Contains(user.Id)).ToDictionaryAsync(user => user.Id, cancellationToken);
        var now = time.GetUtcNow();
        return grants.ConvertAll(grant => new PlanGrantView(
            grant.Id, people[grant.UserId].Handle, people[grant.UserId].DisplayName, people[grant.UserId].Email, NameOf(grant.Plan), grant.Until, grant.Reason,
            people[grant.GrantedById].DisplayName, grant.GrantedAt, GrantPolicy.IsOn(grant, now) ? "on" : grant.EndedAt is null ? "over" : "ended",
            grant.EndedById is { } endedBy ? people[endedBy].DisplayName : null, grant.EndedAt));
    }

    private static string NameOf(Plan plan) => plan.ToString().ToLowerInvariant();
}
