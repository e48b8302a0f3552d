using Marketplace.Core.Catalog;

namespace Marketplace.Tests.Catalog;

internal sealed class CategoryTreeTests
{
    [Test]
    public void All_SlugsAreUnique_AndParentsComeFirst()
    {
        var seen = new HashSet<string>();
        foreach (var node in CategoryTree.All)
        {
            Assert.That(node.ParentSlug is null || seen.Contains(node.ParentSlug), Is.True, node.Slug);
            Assert.That(seen.Add(node.Slug), Is.True, node.Slug);
        }
    }
}
