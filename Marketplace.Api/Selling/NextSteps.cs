using Marketplace.Contracts.Selling;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Packages;
using Marketplace.Core.Selling;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Selling;

/// <summary>What the sellers of some listings should do next: two statements for a page of them.</summary>
internal static class NextSteps
{
    public static async Task<Dictionary<Guid, NextStepView?>> LoadAsync(MarketplaceDb db, IReadOnlyCollection<Product> products, CancellationToken cancellationToken)
    {
        var ids = products.Select(product => product.Id).ToList();
        var newest = await db.PackageVersions.Where(version => ids.Contains(version.ProductId))
            .GroupBy(version => version.ProductId)
            .Select(versions => versions.OrderByDescending(version => version.Id).Select(version => new { version.ProductId, version.State, version.Version }).First())
            .ToDictionaryAsync(version => version.ProductId, version => new NewestPackage(StandingOf(version.State), version.Version), cancellationToken);
        var links = await LinkViews.LoadAsync(db, products, cancellationToken);
        return products.ToDictionary(
            product => product.Id,
            product => NextStepPolicy.Of(product, newest.GetValueOrDefault(product.Id, NewestPackage.Missing), BrokenLink(links[product.Id])) is { } step ? new NextStepView(step.Text, step.IsWaiting) : null);
    }

    private static string? BrokenLink(IReadOnlyList<LinkCheckView> links) => links.FirstOrDefault(link => link is { CheckedAt: not null, Reachable: false })?.Kind switch
    {
        LinkName.Demo => "The demo",
        LinkName.Docs => "The documentation",
        _ => null,
    };

    private static PackageStanding StandingOf(PackageState state) => state switch
    {
        PackageState.Uploading => PackageStanding.Uploading,
        PackageState.Checking => PackageStanding.Checking,
        PackageState.Ready => PackageStanding.Ready,
        PackageState.Refused => PackageStanding.Refused,
        PackageState.Held => PackageStanding.Held,
        PackageState.InReview => PackageStanding.InReview,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
