using System.Collections.Concurrent;
using System.Text;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;

namespace Marketplace.Core.Documents;

/// <summary>DejaVu Sans, which is embedded in each document: Latin, Greek, Cyrillic and every currency sign. What it lacks is shown as a box.</summary>
internal sealed class PdfFonts
{
    private const char Box = '\u25a1';
    private const int MeasuredSize = 100;
    private static readonly Lazy<byte[]> RegularFile = new(() => Load("DejaVuSans.ttf"));
    private static readonly Lazy<byte[]> BoldFile = new(() => Load("DejaVuSans-Bold.ttf"));

    /// <summary>Advance of each character in hundredths of the font's size; null for one the font lacks.</summary>
    private static readonly ConcurrentDictionary<(bool Bold, char Character), double?> Advances = new();

    private readonly PdfDocumentBuilder.AddedFont regular;
    private readonly PdfDocumentBuilder.AddedFont bold;

    public PdfFonts(PdfDocumentBuilder document)
    {
        regular = document.AddTrueTypeFont(RegularFile.Value);
        bold = document.AddTrueTypeFont(BoldFile.Value);
    }

    public PdfDocumentBuilder.AddedFont Of(bool isBold) => isBold ? bold : regular;

    /// <summary>The text with a box for each character that cannot be written.</summary>
    public string Writable(PdfPageBuilder page, string text)
    {
        var writable = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (rune.IsBmp && Advance(page, false, (char)rune.Value) is not null)
            {
                writable.Append((char)rune.Value);
            }
            else if (!Rune.IsControl(rune))
            {
                writable.Append(Box);
            }
        }

        return writable.ToString();
    }

    public double Width(PdfPageBuilder page, string text, int size, bool isBold)
    {
        var width = 0.0;
        foreach (var character in text)
        {
            width += Advance(page, isBold, character) ?? 0;
        }

        return width * size / MeasuredSize;
    }

    private double? Advance(PdfPageBuilder page, bool isBold, char character) => Advances.GetOrAdd((isBold, character), key =>
    {
        try
        {
            return page.MeasureText(key.Character.ToString(), MeasuredSize, new PdfPoint(0, 0), Of(key.Bold))[0].EndBaseLine.X;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    });

    private static byte[] Load(string name)
    {
        using var file = typeof(PdfFonts).Assembly.GetManifestResourceStream($"Marketplace.Core.Documents.Fonts.{name}")
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
