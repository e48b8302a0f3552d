using Marketplace.Core.Catalog;
using Marketplace.Core.Packages;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Plans;

/// <summary>Listings that lack nothing, written without the way there.</summary>
internal static class PlanListings
{
    /// <summary>In the running product's database, with a package of the demo's.</summary>
    public static Task<Guid> AddAsync(ApiPerson seller, ProductState state) => ApiPerson.InDatabaseAsync(async db =>
    {
        var version = await db.PackageVersions.Where(found => found.State == PackageState.Ready).Select(found => found.Id).FirstAsync();
        var product = Complete(seller.Id, "ui-kits", state, TimeProvider.System.GetUtcNow(), version);
        db.Products.Add(product);
        await db.SaveChangesAsync();
        return product.Id;
    });

    public static Product Complete(Guid sellerId, string category, ProductState state, DateTimeOffset at, Guid? versionId = null)
    {
        var id = Guid.CreateVersion7(at);
        var product = new Product
        {
            Id = id,
            SellerId = sellerId,
            Slug = $"listing-{id:N}",
            Title = $"Listing {id:N}"[..20],
            Summary = "One of many.",
            Description = new string('x', CatalogPolicy.MinDescription),
            CategorySlug = category,
            PriceCents = 19_99,
            State = state,
            SubmittedAt = at,
            PublishedAt = state is ProductState.Draft or ProductState.Submitted ? null : at,
            LatestVersionId = versionId ?? Guid.NewGuid(),
            LatestVersion = "1.0.0",
            CreatedAt = at,
            UpdatedAt = at,
        };
        product.Images.Add(new ProductImage { Id = Guid.NewGuid(), ProductId = id, Key = $"products/{id}/cover", Width = 900, Height = 600, Widths = [480], Position = 0 });
        return product;
    }
}
