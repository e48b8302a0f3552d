using System.Globalization;
using System.Text;

namespace Marketplace.Migrations.Demo.Art;

/// <summary>The few SVG shapes the covers are made of.</summary>
internal sealed class SvgCanvas
{
    private readonly StringBuilder svg = new();
    private int clips;

    public void Rect(double x, double y, double width, double height, string fill, double radius = 0, double opacity = 1) =>
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\" rx=\"{radius:0.#}\" fill=\"{fill}\"{Opacity(opacity)}/>");

    public void Frame(double x, double y, double width, double height, string stroke, double radius = 0, double thickness = 2, string fill = "none") =>
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\" rx=\"{radius:0.#}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"{thickness:0.#}\"/>");

    public void Circle(double x, double y, double radius, string fill, double opacity = 1) =>
        svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"{radius:0.#}\" fill=\"{fill}\"{Opacity(opacity)}/>");

    public void Ring(double x, double y, double radius, string stroke, double thickness, double opacity = 1) =>
        svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"{radius:0.#}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{thickness:0.#}\"{Opacity(opacity)}/>");

    public void Line(double x1, double y1, double x2, double y2, string stroke, double thickness = 2, double opacity = 1) =>
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x1:0.#} {y1:0.#}L{x2:0.#} {y2:0.#}\" stroke=\"{stroke}\" stroke-width=\"{thickness:0.#}\" stroke-linecap=\"round\"{Opacity(opacity)}/>");

    public void Fill(string path, string fill, double opacity = 1) => svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" fill=\"{fill}\"{Opacity(opacity)}/>");

    public void Stroke(string path, string stroke, double thickness, double opacity = 1) =>
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{thickness:0.#}\" stroke-linecap=\"round\" stroke-linejoin=\"round\"{Opacity(opacity)}/>");

    public void Arc(double x, double y, double radius, double from, double to, string stroke, double thickness)
    {
        var (startX, startY) = (x + radius * Math.Sin(from * Math.Tau), y - radius * Math.Cos(from * Math.Tau));
        var (endX, endY) = (x + radius * Math.Sin(to * Math.Tau), y - radius * Math.Cos(to * Math.Tau));
        var large = to - from > 0.5 ? 1 : 0;
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{startX:0.#} {startY:0.#}A{radius:0.#} {radius:0.#} 0 {large} 1 {endX:0.#} {endY:0.#}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{thickness:0.#}\"/>");
    }

    public void Text(string text, double x, double y, double size, string fill, char face = Lettering.Display, double tracking = 0) =>
        Lettering.Append(svg, face, text, x, y, size, fill, tracking);

    public void Centered(string text, double x, double y, double size, string fill, char face = Lettering.Display) =>
        Text(text, x - Lettering.Width(face, text, size) / 2, y, size, fill, face);

    /// <summary>A soft shadow of stacked rectangles: librsvg's blur filter costs more than the rest of the picture.</summary>
    public void Shadow(double x, double y, double width, double height, double radius, double strength = 1)
    {
        for (var step = 5; step >= 1; step--)
        {
            var grow = step * 9.0;
            Rect(x - grow, y - grow + 26, width + 2 * grow, height + 2 * grow, "#000000", radius + grow, 0.035 * strength);
        }
    }

    public IDisposable Group(double x, double y, double scale = 1, double rotate = 0)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({x:0.##} {y:0.##}) rotate({rotate:0.##}) scale({scale:0.####})\">");
        return new Closing(svg);
    }

    public IDisposable Clip(double x, double y, double width, double height, double radius)
    {
        clips++;
        svg.Append(CultureInfo.InvariantCulture, $"<clipPath id=\"c{clips}\"><rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\" rx=\"{radius:0.#}\"/></clipPath><g clip-path=\"url(#c{clips})\">");
        return new Closing(svg);
    }

    public string ToSvg(int width, int height) =>
        string.Create(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">{svg}</svg>");

    private static string Opacity(double opacity) => opacity >= 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" opacity=\"{opacity:0.###}\"");

    private sealed class Closing(StringBuilder svg) : IDisposable
    {
        public void Dispose() => svg.Append("</g>");
    }
}
