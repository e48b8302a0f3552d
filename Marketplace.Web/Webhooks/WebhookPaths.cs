namespace Marketplace.Web.Webhooks;

internal static class WebhookPaths
{
    public const string All = "/sell/webhooks";

    public static string Of(Guid id) => $"{All}/{id}";

    public static string Of(Guid id, Guid deliveryId) => $"{Of(id)}/deliveries/{deliveryId}";
}
