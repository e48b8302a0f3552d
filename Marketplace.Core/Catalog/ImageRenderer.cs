using Marketplace.Core.Kernel;
using NetVips;

namespace Marketplace.Core.Catalog;

/// <param name="Files">WebP bytes by width, ascending.</param>
public sealed record RenderedImage(int Width, int Height, IReadOnlyList<(int Width, byte[] Bytes)> Files);

/// <summary>
/// Turns an upload into our own pictures. What it is is told by its bytes, not by its name; re-encoding drops metadata (a photo's place)
/// and whatever else hides in a file.
/// </summary>
public static class ImageRenderer
{
    public const int MaxBytes = 10_000_000;

    private const int MinWidth = 400;
    private const int MaxSide = 8_000;
    private const int Quality = 80;

    private static readonly int[] Widths = [400, 800, 1600];

    public static Result<RenderedImage> Render(byte[] upload)
    {
        if (upload.Length > MaxBytes)
        {
            return CatalogErrors.ImageTooLarge;
        }

        if (!IsAllowedFormat(upload))
        {
            return CatalogErrors.ImageUnreadable;
        }

        try
        {
            // Reads the header only: a picture that would unpack to gigabytes is refused before it does.
            using var original = Image.NewFromBuffer(upload, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated);
            if (original.Width > MaxSide || original.Height > MaxSide)
            {
                return CatalogErrors.ImageSize;
            }

            var (width, height) = UprightSize(original);
            return width < MinWidth ? CatalogErrors.ImageSize : Encode(original, width, height);
        }
        catch (VipsException)
        {
            return CatalogErrors.ImageUnreadable;
        }
    }

    private static RenderedImage Encode(Image original, int width, int height)
    {
        // Decoded once, to the largest width; the smaller ones are made of that. The thumbnail call of libvips that reads the file by itself
        // would be faster for large JPEGs, but takes a truncated file for a whole one whatever it is told (8.18.7).
        int[] targets = [.. Widths.Where(target => target <= width)];
        using var lazy = Shrink(original, targets[^1]);
        using var largest = lazy.CopyMemory();
        return new RenderedImage(width, height, [.. targets.Select(target => (target, Webp(largest, target)))]);
    }

    private static byte[] Webp(Image source, int width)
    {
        using var image = Shrink(source, width);
        return image.WebpsaveBuffer(q: Quality, effort: 4, keep: Enums.ForeignKeep.None);
    }

    // Turns upright and to sRGB too. The height is bounded by MaxSide already; only the width may decide.
    private static Image Shrink(Image image, int width) => image.ThumbnailImage(width, height: MaxSide * 3, size: Enums.Size.Down);

    private static (int Width, int Height) UprightSize(Image image)
    {
        const int FirstSideways = 5;
        var orientation = image.Contains("orientation") ? Convert.ToInt32(image.Get("orientation"), null) : 1;
        return orientation >= FirstSideways ? (image.Height, image.Width) : (image.Width, image.Height);
    }

    // libvips opens many more formats (SVG, PDF, GIF …), some of which run other people's code.
    private static bool IsAllowedFormat(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        || bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
        || (bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..12].SequenceEqual("WEBP"u8));
}
