using Marketplace.Core.Catalog;
using Marketplace.Core.Packages.Passport;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Core.Packages;

/// <summary>
/// Who looks at a checked package. A draft's is looked at with its listing; a new version of a published listing by itself. Where
/// <c>Packages:AutoApprove</c> is true, nobody looks at a clean one of a seller we know: buyers then see it at once.
/// </summary>
/// <param name="AutoApprove">Off unless the setting says so.</param>
public sealed record ReviewPolicy(bool AutoApprove)
{
    /// <summary>This many approved listings make a seller known.</summary>
    public const int KnownFromListings = 3;

    public static ReviewPolicy From(IConfiguration configuration) => new(configuration.GetValue("Packages:AutoApprove", defaultValue: false));

    public PackageState Next(Product product, PassportBadge badge, bool isKnownSeller) => badge switch
    {
        PassportBadge.None => PackageState.Held,
        _ when product.PublishedAt is null || MayPass(badge, isKnownSeller) => PackageState.Ready,
        _ => PackageState.InReview,
    };

    /// <summary>Clean: nothing open, and all that a careful developer adds is there.</summary>
    public bool MayPass(PassportBadge badge, bool isKnownSeller) => AutoApprove && isKnownSeller && badge == PassportBadge.Verified;
}
