using Marketplace.Core.Catalog;
using Marketplace.Migrations.Demo;

namespace Marketplace.Tests.Demo;

public sealed class DemoCatalogTests
{
    private static readonly DemoCatalog Catalog = DemoCatalog.Load();

    [Test]
    public void Products_OfTheDemo_FillEveryCategory()
    {
        var parents = CategoryTree.All.Select(node => node.ParentSlug).ToHashSet();
        var leaves = CategoryTree.All.Select(node => node.Slug).Where(slug => !parents.Contains(slug));
        Assert.That(Catalog.Products, Has.Count.EqualTo(60));
        Assert.That(Catalog.Products.Select(product => product.Category).Distinct(), Is.EquivalentTo(leaves));
        Assert.That(Catalog.Products.Select(product => product.Seller).Distinct(), Is.EquivalentTo(Catalog.Sellers.Select(seller => seller.Number)));
    }

    [Test]
    public void Product_OfTheDemo_KeepsTheRulesOfAListing([ValueSource(nameof(Slugs))] string slug)
    {
        var product = Find(slug);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(product.Title, Has.Length.InRange(4, 80));
            Assert.That(product.Summary, Has.Length.InRange(40, 180));
            Assert.That(product.Slug, Has.Length.LessThanOrEqualTo(CatalogPolicy.SlugLength));
            Assert.That(product.Description.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries), Has.Length.GreaterThanOrEqualTo(120));
            Assert.That(TagPolicy.Tags(product.Tags).IsOk && TagPolicy.Stack(product.Stack).IsOk, Is.True);
            Assert.That(CatalogPolicy.IsPrice(product.PriceCents), Is.True);
            Assert.That(product.ExtendedPriceCents ?? product.PriceCents, Is.GreaterThanOrEqualTo(product.PriceCents));
            Assert.That(product.Reviews, Is.Not.Empty);
            Assert.That(product.Versions.Select(version => version.Age), Is.Ordered.Descending);
        }
    }

    [Test]
    public void Slugs_OfTheDemo_AreUnique() => Assert.That(Catalog.Products.Select(product => product.Slug), Is.Unique);

    private static IEnumerable<string> Slugs() => Catalog.Products.Select(product => product.Slug);

    internal static DemoProduct Find(string slug) => Catalog.Products.Single(product => product.Slug == slug);
}
