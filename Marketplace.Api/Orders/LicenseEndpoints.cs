using Marketplace.Api.Hosting;
using Marketplace.Contracts.Orders;
using Marketplace.Core.Catalog;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Api.Orders;

/// <summary>For the programs that sellers sell: the key is the proof, nobody signs in.</summary>
internal static class LicenseEndpoints
{
    public static void MapLicenses(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("").WithTags("Licences").AllowAnonymous().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(429);
        group.MapPost(LicenseRoutes.Validate, ValidateAsync).WithSummary("Is a licence key valid? Activates it under a fingerprint that is new");
        group.MapPost(LicenseRoutes.Deactivate, DeactivateAsync).WithSummary("Free the activation of a fingerprint");
        group.MapGet(LicenseRoutes.Terms + "/{kind}", GetTerms).WithSummary("A licence's text, the one sold now or an older version");
    }

    private static async Task<Results<Ok<LicenseView>, ProblemHttpResult>> ValidateAsync(LicenseRequest request, ValidateLicense validate, CancellationToken cancellationToken)
    {
        var standing = await validate.ExecuteAsync(request.Key, request.Fingerprint.Trim(), cancellationToken);
        return standing.IsOk ? TypedResults.Ok(ToView(standing.Value)) : standing.Error.ToProblem();
    }

    private static async Task<Results<Ok<LicenseView>, ProblemHttpResult>> DeactivateAsync(LicenseRequest request, DeactivateLicense deactivate, CancellationToken cancellationToken)
    {
        var standing = await deactivate.ExecuteAsync(request.Key, request.Fingerprint.Trim(), cancellationToken);
        return standing.IsOk ? TypedResults.Ok(ToView(standing.Value)) : standing.Error.ToProblem();
    }

    private static Results<Ok<LicenseTermsView>, ProblemHttpResult> GetTerms(string kind, int? version)
    {
        LicenseKind? known = kind switch { "standard" => LicenseKind.Standard, "extended" => LicenseKind.Extended, _ => null };
        return known is { } license && LicenseTerms.Find(license, version) is { } terms
            ? TypedResults.Ok(new LicenseTermsView(
                license.ToView(), terms.Version, terms.Name, terms.Text, MarkdownRenderer.ToHtml(terms.Text), terms.Sha256, terms.Version == LicenseTerms.CurrentVersion))
            : Error.NotFound("licence text").ToProblem();
    }

    private static LicenseView ToView(LicenseStanding standing) => new(
        standing.IsValid, standing.IsValid ? "active" : "revoked", standing.Line.License.ToView(), standing.Line.ProductId, standing.Line.Title,
        standing.Activations, LicensePolicy.ActivationLimit(standing.Line.License), standing.ActivatedAt);
}
