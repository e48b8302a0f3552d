using Marketplace.Core.Catalog;
using Marketplace.Core.Kernel;

namespace Marketplace.Api.Selling;

/// <summary>A picture as it comes in a form.</summary>
internal static class UploadedImage
{
    /// <summary>The image's limit and some room for the form around it; the image itself is measured to the byte.</summary>
    public const long LargestRequest = ImageRenderer.MaxBytes + 500_000;

    public static async Task<Result<byte[]>> ReadAsync(IFormFile file, CancellationToken cancellationToken)
    {
        if (file.Length > ImageRenderer.MaxBytes)
        {
            return CatalogErrors.ImageTooLarge;
        }

        var upload = new byte[file.Length];
        await using var content = file.OpenReadStream();
        await content.ReadExactlyAsync(upload, cancellationToken);
        return upload;
    }
}
