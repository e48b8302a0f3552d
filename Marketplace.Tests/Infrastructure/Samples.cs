using System.IO.Compression;
using NetVips;

namespace Marketplace.Tests.Infrastructure;

/// <summary>Files that sellers upload.</summary>
internal static class Samples
{
    /// <param name="mark">Goes into the README, so that two zips differ.</param>
    public static byte[] Zip(string mark, int paddingBytes = 100_000)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "README.md", $"# Sample\n\n{mark}\n".ToUtf8());
            Add(archive, "src/Program.cs", "Console.WriteLine(\"Hello\");\n".ToUtf8());
            var noise = new byte[paddingBytes];
            new Random(7).NextBytes(noise);
            Add(archive, "assets/noise.bin", noise);
        }

        return memory.ToArray();
    }

    public static byte[] Png(int width = 1600, int height = 1000)
    {
        using var image = Image.Black(width, height, bands: 3) + new double[] { 20, 83, 45 };
        using var bytes = image.Cast(Enums.BandFormat.Uchar);
        return bytes.PngsaveBuffer();
    }

    private static void Add(ZipArchive archive, string path, byte[] content)
    {
        using var entry = archive.CreateEntry(path).Open();
        entry.Write(content);
    }

    private static byte[] ToUtf8(this string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
