using Marketplace.Core.Kernel;

namespace Marketplace.Core.Orders;

/// <summary>
/// Who may download: the buyer of a paid line whose access was not taken back. A link works for ten minutes, and only while that holds: it leads to
/// the store's own signed address, which nobody can take back and which therefore lives for a minute.
/// </summary>
public static class OrderPolicy
{
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan StoreLinkLifetime = TimeSpan.FromMinutes(1);

    /// <summary>How often a line can be downloaded within <see cref="DownloadWindow"/>: enough for a team and its build machines, too little for a mirror.</summary>
    public const int DownloadLimit = 20;
    public static readonly TimeSpan DownloadWindow = TimeSpan.FromHours(24);

    /// <summary>Links that were handed out after it count towards the limit.</summary>
    public static DateTimeOffset DownloadsCountFrom(OrderLine line, DateTimeOffset now) =>
        line.DownloadsCountedFrom is { } freed && freed > now - DownloadWindow ? freed : now - DownloadWindow;

    public static string FileName(string slug, string version) => $"{slug}-{version}.zip";

    public static bool MayDownload(OrderLineState state) => state is OrderLineState.InEscrow or OrderLineState.Released or OrderLineState.Transferred;
}

public static class OrderErrors
{
    public static Error NotDownloadable { get; } = new(ErrorKind.Forbidden, "orders.not_downloadable", "This line cannot be downloaded: it is not paid, or it was refunded.");

    public static Error NoPackage { get; } = new(ErrorKind.Conflict, "orders.no_package", "The seller's package is not available right now. Try again later or write to us.");

    public static Error NoReceipt { get; } = new(ErrorKind.Conflict, "orders.not_paid", "There is a receipt once the order is paid.");

    public static Error NoSuchVersion { get; } = new(ErrorKind.NotFound, "orders.no_such_version", "There is no such version of this product.", "version");

    public static Error LinkExpired { get; } = new(ErrorKind.NotFound, "orders.link_expired", "This download link has expired. Get a new one on the purchase's page.");

    /// <summary>The token is right, the purchase no longer stands: feed readers stop asking at a 410.</summary>
    public static Error UpdatesEnded { get; } = new(ErrorKind.Gone, "orders.updates_ended", "This purchase was refunded; its updates have ended with it.");

    public static Error DownloadLimit(int limit, TimeSpan wait) => new(
        ErrorKind.TooMany, "quota_exceeded", $"This purchase was downloaded {limit} times within a day, its limit. Try again later, or ask the seller to allow more.", RetryAfter: wait);
}
