using Marketplace.Migrations.Demo;

namespace Marketplace.Tests.Demo;

public sealed class DemoCoverTests
{
    /// <summary>A bare machine has no fonts: text would vanish from the pictures without an error.</summary>
    [Test]
    public void Cover_OfEveryProduct_DrawsItsLetters()
    {
        foreach (var product in DemoCatalog.Load().Products)
        {
            for (var index = 0; index < DemoCover.Count(product.Art); index++)
            {
                var svg = DemoCover.Draw(product.Art, product.Slug, index);
                Assert.That(svg, Does.Not.Contain("<text").And.Not.Contain("<filter"), product.Slug);
                Assert.That(svg, Has.Length.GreaterThan(5_000), product.Slug);
            }
        }
    }

    [Test]
    public void Cover_Rendered_HasThreeWidths()
    {
        var product = DemoCatalogTests.Find("subscription-entitlements-api");
        var files = DemoCover.Render(product.Art, product.Slug, 0);
        Assert.That(files.Select(file => file.Width), Is.EqualTo((int[])[400, 800, 1600]));
        Assert.That(files, Has.All.Matches<(int Width, byte[] Bytes)>(file => file.Bytes.AsSpan(8, 4).SequenceEqual("WEBP"u8)));
    }
}
