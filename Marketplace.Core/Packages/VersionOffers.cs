using System.Globalization;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Marketplace.Core.Packages.Passport;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Packages;

/// <summary>What follows when a version's state changes, whoever changed it: the newest version of its product, the mails, the search index. Called with product and version locked.</summary>
public sealed class VersionOffers(MarketplaceDb db, ReviewPolicy review)
{
    public async Task<PackageState> NextAsync(Product product, PassportBadge badge, CancellationToken cancellationToken) =>
        review.Next(product, badge, review.AutoApprove && await IsKnownAsync(product.SellerId, cancellationToken));

    public async Task<bool> IsKnownAsync(Guid sellerId, CancellationToken cancellationToken) =>
        await db.Products.CountAsync(product => product.SellerId == sellerId && product.PublishedAt != null, cancellationToken) >= ReviewPolicy.KnownFromListings;

    /// <summary>Replaces the version's passport.</summary>
    /// <returns>Its badge, with what has been waived for the product.</returns>
    public async Task<PassportBadge> KeepPassportAsync(PackageVersion version, PackagePassport passport, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var badge = PassportPolicy.BadgeOf(passport, await WaivedAsync(version.ProductId, cancellationToken));
        await db.VersionPassports.Where(known => known.VersionId == version.Id).ExecuteDeleteAsync(cancellationToken);
        db.VersionPassports.Add(new()
        {
            VersionId = version.Id,
            ProductId = version.ProductId,
            Passport = passport,
            Badge = badge,
            RulesVersion = passport.RulesVersion,
            MadeAt = now,
        });
        return badge;
    }

    public async Task<IReadOnlySet<string>> WaivedAsync(Guid productId, CancellationToken cancellationToken) =>
        (await db.FindingAppeals.Where(appeal => appeal.ProductId == productId && appeal.State == AppealState.Granted)
            .Select(appeal => appeal.FindingId).ToListAsync(cancellationToken)).ToHashSet();

    /// <summary>Saves the version's new state and brings about what it means.</summary>
    public async Task FollowUpAsync(Product product, PackageVersion version, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        switch (version.State)
        {
            case PackageState.Ready:
                await OfferNewestAsync(product, now, cancellationToken);
                if (product.PublishedAt is not null)
                {
                    db.Publish(new VersionPublished(version.Id), now);
                }

                break;
            case PackageState.InReview:
                db.Publish(new VersionSubmitted(version.Id), now);
                break;
        }

        db.Publish(new VersionDecided(version.Id, version.State, string.Create(CultureInfo.InvariantCulture, $"{version.UpdatedAt.ToUnixTimeMilliseconds()}")), now);
    }

    /// <summary>Points the product to its newest version, which a yank may have changed too.</summary>
    public async Task OfferNewestAsync(Product product, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ready = await db.PackageVersions.AsNoTracking().Where(version => version.ProductId == product.Id && version.State == PackageState.Ready && version.YankedAt == null)
            .Select(version => new { version.Id, version.Version }).ToListAsync(cancellationToken);
        var newest = VersionPolicy.Newest(ready, version => version.Version, _ => false);
        product.Offer(newest?.Id, newest?.Version, now);
        if (product.IsPublic)
        {
            db.Publish(new ProductChanged(product.Id), now);
        }
    }
}
