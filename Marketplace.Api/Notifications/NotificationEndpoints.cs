using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Notifications;
using Marketplace.Core.Data;
using Marketplace.Core.Notifications;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Notifications;

internal static class NotificationEndpoints
{
    public static void MapNotifications(this IEndpointRouteBuilder app)
    {
        var mine = app.MapGroup("").WithTags("Me").ProducesProblem(400).ProducesProblem(401);
        mine.MapGet(NotificationRoutes.Notifications, ListAsync).WithSummary("The own notifications, newest first");
        mine.MapPost(NotificationRoutes.Read, ReadAsync).WithSummary("Mark one, or all that were seen, as read");
        mine.MapGet(NotificationRoutes.Mails, GetChoicesAsync).WithSummary("Which notifications also come by mail");
        mine.MapPut(NotificationRoutes.Mails, ChooseAsync).WithSummary("Choose which notifications also come by mail");
    }

    private static async Task<Results<Ok<PageView<NotificationView>>, ProblemHttpResult>> ListAsync(
        bool? unread, string? cursor, int? limit, ClaimsPrincipal caller, MarketplaceDb db, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(cursor, limit);
        if (!page.IsOk)
        {
            return page.Error.ToProblem();
        }

        var (userId, before, size) = (caller.UserId(), page.Value.Before, page.Value.Limit);
        var mine = db.Notifications.AsNoTracking().Where(notification => notification.UserId == userId && (unread != true || notification.ReadAt == null));
        var rows = await mine.Where(notification => before == null || notification.Id < before).OrderByDescending(notification => notification.Id).Take(size + 1).ToListAsync(cancellationToken);
        var next = rows.Count > size ? rows[size - 1].Id.ToString("N") : null;
        return TypedResults.Ok(new PageView<NotificationView>([.. rows.Take(size).Select(row => row.ToView())], await mine.CountUpAsync(cancellationToken), next));
    }

    private static async Task<NoContent> ReadAsync(ReadNotificationsRequest request, ClaimsPrincipal caller, ReadNotifications read, CancellationToken cancellationToken)
    {
        await read.ExecuteAsync(caller.UserId(), request.Id, request.UpTo, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<MailChoicesView>> GetChoicesAsync(ClaimsPrincipal caller, MarketplaceDb db, CancellationToken cancellationToken) =>
        TypedResults.Ok(await LoadAsync(caller.UserId(), db, cancellationToken));

    private static async Task<Ok<MailChoicesView>> ChooseAsync(
        MailChoicesRequest request, ClaimsPrincipal caller, ChooseMails choose, MarketplaceDb db, CancellationToken cancellationToken)
    {
        NotificationKind[] wanted = [.. NotificationPolicy.Optional.Where(kind => request.Mailed.Contains(kind.ToView()))];
        await choose.ExecuteAsync(caller.UserId(), wanted, cancellationToken);
        return TypedResults.Ok(await LoadAsync(caller.UserId(), db, cancellationToken));
    }

    private static async Task<MailChoicesView> LoadAsync(Guid userId, MarketplaceDb db, CancellationToken cancellationToken)
    {
        var address = await db.Users.Where(user => user.Id == userId).Select(user => user.Email).SingleAsync(cancellationToken);
        var off = await db.MailSwitches.Where(found => found.UserId == userId).Select(found => found.Kind).ToListAsync(cancellationToken);
        var lower = address.ToLowerInvariant();
        var bounce = await db.MailBounces.AsNoTracking().SingleOrDefaultAsync(found => found.Address == lower, cancellationToken);
        return new(
            address,
            [.. Enum.GetValues<NotificationKind>().Select(kind => new MailChoiceView(kind.ToView(), !off.Contains(kind), NotificationPolicy.IsOptional(kind)))],
            bounce?.At, bounce?.Reason);
    }
}
