namespace Marketplace.Contracts.Orders;

public static class UpdateRoutes
{
    public const string Updates = "/api/updates";
    public const string Feeds = "/feeds";
}

/// <summary>What programs follow one purchase with; the token <c>mpft_…</c> is in this answer only.</summary>
/// <param name="AtomUrl">For feed readers, on the shop's address.</param>
/// <param name="JsonUrl">The same as JSON Feed 1.1.</param>
public sealed record UpdateTokenView(string Token, string AtomUrl, string JsonUrl);

/// <param name="Versions">The newest first.</param>
public sealed record UpdatesView(Guid ProductId, string Slug, string Title, string? Newest, IReadOnlyList<UpdateVersionView> Versions);

/// <param name="Breaking">Its first number is higher than that of the version before.</param>
/// <param name="YankReason">Why its seller no longer recommends it; null for a version in good standing.</param>
public sealed record UpdateVersionView(
    Guid Id,
    string Version,
    DateTimeOffset PublishedAt,
    DateTimeOffset UpdatedAt,
    string ChangelogHtml,
    long SizeBytes,
    string Sha256,
    bool Newest,
    bool Breaking,
    string? YankReason);
