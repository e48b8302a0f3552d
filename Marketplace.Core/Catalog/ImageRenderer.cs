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
            using var header = Image.NewFromBuffer(upload, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error);
            if (header.Width > MaxSide || header.Height > MaxSide)
            {
                return CatalogErrors.ImageSize;
            }

            var (width, height) = UprightSize(header);
            return width < MinWidth ? CatalogErrors.ImageSize : Encode(upload, width, height);
        }
        catch (VipsException)
        {
            return CatalogErrors.ImageUnreadable;
        }
    }

    private static RenderedImage Encode(byte[] upload, int width, int height)
    {
        var files = new List<(int, byte[])>();
        foreach (var target in Widths.Where(target => target <= width))
        {
            // The height is bounded by MaxSide already; only the width may decide.
            using var image = Image.ThumbnailBuffer(upload, target, height: MaxSide * 3, size: Enums.Size.Down, failOn: Enums.FailOn.Error);
            files.Add((target, image.WebpsaveBuffer(q: Quality, effort: 4, keep: Enums.ForeignKeep.None)));
        }

        return new RenderedImage(width, height, files);
    }

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
