using Marketplace.Contracts.Webhooks;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Web.Webhooks;

internal static class WebhookEndpoints
{
    private const int Looks = 12;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    public static void MapWebhookForms(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup($"{WebhookPaths.All}/{{id:guid}}").RequireAuthorization();
        group.MapPost("/test", TestAsync);
        group.MapPost("/enable", EnableAsync);
        group.MapPost("/disable", DisableAsync);
        group.MapPost("/delete", DeleteAsync);
        group.MapPost("/deliveries/{deliveryId:guid}/redeliver", RedeliverAsync);
    }

    private static async Task<RedirectHttpResult> TestAsync(Guid id, WebhooksClient webhooks, CancellationToken cancellationToken)
    {
        var delivery = await webhooks.TestAsync(id, cancellationToken);
        await UntilTriedAsync(webhooks, id, delivery, cancellationToken);
        return TypedResults.LocalRedirect(WebhookPaths.Of(id, delivery.Id));
    }

    private static async Task<RedirectHttpResult> RedeliverAsync(Guid id, Guid deliveryId, WebhooksClient webhooks, CancellationToken cancellationToken)
    {
        var delivery = await webhooks.RedeliverAsync(id, deliveryId, cancellationToken);
        await UntilTriedAsync(webhooks, id, delivery, cancellationToken);
        return TypedResults.LocalRedirect(WebhookPaths.Of(id, deliveryId));
    }

    private static async Task<RedirectHttpResult> EnableAsync(Guid id, WebhooksClient webhooks, Flash flash, CancellationToken cancellationToken)
    {
        await webhooks.EnableAsync(id, cancellationToken);
        flash.Say("Enabled", "It is told of what happens from now on. What failed before can be sent again from its log.");
        return TypedResults.LocalRedirect(WebhookPaths.Of(id));
    }

    private static async Task<RedirectHttpResult> DisableAsync(Guid id, WebhooksClient webhooks, CancellationToken cancellationToken)
    {
        await webhooks.DisableAsync(id, cancellationToken);
        return TypedResults.LocalRedirect(WebhookPaths.Of(id));
    }

    private static async Task<RedirectHttpResult> DeleteAsync(Guid id, WebhooksClient webhooks, Flash flash, CancellationToken cancellationToken)
    {
        await webhooks.DeleteAsync(id, cancellationToken);
        flash.Say("Deleted", "The webhook and its log are gone.");
        return TypedResults.LocalRedirect(WebhookPaths.All);
    }

    /// <summary>Most receivers answer within a second or two: then the page has the answer already. A slow one is not waited for.</summary>
    private static async Task UntilTriedAsync(WebhooksClient webhooks, Guid id, DeliveryView asked, CancellationToken cancellationToken)
    {
        for (var look = 0; look < Looks; look++)
        {
            await Task.Delay(BetweenLooks, cancellationToken);
            if ((await webhooks.GetDeliveryAsync(id, asked.Id, cancellationToken)).Delivery.Attempts > asked.Attempts)
            {
                return;
            }
        }
    }
}
