using System.ComponentModel.DataAnnotations;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Orders;

public static class LicenseRoutes
{
    public const string Validate = "/api/licenses/validate";
    public const string Deactivate = "/api/licenses/deactivate";
    public const string Terms = "/api/licenses/terms";
}

/// <summary>A licence key and the machine that asks.</summary>
public sealed record LicenseRequest
{
    /// <summary>Such as <c>MKT-7Q2M9-XK4TD-3HWRB-P6VNC</c>; case, spaces and hyphens do not matter.</summary>
    [Required, StringLength(100)]
    public string Key { get; set; } = "";

    /// <summary>Whatever the program tells one machine from another by, for example a hash of a machine id.</summary>
    [Required, StringLength(200)]
    public string Fingerprint { get; set; } = "";
}

/// <summary>What a licence key is worth now.</summary>
/// <param name="Valid">False once the purchase was refunded in full.</param>
/// <param name="Status"><c>active</c> or <c>revoked</c>.</param>
/// <param name="Activations">Machines it is active on.</param>
/// <param name="ActivatedAt">When this fingerprint was activated; null when it is not.</param>
public sealed record LicenseView(bool Valid, string Status, LicenseName License, Guid ProductId, string Product, int Activations, int ActivationLimit, DateTimeOffset? ActivatedAt);

/// <summary>A licence's text in one of its versions.</summary>
/// <param name="Name">Such as <c>standard-1</c>.</param>
/// <param name="Text">Markdown; <paramref name="Sha256"/> is of its UTF-8 bytes.</param>
public sealed record LicenseTermsView(LicenseName Kind, int Version, string Name, string Text, string Html, string Sha256, bool Current);

/// <summary>Licence keys and texts; needs no sign-in, the key is the proof.</summary>
public sealed class LicensesClient(HttpClient http) : ApiClient(http)
{
    /// <summary>Activates the key under a fingerprint that is new; refuses with <c>licenses.activation_limit</c> when no activation is left.</summary>
    public Task<LicenseView> ValidateAsync(LicenseRequest request, CancellationToken cancellationToken) =>
        PostAsync<LicenseView>(LicenseRoutes.Validate, request, cancellationToken);

    public Task<LicenseView> DeactivateAsync(LicenseRequest request, CancellationToken cancellationToken) =>
        PostAsync<LicenseView>(LicenseRoutes.Deactivate, request, cancellationToken);

    /// <param name="version">Null for the text that is sold now.</param>
    public Task<LicenseTermsView> GetTermsAsync(LicenseName kind, int? version, CancellationToken cancellationToken) =>
        GetAsync<LicenseTermsView>(
            WithQuery($"{LicenseRoutes.Terms}/{(kind == LicenseName.Extended ? "extended" : "standard")}", ("version", version?.ToString(System.Globalization.CultureInfo.InvariantCulture))),
            cancellationToken);
}
