using Marketplace.Core.Kernel;

namespace Marketplace.Core.Orders;

/// <summary>Who may download: the buyer of a paid line whose access was not taken back. A link works for ten minutes.</summary>
public static class OrderPolicy
{
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromMinutes(10);

    public static bool MayDownload(OrderLineState state) => state is OrderLineState.InEscrow or OrderLineState.Released or OrderLineState.Transferred;
}

public static class OrderErrors
{
    public static Error NotDownloadable { get; } = new(ErrorKind.Forbidden, "orders.not_downloadable", "This line cannot be downloaded: it is not paid, or it was refunded.");

    public static Error NoPackage { get; } = new(ErrorKind.Conflict, "orders.no_package", "The seller's package is not available right now. Try again later or write to us.");
}
