using Marketplace.Contracts.Orders;
using Marketplace.Web.Hosting;

namespace Marketplace.Web.Orders;

/// <summary>The buyer's papers, for the signed-in buyer.</summary>
internal static class InvoiceEndpoints
{
    public static void MapInvoices(this IEndpointRouteBuilder routes)
    {
        var papers = routes.MapGroup("/purchases/{orderNumber}").RequireAuthorization();
        papers.MapGet("/invoice", (string orderNumber, OrdersClient orders, CancellationToken cancellationToken) => GetAsync(orderNumber, isReceipt: false, orders, cancellationToken));
        papers.MapGet("/receipt", (string orderNumber, OrdersClient orders, CancellationToken cancellationToken) => GetAsync(orderNumber, isReceipt: true, orders, cancellationToken));
        papers.MapGet("/credit-notes/{number}", GetCreditNoteAsync);
    }

    private static async Task<ApiFile> GetAsync(string orderNumber, bool isReceipt, OrdersClient orders, CancellationToken cancellationToken)
    {
        var order = await orders.GetAsync(orderNumber, cancellationToken);
        return new(await orders.OpenInvoiceAsync(order.Id, isReceipt, cancellationToken));
    }

    private static async Task<ApiFile> GetCreditNoteAsync(string orderNumber, string number, OrdersClient orders, CancellationToken cancellationToken)
    {
        var order = await orders.GetAsync(orderNumber, cancellationToken);
        return new(await orders.OpenCreditNoteAsync(order.Id, number, cancellationToken));
    }
}
