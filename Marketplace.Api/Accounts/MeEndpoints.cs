using System.Security.Claims;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Accounts;
using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Accounts;

internal static class MeEndpoints
{
    private const int MostUnread = 100;

    public static void MapMe(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(AccountRoutes.Me).WithTags("Me").ProducesProblem(400).ProducesProblem(401).ProducesProblem(409);
        group.MapGet("", GetAsync).WithSummary("The signed-in person");
        group.MapPut("", UpdateAsync).WithSummary("Change the own profile");
    }

    private static async Task<Ok<MeView>> GetAsync(ClaimsPrincipal caller, MarketplaceDb db, CancellationToken cancellationToken) =>
        TypedResults.Ok(await LoadAsync(caller.UserId(), db, cancellationToken));

    private static async Task<Results<Ok<MeView>, ProblemHttpResult>> UpdateAsync(
        UpdateMeRequest request, ClaimsPrincipal caller, UpdateProfile update, MarketplaceDb db, CancellationToken cancellationToken)
    {
        var change = new ProfileChange(request.DisplayName, request.Handle, request.Bio, request.Links);
        var updated = await update.ExecuteAsync(caller.UserId(), change, cancellationToken);
        return updated.IsOk ? TypedResults.Ok(await LoadAsync(caller.UserId(), db, cancellationToken)) : updated.Error.ToProblem();
    }

    private static async Task<MeView> LoadAsync(Guid id, MarketplaceDb db, CancellationToken cancellationToken)
    {
        var user = await db.Users.AsNoTracking().SingleAsync(found => found.Id == id, cancellationToken);
        var seller = await db.SellerAccounts.AsNoTracking().SingleOrDefaultAsync(found => found.UserId == id, cancellationToken);
        List<string> roles = ["buyer"];
        if (seller is not null)
        {
            roles.Add("seller");
        }

        if (user.IsAdmin)
        {
            roles.Add("admin");
        }

        var unread = await db.Notifications.Where(notification => notification.UserId == id && notification.ReadAt == null).Take(MostUnread).CountAsync(cancellationToken);
        return new(user.Id, user.Email, user.DisplayName, user.Handle, user.Bio, user.Links, roles, seller?.ToView(), unread);
    }
}
