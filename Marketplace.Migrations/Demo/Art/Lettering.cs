using System.Globalization;
using System.Text;

namespace Marketplace.Migrations.Demo.Art;

/// <summary>Text as outlines: a bare machine has no font, and librsvg would leave text out without a word.</summary>
internal static class Lettering
{
    private static readonly Dictionary<(char Face, char Letter), (int Advance, string Path)> Glyphs = [];
    private static readonly Dictionary<(char First, char Second), int> Kerning = [];

    static Lettering()
    {
        foreach (var line in DemoFiles.ReadText("Art/Glyphs.tsv").Split('\n'))
        {
            var cells = line.Split('\t');
            if (cells.Length < 4)
            {
                continue;
            }

            if (cells[0] == "K")
            {
                Kerning[(cells[2][0], cells[2][1])] = int.Parse(cells[3], CultureInfo.InvariantCulture);
            }
            else
            {
                var letter = (char)int.Parse(cells[1], CultureInfo.InvariantCulture);
                Glyphs[(cells[0][0], letter)] = (int.Parse(cells[2], CultureInfo.InvariantCulture), cells[3]);
            }
        }
    }

    public const char Display = 'D';
    public const char Mono = 'M';

    public static double Width(char face, string text, double size, double tracking = 0)
    {
        double units = 0;
        for (var i = 0; i < text.Length; i++)
        {
            units += Advance(face, text, i) + tracking;
        }

        return units * size / 1000;
    }

    public static void Append(StringBuilder svg, char face, string text, double x, double y, double size, string fill, double tracking = 0)
    {
        var scale = size / 1000;
        svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({x:0.##} {y:0.##}) scale({scale:0.####} {-scale:0.####})\" fill=\"{fill}\">");
        double at = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (Glyphs.TryGetValue((face, text[i]), out var glyph) && glyph.Path.Length > 0)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<path transform=\"translate({at:0.#} 0)\" d=\"{glyph.Path}\"/>");
            }

            at += Advance(face, text, i) + tracking;
        }

        svg.Append("</g>");
    }

    private static int Advance(char face, string text, int index)
    {
        var advance = Glyphs.TryGetValue((face, text[index]), out var glyph) ? glyph.Advance : 500;
        return face == Display && index + 1 < text.Length ? advance + Kerning.GetValueOrDefault((text[index], text[index + 1])) : advance;
    }
}
