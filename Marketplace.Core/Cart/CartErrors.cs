using Marketplace.Core.Kernel;

namespace Marketplace.Core.Cart;

public static class CartErrors
{
    public static Error OwnProduct { get; } = new(ErrorKind.Conflict, "cart.own_product", "This is your own product; you have it already.");

    public static Error AlreadyOwned { get; } = new(
        ErrorKind.Conflict, "cart.already_owned", "You bought this product under this licence already. Find it under your purchases.");

    public static Error LicenseNotOffered { get; } = new(
        ErrorKind.Conflict, "cart.license_not_offered", "This product is not offered under that licence.", "license");

    public static Error Full { get; } = new(ErrorKind.Conflict, "cart.full", $"A cart holds {CartPolicy.MaxLines} products. Check out, or remove one.");
}
