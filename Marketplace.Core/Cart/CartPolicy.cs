namespace Marketplace.Core.Cart;

public static class CartPolicy
{
    public const int MaxLines = 20;

    /// <summary>How long a guest's browser remembers its cart.</summary>
    public static readonly TimeSpan GuestMemory = TimeSpan.FromDays(60);
}
