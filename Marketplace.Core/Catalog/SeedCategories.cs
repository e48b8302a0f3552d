using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Catalog;

/// <summary>Brings the table to <see cref="CategoryTree"/>: adds and renames, never removes one that products may be in.</summary>
public sealed class SeedCategories(MarketplaceDb db)
{
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        var known = await db.Categories.ToDictionaryAsync(category => category.Slug, cancellationToken);
        for (var position = 0; position < CategoryTree.All.Count; position++)
        {
            var node = CategoryTree.All[position];
            if (known.TryGetValue(node.Slug, out var category))
            {
                (category.Name, category.ParentSlug, category.Description, category.Position) = (node.Name, node.ParentSlug, node.Description, position);
            }
            else
            {
                db.Categories.Add(new Category
                {
                    Slug = node.Slug,
                    Name = node.Name,
                    ParentSlug = node.ParentSlug,
                    Description = node.Description,
                    Position = position,
                });
            }
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
