using Marketplace.Core.Kernel;

namespace Marketplace.Core.Catalog;

/// <content>The pictures: at most ten, the one at position 0 is the cover.</content>
public sealed partial class Product
{
    public Result<Done> AddImage(ProductImage image, DateTimeOffset now)
    {
        if (CheckEditable() is { } refusal)
        {
            return refusal;
        }

        if (Images.Count >= CatalogPolicy.MaxImages)
        {
            return CatalogErrors.TooManyImages;
        }

        image.Position = Images.Count == 0 ? 0 : Images.Max(other => other.Position) + 1;
        Images.Add(image);
        return Touch(now);
    }

    public Result<Done> RemoveImage(Guid imageId, DateTimeOffset now)
    {
        var image = Images.Find(found => found.Id == imageId);
        if (image is null)
        {
            return Error.NotFound("image");
        }

        if (CheckEditable() is { } refusal)
        {
            return refusal;
        }

        Images.Remove(image);
        foreach (var (other, position) in Images.OrderBy(other => other.Position).Select((other, position) => (other, position)))
        {
            other.Position = position;
        }

        return Touch(now);
    }

    /// <summary>The first becomes the cover. All pictures must be named, so that one added meanwhile in another tab is not forgotten.</summary>
    public Result<Done> OrderImages(IReadOnlyCollection<Guid> order, DateTimeOffset now)
    {
        if (CheckEditable() is { } refusal)
        {
            return refusal;
        }

        if (order.Count != Images.Count || !Images.Select(image => image.Id).ToHashSet().SetEquals(order))
        {
            return CatalogErrors.ImageOrder;
        }

        foreach (var (id, position) in order.Select((id, position) => (id, position)))
        {
            Images.Single(image => image.Id == id).Position = position;
        }

        return Touch(now);
    }

    /// <param name="alt">Null when the title says enough.</param>
    public Result<Done> DescribeImage(Guid imageId, string? alt, DateTimeOffset now)
    {
        if (Images.Find(found => found.Id == imageId) is not { } image)
        {
            return Error.NotFound("image");
        }

        if (CheckEditable() is { } refusal)
        {
            return refusal;
        }

        image.Alt = alt;
        return Touch(now);
    }
}
