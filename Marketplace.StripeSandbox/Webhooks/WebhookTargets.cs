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

    /// <summary>The secret for a delivery made earlier; null when its endpoint was deleted since.</summary>
    public string? SecretOf(StoreSession session, WebhookDelivery delivery) =>
        delivery.EndpointId is { } id ? session.Find<WebhookEndpoint>(id)?.Secret : options.WebhookSecret;
}
