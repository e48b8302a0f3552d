using System.Globalization;
using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Marketplace.Core.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Notifications;

/// <summary>Tells a seller that we no longer call a webhook of theirs, and what to do.</summary>
public sealed class WebhookMails(MarketplaceDb db, Notifier notifier, CheckoutUrls urls) : IOutboxHandler<WebhookDisabled>
{
    public async Task HandleAsync(WebhookDisabled message, CancellationToken cancellationToken)
    {
        // Its seller may have deleted it since.
        var endpoint = await db.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(endpoint => endpoint.Id == message.EndpointId, cancellationToken);
        if (endpoint is null)
        {
            return;
        }

        var host = new Uri(endpoint.Url).Host;
        var body = new MailBody()
            .Paragraph(message.State == WebhookEndpointState.Gone
                ? $"Your program at {endpoint.Url} answered “410 Gone”, which means that it wants no more events. So we switched the webhook off."
                : $"Your program at {endpoint.Url} has accepted nothing for three days, though we tried each event ten times. So we switched the webhook off.")
            .Paragraph("Until you enable it again nothing is sent to it, and what happens in the meantime is not sent later. What failed stays in its log for 30 days, with our request and your server's answer, and can be sent again there.")
            .Link("See the log and enable it", urls.Webhook(endpoint.Id));
        var key = string.Create(CultureInfo.InvariantCulture, $"webhook-disabled:{endpoint.Id}:{message.At.ToUnixTimeMilliseconds()}");
        await notifier.TellAsync(new Notice(NotificationKind.Webhooks, endpoint.SellerId, key, $"Your webhook to {host} is switched off", body, urls.Webhook(endpoint.Id)), cancellationToken);
    }
}
