using Marketplace.Contracts.Orders;
using Marketplace.Web.Accounts;
using Marketplace.Web.Cart;
using Microsoft.AspNetCore.Components;

namespace Marketplace.Web.Payments;

/// <summary>Where the payment page sends the buyer back: asks for the outcome now, whichever way it went.</summary>
public sealed partial class CheckoutReturnPage
{
    private OrderView? order;
    private string title = "";

    [Inject]
    private CurrentCart CurrentCart { get; set; } = null!;

    [Inject]
    private CurrentPerson Person { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "order")]
    private string? OrderReference { get; set; }

    /// <summary>The buyer came back without paying: there is no outcome to wait for.</summary>
    [SupplyParameterFromQuery]
    private string? Canceled { get; set; }

    private bool Waiting => order?.Status == OrderStatus.Pending && Canceled is null;

    protected override async Task OnInitializedAsync()
    {
        if (string.IsNullOrWhiteSpace(OrderReference))
        {
            Navigation.NotFound();
            return;
        }

        if (!Person.SignedIn)
        {
            // A guest's order is at its own address. Whoever is neither has come to the wrong browser: the account or the mail opens the order.
            Navigation.NavigateTo(GuestOrders.Token(Context, OrderReference) is { } token
                ? $"{GuestOrders.Path(token)}?returned=1{(Canceled is null ? "" : "&canceled=1")}"
                : SignIn.Path(new Uri(Navigation.Uri).PathAndQuery));
            return;
        }

        var id = Guid.TryParse(OrderReference, out var parsed) ? parsed : (await Orders.GetAsync(OrderReference, Aborted)).Id;
        var refreshed = await Payments.RefreshAsync(id, Aborted);
        if (refreshed.Status != OrderStatus.Pending)
        {
            CheckoutKey.Forget(Context);
            await CurrentCart.ReloadAsync();
        }

        title = refreshed.Status switch
        {
            OrderStatus.Pending when Canceled is not null => "You have not paid yet",
            OrderStatus.Pending => "Waiting for the payment",
            OrderStatus.Canceled => "The payment was not made",
            _ => "Thank you. It is yours.",
        };
        order = refreshed;
    }
}
