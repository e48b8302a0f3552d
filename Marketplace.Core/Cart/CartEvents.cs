using Marketplace.Core.Outbox;

namespace Marketplace.Core.Cart;

/// <summary>A product was put into a cart in which it was not. It does not tell whose.</summary>
/// <param name="Id">Of the event, so that it is counted once.</param>
public sealed record CartLineAdded(Guid Id, Guid ProductId, DateTimeOffset At) : IOutboxEvent
{
    public static string Name => "cart.line_added";
}
