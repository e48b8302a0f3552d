using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts;

/// <summary>Somebody writes to the marketplace about Enterprise. One request of a person waits at a time.</summary>
public sealed class AskForPlan(MarketplaceDb db, TimeProvider time)
{
    public Task<Result<Guid>> ExecuteAsync(Guid userId, string company, string message, int seats, CancellationToken cancellationToken) => db.InTransactionAsync<Result<Guid>>(async () =>
    {
        await db.LockPeopleAsync([userId], cancellationToken);
        if (await db.PlanRequests.AnyAsync(request => request.UserId == userId && request.ClosedAt == null, cancellationToken))
        {
            return GrantErrors.RequestOpen;
        }

        var now = time.GetUtcNow();
        var request = new PlanRequest
        {
            Id = Guid.CreateVersion7(now),
            UserId = userId,
            Company = PersonText.Line(company),
            Message = PersonText.Block(message),
            Seats = seats,
            CreatedAt = now,
        };
        db.PlanRequests.Add(request);
        db.Publish(new PlanAsked(request.Id), now);
        await db.SaveChangesAsync(cancellationToken);
        return request.Id;
    }, cancellationToken);
}

/// <summary>An admin has answered a request.</summary>
public sealed class ClosePlanRequest(MarketplaceDb db, TimeProvider time)
{
    public async Task<Result<Done>> ExecuteAsync(Guid adminId, Guid requestId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var closed = await db.PlanRequests.Where(request => request.Id == requestId && request.ClosedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(request => request.ClosedAt, now).SetProperty(request => request.ClosedById, adminId), cancellationToken);
        return closed > 0 ? default(Done) : Error.NotFound("request");
    }
}
