using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Disputes;

public static class DisputeRoutes
{
    public const string Disputes = "/api/disputes";
    public const string OfSeller = "/api/seller/disputes";
    public const string OfAdmin = "/api/admin/disputes";
    public const string FraudWarnings = "/api/admin/fraud-warnings";
}

/// <summary>Disputes of a seller's orders, or of all for an admin.</summary>
public sealed class DisputesClient(HttpClient http) : ApiClient(http)
{
    public Task<PageView<DisputeView>> ListOfSellerAsync(string? cursor, CancellationToken cancellationToken) =>
        GetAsync<PageView<DisputeView>>(WithQuery(DisputeRoutes.OfSeller, ("cursor", cursor)), cancellationToken);

    public Task<PageView<DisputeView>> ListOfAdminAsync(string? cursor, CancellationToken cancellationToken) =>
        GetAsync<PageView<DisputeView>>(WithQuery(DisputeRoutes.OfAdmin, ("cursor", cursor)), cancellationToken);

    public Task<DisputeView> GetAsync(Guid disputeId, CancellationToken cancellationToken) =>
        GetAsync<DisputeView>($"{DisputeRoutes.Disputes}/{disputeId}", cancellationToken);

    public Task<EvidenceView> GetEvidenceAsync(Guid disputeId, CancellationToken cancellationToken) =>
        GetAsync<EvidenceView>($"{DisputeRoutes.Disputes}/{disputeId}/evidence", cancellationToken);

    public Task<DisputeView> SendEvidenceAsync(Guid disputeId, EvidenceRequest request, CancellationToken cancellationToken) =>
        PostAsync<DisputeView>($"{DisputeRoutes.Disputes}/{disputeId}/evidence", request, cancellationToken);

    public Task<PageView<FraudWarningView>> ListFraudWarningsAsync(string? cursor, CancellationToken cancellationToken) =>
        GetAsync<PageView<FraudWarningView>>(WithQuery(DisputeRoutes.FraudWarnings, ("cursor", cursor)), cancellationToken);

    public Task DismissFraudWarningAsync(Guid warningId, CancellationToken cancellationToken) =>
        PostAsync($"{DisputeRoutes.FraudWarnings}/{warningId}/dismiss", null, cancellationToken);
}
