using System.ComponentModel.DataAnnotations;
using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Payouts;

/// <summary>A stop of a seller's transfers.</summary>
/// <param name="Kind"><c>review</c> (an admin placed it) or <c>reconciliation</c> (the books and Stripe differ).</param>
/// <param name="DeadlineAt">It ends by itself then.</param>
/// <param name="Appeal">What the seller wrote against it; null when nothing.</param>
public sealed record HoldView(
    Guid Id,
    Guid SellerId,
    string SellerHandle,
    string SellerName,
    string Kind,
    string Reason,
    DateTimeOffset PlacedAt,
    DateTimeOffset DeadlineAt,
    string? Appeal,
    DateTimeOffset? AppealedAt,
    DateTimeOffset? LiftedAt,
    bool IsActive);

public sealed record PlaceHoldRequest
{
    /// <summary>The seller's public handle.</summary>
    [Required, StringLength(40)]
    public string Seller { get; set; } = "";

    /// <summary>Shown and mailed to the seller.</summary>
    [Required, StringLength(500, MinimumLength = 10)]
    public string Reason { get; set; } = "";

    /// <summary>Null for two weeks.</summary>
    public DateTimeOffset? DeadlineAt { get; set; }
}

public sealed record LiftHoldRequest
{
    [Required, StringLength(500, MinimumLength = 3)]
    public string Reason { get; set; } = "";
}

public sealed record AppealHoldRequest
{
    [Required, StringLength(2_000, MinimumLength = 10)]
    public string Text { get; set; } = "";
}

public static class HoldRoutes
{
    public const string OfSeller = "/api/seller/holds";
    public const string OfAdmin = "/api/admin/holds";
}

public sealed class HoldsClient(HttpClient http) : ApiClient(http)
{
    /// <summary>The seller's own holds, newest first.</summary>
    public Task<IReadOnlyList<HoldView>> ListOfSellerAsync(CancellationToken cancellationToken) => GetAsync<IReadOnlyList<HoldView>>(HoldRoutes.OfSeller, cancellationToken);

    public Task AppealAsync(Guid holdId, AppealHoldRequest request, CancellationToken cancellationToken) => PostAsync($"{HoldRoutes.OfSeller}/{holdId}/appeal", request, cancellationToken);

    public Task<PageView<HoldView>> ListOfAdminAsync(string? cursor, CancellationToken cancellationToken) =>
        GetAsync<PageView<HoldView>>(WithQuery(HoldRoutes.OfAdmin, ("cursor", cursor)), cancellationToken);

    public Task<HoldView> PlaceAsync(PlaceHoldRequest request, CancellationToken cancellationToken) => PostAsync<HoldView>(HoldRoutes.OfAdmin, request, cancellationToken);

    public Task LiftAsync(Guid holdId, LiftHoldRequest request, CancellationToken cancellationToken) => PostAsync($"{HoldRoutes.OfAdmin}/{holdId}/lift", request, cancellationToken);
}
