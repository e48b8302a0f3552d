using Marketplace.Contracts.Http;
using Marketplace.Contracts.Packages;

namespace Marketplace.Contracts.Admin;

public static class AdminRoutes
{
    public const string Submissions = "/api/admin/submissions";
    public const string Versions = "/api/admin/versions";
    public const string Appeals = "/api/admin/appeals";
    public const string SigningKeys = "/api/admin/signing-keys";
    public const string Changes = "/api/admin/changes";
    public const string Products = "/api/admin/products";
    public const string LedgerInvariants = "/api/admin/ledger/invariants";
    public const string LedgerSeals = "/api/admin/ledger/seals";
    public const string LedgerCheck = "/api/admin/ledger/check";
    public const string Operations = "/api/admin/operations";
    public const string DeadLetters = "/api/admin/outbox/dead";
}

public sealed class AdminClient(HttpClient http) : ApiClient(http)
{
    public Task<PageView<SubmissionView>> ListSubmissionsAsync(string? cursor, CancellationToken cancellationToken) =>
        GetAsync<PageView<SubmissionView>>(WithQuery(AdminRoutes.Submissions, ("cursor", cursor)), cancellationToken);

    public Task ApproveAsync(Guid productId, CancellationToken cancellationToken) =>
        PostAsync($"{AdminRoutes.Submissions}/{productId}/approve", null, cancellationToken);

    public Task RejectAsync(Guid productId, RejectRequest request, CancellationToken cancellationToken) =>
        PostAsync($"{AdminRoutes.Submissions}/{productId}/reject", request, cancellationToken);

    public Task<IReadOnlyList<VersionReviewView>> ListVersionsAsync(CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<VersionReviewView>>(AdminRoutes.Versions, cancellationToken);

    public Task<FullPassportView> GetPassportAsync(Guid versionId, CancellationToken cancellationToken) =>
        GetAsync<FullPassportView>($"{AdminRoutes.Versions}/{versionId}/passport", cancellationToken);

    public Task ApproveVersionAsync(Guid versionId, CancellationToken cancellationToken) => PostAsync($"{AdminRoutes.Versions}/{versionId}/approve", null, cancellationToken);

    public Task RejectVersionAsync(Guid versionId, RejectRequest request, CancellationToken cancellationToken) =>
        PostAsync($"{AdminRoutes.Versions}/{versionId}/reject", request, cancellationToken);

    public Task<IReadOnlyList<AppealView>> ListAppealsAsync(CancellationToken cancellationToken) => GetAsync<IReadOnlyList<AppealView>>(AdminRoutes.Appeals, cancellationToken);

    public Task DecideAppealAsync(Guid id, AppealDecisionRequest request, CancellationToken cancellationToken) =>
        PostAsync($"{AdminRoutes.Appeals}/{id}", request, cancellationToken);

    /// <summary>Replaces the key that signs receipts and manifests.</summary>
    public Task<SigningKeysView> RotateSigningKeyAsync(RotateKeyRequest request, CancellationToken cancellationToken) =>
        PostAsync<SigningKeysView>(AdminRoutes.SigningKeys, request, cancellationToken);

    public Task<PageView<WaitingChangeView>> ListChangesAsync(string? cursor, CancellationToken cancellationToken) =>
        GetAsync<PageView<WaitingChangeView>>(WithQuery(AdminRoutes.Changes, ("cursor", cursor)), cancellationToken);

    public Task ApproveChangeAsync(Guid productId, Guid changeId, CancellationToken cancellationToken) =>
        PostAsync($"{AdminRoutes.Changes}/{productId}/{changeId}/approve", null, cancellationToken);

    public Task RejectChangeAsync(Guid productId, Guid changeId, RejectRequest request, CancellationToken cancellationToken) =>
        PostAsync($"{AdminRoutes.Changes}/{productId}/{changeId}/reject", request, cancellationToken);

    /// <param name="q">The beginning of an address or a title, or a seller's handle.</param>
    /// <param name="suspended">Only those out of the shop.</param>
    public Task<PageView<AdminProductView>> ListProductsAsync(string? q, bool suspended, string? cursor, CancellationToken cancellationToken) =>
        GetAsync<PageView<AdminProductView>>(WithQuery(AdminRoutes.Products, ("q", q), ("suspended", suspended ? true : null), ("cursor", cursor)), cancellationToken);

    public Task SuspendProductAsync(Guid productId, RejectRequest request, CancellationToken cancellationToken) =>
        PostAsync($"{AdminRoutes.Products}/{productId}/suspend", request, cancellationToken);

    public Task RestoreProductAsync(Guid productId, CancellationToken cancellationToken) =>
        PostAsync($"{AdminRoutes.Products}/{productId}/restore", null, cancellationToken);

    public Task<LedgerInvariantsView> GetLedgerInvariantsAsync(CancellationToken cancellationToken) =>
        GetAsync<LedgerInvariantsView>(AdminRoutes.LedgerInvariants, cancellationToken);

    public Task<LedgerSealsView> GetLedgerSealsAsync(CancellationToken cancellationToken) => GetAsync<LedgerSealsView>(AdminRoutes.LedgerSeals, cancellationToken);

    /// <summary>Checks the statements and the whole chain now; with a long ledger it takes a while.</summary>
    public Task CheckLedgerAsync(CancellationToken cancellationToken) => PostAsync(AdminRoutes.LedgerCheck, null, cancellationToken);

    public Task<OperationsView> GetOperationsAsync(CancellationToken cancellationToken) => GetAsync<OperationsView>(AdminRoutes.Operations, cancellationToken);

    /// <summary>Compares the books with Stripe's now.</summary>
    public Task<OperationsView> ReconcileAsync(CancellationToken cancellationToken) => PostAsync<OperationsView>($"{AdminRoutes.Operations}/reconcile", null, cancellationToken);

    public Task<PageView<DeadLetterView>> ListDeadLettersAsync(CancellationToken cancellationToken) =>
        GetAsync<PageView<DeadLetterView>>(AdminRoutes.DeadLetters, cancellationToken);

    public Task RetryDeadLetterAsync(Guid id, CancellationToken cancellationToken) =>
        PostAsync($"{AdminRoutes.DeadLetters}/{id}/retry", null, cancellationToken);
}
