namespace Marketplace.Core.Cart;

/// <summary>Whose cart: a person's, or the guest's who holds the id.</summary>
/// <param name="UserId">Null for a guest.</param>
/// <param name="CartId">The guest's cart; null when there is none yet.</param>
public sealed record CartOwner(Guid? UserId, Guid? CartId);
