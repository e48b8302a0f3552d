using System.Globalization;
using Marketplace.Contracts.Catalog;
using Marketplace.Core.Catalog;
using Marketplace.Core.Packages;

namespace Marketplace.Api.Catalog;

internal static class ImageViews
{
    /// <summary>A seller's banner is decoration: it says nothing that the page does not.</summary>
    public static ImageView ToView(this SellerBanner banner, IFileStore files) => View(banner.SellerId, banner.Key, banner.Widths, (banner.Width, banner.Height), "", files);

    /// <param name="title">What a person who cannot see the picture reads where the seller has written nothing.</param>
    public static ImageView ToView(this ProductImage image, string title, IFileStore files) =>
        View(image.Id, image.Key, image.Widths, (image.Width, image.Height), image.Alt ?? title, files);

    private static ImageView View(Guid id, string key, List<int> widths, (int Width, int Height) size, string alt, IFileStore files)
    {
        string Url(int width) => files.PublicUrl(ProductImage.BlobName(key, width)).ToString();
        var sources = string.Join(", ", widths.Select(width => string.Create(CultureInfo.InvariantCulture, $"{Url(width)} {width}w")));
        return new(id, Url(widths[widths.Count / 2]), sources, size.Width, size.Height, alt);
    }
}
