using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Notifications;

public static class NotificationRoutes
{
    public const string Notifications = "/api/me/notifications";
    public const string Read = "/api/me/notifications/read";
    public const string Mails = "/api/me/notifications/mails";
    public const string Unsubscribe = "/api/mail/unsubscribe";

    /// <summary>Delivery reports (RFC 3464) from the mail server.</summary>
    public const string Bounces = "/webhooks/mail";
}

public sealed class NotificationsClient(HttpClient http) : ApiClient(http)
{
    /// <param name="unread">True for those that are not read yet.</param>
    public Task<PageView<NotificationView>> ListAsync(bool unread, string? cursor, CancellationToken cancellationToken) =>
        GetAsync<PageView<NotificationView>>(WithQuery(NotificationRoutes.Notifications, ("unread", unread ? true : null), ("cursor", cursor)), cancellationToken);

    public Task ReadAsync(ReadNotificationsRequest request, CancellationToken cancellationToken) => PostAsync(NotificationRoutes.Read, request, cancellationToken);

    public Task<MailChoicesView> GetMailsAsync(CancellationToken cancellationToken) => GetAsync<MailChoicesView>(NotificationRoutes.Mails, cancellationToken);

    public Task<MailChoicesView> ChooseMailsAsync(MailChoicesRequest request, CancellationToken cancellationToken) =>
        PutAsync<MailChoicesView>(NotificationRoutes.Mails, request, cancellationToken);

    /// <summary>404 <c>not_found</c> when the link is not from a mail of ours.</summary>
    public Task<UnsubscribeView> GetUnsubscribeAsync(string token, CancellationToken cancellationToken) =>
        GetAsync<UnsubscribeView>($"{NotificationRoutes.Unsubscribe}/{Uri.EscapeDataString(token)}", cancellationToken);

    public Task<UnsubscribeView> UnsubscribeAsync(string token, bool off, CancellationToken cancellationToken) =>
        PostAsync<UnsubscribeView>($"{NotificationRoutes.Unsubscribe}/{Uri.EscapeDataString(token)}", new UnsubscribeRequest { Off = off }, cancellationToken);
}
