using Marketplace.StripeSandbox.Billing.Customers;
using Marketplace.StripeSandbox.Billing.Invoices;
using Marketplace.StripeSandbox.Billing.Portal;
using Marketplace.StripeSandbox.Billing.Products;
using Marketplace.StripeSandbox.Billing.Schedules;
using Marketplace.StripeSandbox.Billing.Subscriptions;
using Marketplace.StripeSandbox.Http;

namespace Marketplace.StripeSandbox.Billing;

internal static class BillingEndpoints
{
    public static void MapBilling(this StripeRoutes routes)
    {
        routes.MapCustomers();
        routes.MapProducts();
        routes.MapSubscriptions();
        routes.MapInvoices();
        routes.MapSchedules();
        routes.MapPortal();
    }

    public static void MapBillingPages(this IEndpointRouteBuilder app)
    {
        app.MapInvoicePages();
        app.MapPortalPages();
    }
}
