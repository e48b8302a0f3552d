using Marketplace.Core.Packages;
using Marketplace.Migrations.Demo;

namespace Marketplace.Tests.Demo;

public sealed class DemoPackageTests
{
    private static readonly DemoCatalog Catalog = DemoCatalog.Load();

    [Test]
    public async Task Package_OfEveryProduct_PassesTheCheck([ValueSource(nameof(Slugs))] string slug)
    {
        var bytes = Build(slug);
        using var content = new MemoryStream(bytes);
        var inspection = await ZipInspection.InspectAsync(content, CancellationToken.None);
        Assert.That(inspection.Refusal, Is.Null);
        Assert.That(inspection.Files, Has.Count.InRange(12, 60));
        Assert.That(bytes, Has.Length.InRange(10_000, 120_000));
    }

    [Test]
    public void Package_BuiltTwice_HasTheSameBytes()
    {
        var first = Build("tenantry-dotnet-saas-starter");
        var second = Build("tenantry-dotnet-saas-starter");
        Assert.That(second, Is.EqualTo(first));
    }

    [Test]
    public void Package_OfAnOlderVersion_KnowsNothingNewer()
    {
        var product = DemoCatalogTests.Find("tenantry-dotnet-saas-starter");
        var files = DemoPackage.Files(product, SellerOf(product), "1.4.0").ToDictionary(file => file.Path, file => file.Content);
        Assert.That(files["CHANGELOG.md"], Does.Contain("## 1.4.0").And.Contain("## 1.0.0").And.Not.Contain("## 2.0.0"));
    }

    private static byte[] Build(string slug)
    {
        var product = DemoCatalogTests.Find(slug);
        return DemoPackage.Build(product, SellerOf(product), product.Versions[^1].Number);
    }

    private static DemoSeller SellerOf(DemoProduct product) => Catalog.Sellers.Single(seller => seller.Number == product.Seller);

    private static IEnumerable<string> Slugs() => Catalog.Products.Select(product => product.Slug);
}
