namespace Marketplace.Core.Cart;

public static class CartPolicy
{
    public const int MaxLines = 20;
}
