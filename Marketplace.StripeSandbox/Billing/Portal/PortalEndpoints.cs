using Marketplace.StripeSandbox.Http;

namespace Marketplace.StripeSandbox.Billing.Portal;

internal static class PortalEndpoints
{
    public static void MapPortal(this StripeRoutes routes)
    {
        routes.Post<PortalConfigurationParameters>("/v1/billing_portal/configurations", (call, p) => PortalActions.Create(call.Scope, p));
        routes.Get<PortalConfigurationListParameters>("/v1/billing_portal/configurations", (call, p) => call.List(
            call.Scope.Newest<PortalConfiguration>().Where(c => (p.Active is null || c.Active == p.Active) && (p.IsDefault is null || c.IsDefault == p.IsDefault)), p));
        routes.Get("/v1/billing_portal/configurations/{id}", call => call.Scope.Require<PortalConfiguration>(call.Id, "configuration"));
        routes.Post<PortalConfigurationParameters>("/v1/billing_portal/configurations/{id}", (call, p) => PortalActions.Update(call.Scope, call.Id, p));
        routes.Post<PortalSessionParameters>("/v1/billing_portal/sessions", (call, p) => PortalActions.Open(call.Scope, p));
    }
}
