using System.Text;
using Marketplace.Core.Catalog;
using NetVips;

namespace Marketplace.Tests.Catalog;

internal sealed class ImageRendererTests
{
    [TestCase(".png")]
    [TestCase(".jpg")]
    [TestCase(".webp")]
    public void Render_MakesWebpInTheWidthsThatFit(string format)
    {
        var rendered = ImageRenderer.Render(Picture(1000, 500, format)).Value!;
        Assert.That((rendered.Width, rendered.Height), Is.EqualTo((1000, 500)));
        Assert.That(rendered.Files.Select(file => file.Width), Is.EqualTo(new[] { 400, 800 }));
        foreach (var (width, bytes) in rendered.Files)
        {
            using var file = Image.NewFromBuffer(bytes);
            Assert.That((file.Width, file.Height, (string)file.Get("vips-loader")), Is.EqualTo((width, width / 2, "webpload_buffer")));
        }
    }

    [Test]
    public void Render_APhotoOnItsSide_StandsUpright()
    {
        const int QuarterTurn = 6;
        using var photo = Image.Black(1200, 600, bands: 3).Copy(interpretation: Enums.Interpretation.Srgb)
            .Mutate(mutable => mutable.Set(GValue.GIntType, "orientation", QuarterTurn));
        var rendered = ImageRenderer.Render(photo.JpegsaveBuffer()).Value!;
        Assert.That((rendered.Width, rendered.Height), Is.EqualTo((600, 1200)));
    }

    [Test]
    public void Render_DropsMetadata()
    {
        using var photo = Image.Black(500, 500, bands: 3).Copy(interpretation: Enums.Interpretation.Srgb)
            .Mutate(mutable => mutable.Set(GValue.GStrType, "exif-ifd0-Artist", "Ada Secret"));
        var upload = photo.JpegsaveBuffer();
        Assert.That(Encoding.Latin1.GetString(upload), Does.Contain("Ada Secret"));
        Assert.That(ImageRenderer.Render(upload).Value!.Files, Has.All.Matches<(int, byte[] Bytes)>(
            file => !Encoding.Latin1.GetString(file.Bytes).Contains("Ada Secret", StringComparison.Ordinal)));
    }

    [TestCase(399, 900)]
    [TestCase(8001, 400)]
    [TestCase(400, 8001)]
    public void Render_OutsideTheSizes_IsRefused(int width, int height) =>
        Assert.That(ImageRenderer.Render(Picture(width, height, ".png")).Error, Is.EqualTo(CatalogErrors.ImageSize));

    [Test]
    public void Render_WhatIsNoPicture_IsRefused()
    {
        byte[][] uploads =
        [
            [], "hello"u8.ToArray(), "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"900\" height=\"900\"/>"u8.ToArray(), "GIF89a\x01"u8.ToArray(),
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3], Picture(900, 900, ".png")[..500],
        ];
        Assert.That(uploads.Select(upload => ImageRenderer.Render(upload).Error), Has.All.EqualTo(CatalogErrors.ImageUnreadable));
    }

    [Test]
    public void Render_AboveTenMegabytes_IsRefused() =>
        Assert.That(ImageRenderer.Render(new byte[ImageRenderer.MaxBytes + 1]).Error, Is.EqualTo(CatalogErrors.ImageTooLarge));

    private static byte[] Picture(int width, int height, string format)
    {
        using var noise = Image.Gaussnoise(width, height, sigma: 40, mean: 128).Cast(Enums.BandFormat.Uchar);
        using var picture = noise.Bandjoin(noise, noise).Copy(interpretation: Enums.Interpretation.Srgb);
        return picture.WriteToBuffer(format);
    }
}
