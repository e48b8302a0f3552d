using Marketplace.Contracts.Orders;
using Marketplace.Web.Hosting;

namespace Marketplace.Web.Orders;

/// <summary>The buyer's papers, for the signed-in buyer or whoever has a guest's link.</summary>
internal static class InvoiceEndpoints
{
    public static void MapInvoices(this IEndpointRouteBuilder routes)
    {
        var papers = routes.MapGroup("/purchases/{orderNumber}").RequireAuthorization();
        papers.MapGet("/invoice", (string orderNumber, OrdersClient orders, CancellationToken cancellationToken) => GetAsync(orderNumber, isReceipt: false, orders, cancellationToken));
        papers.MapGet("/receipt", (string orderNumber, OrdersClient orders, CancellationToken cancellationToken) => GetAsync(orderNumber, isReceipt: true, orders, cancellationToken));
        papers.MapGet("/credit-notes/{number}", GetCreditNoteAsync);
        var guest = routes.MapGroup("/orders/guest/{token}");
        guest.MapGet("/invoice", (string token, GuestOrdersClient orders, CancellationToken cancellationToken) => GetGuestAsync(token, isReceipt: false, orders, cancellationToken));
        guest.MapGet("/receipt", (string token, GuestOrdersClient orders, CancellationToken cancellationToken) => GetGuestAsync(token, isReceipt: true, orders, cancellationToken));
        guest.MapGet("/credit-notes/{number}", async (string token, string number, GuestOrdersClient orders, CancellationToken cancellationToken) =>
            new ApiFile(await orders.OpenCreditNoteAsync(token, number, cancellationToken)));
    }

    private static async Task<ApiFile> GetAsync(string orderNumber, bool isReceipt, OrdersClient orders, CancellationToken cancellationToken)
    {
        var order = await orders.GetAsync(orderNumber, cancellationToken);
        return new(await orders.OpenInvoiceAsync(order.Id, isReceipt, cancellationToken));
    }

    private static async Task<ApiFile> GetGuestAsync(string token, bool isReceipt, GuestOrdersClient orders, CancellationToken cancellationToken) =>
        new(await orders.OpenInvoiceAsync(token, isReceipt, cancellationToken));

    private static async Task<ApiFile> GetCreditNoteAsync(string orderNumber, string number, OrdersClient orders, CancellationToken cancellationToken)
    {
        var order = await orders.GetAsync(orderNumber, cancellationToken);
        return new(await orders.OpenCreditNoteAsync(order.Id, number, cancellationToken));
    }
}
