using Marketplace.Contracts.Notifications;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Notifications;

internal static class NotificationEndpoints
{
    public static void MapNotificationForms(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/notifications/{id:guid}/open", OpenAsync).RequireAuthorization();
        routes.MapPost("/notifications/read", ReadAsync).RequireAuthorization();
        routes.MapPost("/account/notifications", ChooseAsync).RequireAuthorization().WithOrder(-1);

        // The page at the same address answers GET. The secret in the address is all that a mail program brings along.
        routes.MapPost("/mail/unsubscribe/{token}", UnsubscribeAsync).DisableAntiforgery().WithOrder(-1);
    }

    /// <summary>Following a line reads it. A browser that only fetches ahead has not: it gets the page, and the line stays unread.</summary>
    private static async Task<RedirectHttpResult> OpenAsync(Guid id, string? to, HttpRequest request, NotificationsClient notifications, CancellationToken cancellationToken)
    {
        if (!request.Headers.ContainsKey("Sec-Purpose"))
        {
            await notifications.ReadAsync(new ReadNotificationsRequest { Id = id }, cancellationToken);
        }

        return TypedResults.LocalRedirect(LocalUrl.OrHome(to));
    }

    private static async Task<RedirectHttpResult> ReadAsync([FromForm] Guid? upTo, NotificationsClient notifications, CancellationToken cancellationToken)
    {
        await notifications.ReadAsync(new ReadNotificationsRequest { UpTo = upTo }, cancellationToken);
        return TypedResults.LocalRedirect("/notifications");
    }

    private static async Task<RedirectHttpResult> ChooseAsync(IFormCollection form, NotificationsClient notifications, Flash flash, CancellationToken cancellationToken)
    {
        NotificationKindName[] kinds = [.. form["mailed"].Select(name => Enum.TryParse<NotificationKindName>(name, out var kind) ? kind : (NotificationKindName?)null).OfType<NotificationKindName>()];
        await notifications.ChooseMailsAsync(new MailChoicesRequest { Mailed = kinds }, cancellationToken);
        flash.Say("Saved");
        return TypedResults.LocalRedirect("/account/notifications");
    }

    /// <summary>RFC 8058: a mail program posts <c>List-Unsubscribe=One-Click</c> and follows no redirect; the page's own button says on or off.</summary>
    private static async Task<Results<Ok, RedirectHttpResult>> UnsubscribeAsync(string token, HttpRequest request, NotificationsClient notifications, CancellationToken cancellationToken)
    {
        var form = request.HasFormContentType ? await request.ReadFormAsync(cancellationToken) : FormCollection.Empty;
        await notifications.UnsubscribeAsync(token, form["off"] != "false", cancellationToken);
        return form.ContainsKey("List-Unsubscribe") ? TypedResults.Ok() : TypedResults.LocalRedirect($"/mail/unsubscribe/{Uri.EscapeDataString(token)}");
    }
}
