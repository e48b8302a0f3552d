namespace Marketplace.Migrations.Demo.Art;

/// <summary>What a picture is about: the product's words, colours and dice.</summary>
internal sealed record Scene(SvgCanvas Canvas, Palette Palette, DemoRandom Dice, string Name, IReadOnlyList<string> Labels, IReadOnlyList<string> Code)
{
    public string Label(int index) => Labels[index % Labels.Count];

    public string Accent(int index) => (index % 3) switch
    {
        0 => Palette.A,
        1 => Palette.B,
        _ => Palette.C,
    };

    /// <summary>A line of text too small to read.</summary>
    public void Bar(double x, double y, double width, double height = 10, double opacity = 1, string? fill = null) =>
        Canvas.Rect(x, y, width, height, fill ?? Palette.Muted, height / 2, opacity);

    public void Card(double x, double y, double width, double height, double radius = 14) =>
        Canvas.Frame(x, y, width, height, Palette.Line, radius, 2, Palette.Surface);

    public void Pill(string text, double x, double y, string fill, string ink, double size = 15)
    {
        var width = Lettering.Width(Lettering.Display, text, size) + size * 1.6;
        Canvas.Rect(x, y, width, size * 2, fill, size);
        Canvas.Text(text, x + size * 0.8, y + size * 1.34, size, ink);
    }

    public void Avatar(double x, double y, double radius, int index)
    {
        var fill = Accent(index);
        Canvas.Circle(x, y, radius, fill, 0.28);
        Canvas.Circle(x, y - radius * 0.22, radius * 0.36, fill);
        Canvas.Fill(FormattableString.Invariant($"M{x - radius * 0.62:0.#} {y + radius * 0.68:0.#}A{radius * 0.66:0.#} {radius * 0.62:0.#} 0 0 1 {x + radius * 0.62:0.#} {y + radius * 0.68:0.#}A{radius:0.#} {radius:0.#} 0 0 1 {x - radius * 0.62:0.#} {y + radius * 0.68:0.#}Z"), fill);
    }

    /// <summary>White or near-black, whichever reads on the fill.</summary>
    public static string On(string fill)
    {
        var red = Convert.ToInt32(fill[1..3], 16);
        var green = Convert.ToInt32(fill[3..5], 16);
        var blue = Convert.ToInt32(fill[5..7], 16);
        return red * 0.299 + green * 0.587 + blue * 0.114 > 150 ? "#15171a" : "#ffffff";
    }

    /// <summary>A walk that mostly rises, between 0 and 1.</summary>
    public double[] Series(int count)
    {
        var values = new double[count];
        var level = Dice.Between(0.2, 0.4);
        for (var i = 0; i < count; i++)
        {
            level = Math.Clamp(level + Dice.Between(-0.12, 0.17), 0.12, 0.96);
            values[i] = level;
        }

        return values;
    }
}
