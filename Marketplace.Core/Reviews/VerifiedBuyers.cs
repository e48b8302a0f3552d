using Marketplace.Core.Orders;

namespace Marketplace.Core.Reviews;

public static class VerifiedBuyers
{
    /// <summary>Lines that make their buyer a verified one: paid, and the money not back.</summary>
    public static IQueryable<OrderLine> Owned(this IQueryable<OrderLine> lines) => lines
        .Where(line => line.State == OrderLineState.InEscrow || line.State == OrderLineState.Released || line.State == OrderLineState.Transferred);
}
