using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Webhooks;

internal sealed record WebhookTarget(string? EndpointId, Uri Url, string Secret);

/// <summary>Who receives which events: the configured address all of them, a registered endpoint those it asked for.</summary>
internal sealed class WebhookTargets(SandboxOptions options)
{
    public IEnumerable<WebhookTarget> For(StoreSession session, string type, string? account)
    {
        if (options.WebhookUrl is { } url)
        {
            yield return new WebhookTarget(null, url, options.WebhookSecret!);
        }

        foreach (var endpoint in session.All<WebhookEndpoint>())
        {
            if (endpoint.Owner is null && endpoint.Status == "enabled" && endpoint.Connect == account is not null
                && (endpoint.EnabledEvents.Contains("*") || endpoint.EnabledEvents.Contains(type)))
            {
                yield return new WebhookTarget(endpoint.Id, new Uri(endpoint.Url), endpoint.Secret);
            }
        }
    }

    /// <summary>
    /// Where a delivery goes now: the configured address may have moved with a restart. Null when its endpoint was deleted
    /// or no address is configured any more.
    /// </summary>
    public WebhookTarget? Of(StoreSession session, WebhookDelivery delivery)
    {
        if (delivery.EndpointId is { } id)
        {
            return session.Find<WebhookEndpoint>(id) is { } endpoint ? new WebhookTarget(id, new Uri(endpoint.Url), endpoint.Secret) : null;
        }

        return options.WebhookUrl is { } url ? new WebhookTarget(null, url, options.WebhookSecret!) : null;
    }
}
