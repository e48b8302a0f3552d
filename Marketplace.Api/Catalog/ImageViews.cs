using System.Globalization;
using Marketplace.Contracts.Catalog;
using Marketplace.Core.Catalog;
using Marketplace.Core.Packages;

namespace Marketplace.Api.Catalog;

internal static class ImageViews
{
    /// <param name="title">What a person who cannot see the picture reads where the seller has written nothing.</param>
    public static ImageView ToView(this ProductImage image, string title, IFileStore files)
    {
        string Url(int width) => files.PublicUrl(string.Create(CultureInfo.InvariantCulture, $"{image.Key}-{width}.webp")).ToString();
        var middle = image.Widths[image.Widths.Count / 2];
        var sources = string.Join(", ", image.Widths.Select(width => string.Create(CultureInfo.InvariantCulture, $"{Url(width)} {width}w")));
        return new(image.Id, Url(middle), sources, image.Width, image.Height, image.Alt ?? title);
    }
}
