using Marketplace.Core.Accounts;
using Marketplace.Core.Cart;

namespace Marketplace.Core.Payments;

/// <summary>Who buys: a signed-in person, or the guest of an e-mail address with the cart that only this visitor knows.</summary>
/// <param name="Id">The person's, or the guest's (<see cref="EnsureGuest"/>).</param>
/// <param name="GuestCartId">Null for a person.</param>
public sealed record CheckoutBuyer(Guid Id, string Email, string Name, Guid? GuestCartId = null)
{
    /// <summary>
    /// Whose request it is. A guest's is told by the cart, never by the e-mail address: whoever types in somebody else's must not learn of,
    /// or disturb, that person's orders.
    /// </summary>
    public Guid RequestedBy => GuestCartId ?? Id;

    public CartOwner Owner => GuestCartId is null ? new(Id, null) : new(null, GuestCartId);
}

/// <summary>What the buyer adds for tax and invoice; all of it optional.</summary>
public sealed record CheckoutDetails(string? Country, string? TaxId, string? BillingName, string? BillingAddress)
{
    public static CheckoutDetails None { get; } = new(null, null, null, null);

    /// <summary>The request by its body; one without details is what it was before there were any.</summary>
    public IdempotentRequest RequestOf(CheckoutBuyer buyer, string operation, string key) => this == None && buyer.GuestCartId is null
        ? IdempotentRequest.For(buyer.RequestedBy, operation, key)
        : IdempotentRequest.For(buyer.RequestedBy, operation, key, Country, TaxId, BillingName, BillingAddress, buyer.GuestCartId is null ? null : buyer.Email);
}
