using Marketplace.Contracts.Orders;
using Marketplace.Web.Cart;
using Microsoft.AspNetCore.Components;

namespace Marketplace.Web.Payments;

/// <summary>Where the payment page sends the buyer back: asks for the outcome now, whichever way it went.</summary>
public sealed partial class CheckoutReturnPage
{
    private OrderView? order;
    private string title = "";

    [SupplyParameterFromQuery(Name = "order")]
    private string? OrderReference { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (string.IsNullOrWhiteSpace(OrderReference))
        {
            Navigation.NotFound();
            return;
        }

        var id = Guid.TryParse(OrderReference, out var parsed) ? parsed : (await Orders.GetAsync(OrderReference, Aborted)).Id;
        var refreshed = await Payments.RefreshAsync(id, Aborted);
        if (refreshed.Status != OrderStatus.Pending)
        {
            CheckoutKey.Forget(Context);
        }

        title = refreshed.Status switch
        {
            OrderStatus.Pending => "Waiting for the payment",
            OrderStatus.Canceled => "The payment was not made",
            _ => "Thank you. It is yours.",
        };
        order = refreshed;
    }
}
