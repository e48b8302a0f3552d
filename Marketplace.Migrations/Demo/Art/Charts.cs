using System.Globalization;
using System.Text;

namespace Marketplace.Migrations.Demo.Art;

internal static class Charts
{
    public static void Bars(Scene scene, double x, double y, double width, double height, int count, string fill, string high)
    {
        var values = scene.Series(count);
        var step = width / count;
        var best = Array.IndexOf(values, values.Max());
        for (var i = 0; i < count; i++)
        {
            var tall = values[i] * height;
            scene.Canvas.Rect(x + i * step + step * 0.16, y + height - tall, step * 0.68, tall, i == best ? high : fill, Math.Min(8, step * 0.2), i == best ? 1 : 0.55);
        }
    }

    public static void Stacked(Scene scene, double x, double y, double width, double height, int count)
    {
        var step = width / count;
        for (var i = 0; i < count; i++)
        {
            var top = y + height;
            for (var part = 0; part < 3; part++)
            {
                var tall = height * scene.Dice.Between(0.1, 0.31);
                top -= tall;
                scene.Canvas.Rect(x + i * step + step * 0.18, top, step * 0.64, tall - 4, scene.Accent(part), 5);
            }
        }
    }

    public static void Area(Scene scene, double x, double y, double width, double height, string color, int count = 12, double opacity = 0.18)
    {
        var line = Curve(scene.Series(count), x, y, width, height);
        scene.Canvas.Fill(string.Create(CultureInfo.InvariantCulture, $"{line}L{x + width:0.#} {y + height:0.#}L{x:0.#} {y + height:0.#}Z"), color, opacity);
        scene.Canvas.Stroke(line, color, 5);
    }

    public static void Spark(Scene scene, double x, double y, double width, double height, string color) =>
        scene.Canvas.Stroke(Curve(scene.Series(8), x, y, width, height), color, 4);

    public static void Grid(Scene scene, double x, double y, double width, double height, int lines = 4)
    {
        for (var i = 0; i <= lines; i++)
        {
            scene.Canvas.Line(x, y + height * i / lines, x + width, y + height * i / lines, scene.Palette.Line);
        }
    }

    public static void Donut(Scene scene, double x, double y, double radius, double thickness)
    {
        double at = 0;
        double[] parts = [scene.Dice.Between(0.36, 0.5), scene.Dice.Between(0.2, 0.3), scene.Dice.Between(0.1, 0.16)];
        scene.Canvas.Ring(x, y, radius, scene.Palette.Line, thickness);
        for (var i = 0; i < parts.Length; i++)
        {
            scene.Canvas.Arc(x, y, radius, at, at + parts[i] - 0.012, scene.Accent(i), thickness);
            at += parts[i];
        }
    }

    public static void Heat(Scene scene, double x, double y, int columns, int rows, double cell)
    {
        for (var column = 0; column < columns; column++)
        {
            for (var row = 0; row < rows; row++)
            {
                var heat = scene.Dice.NextDouble();
                scene.Canvas.Rect(x + column * cell, y + row * cell, cell - 5, cell - 5, heat < 0.25 ? scene.Palette.Line : scene.Palette.A, 5, heat < 0.25 ? 1 : heat);
            }
        }
    }

    private static string Curve(double[] values, double x, double y, double width, double height)
    {
        var path = new StringBuilder();
        var step = width / (values.Length - 1);
        for (var i = 0; i < values.Length; i++)
        {
            var (px, py) = (x + i * step, y + height - values[i] * height);
            if (i == 0)
            {
                path.Append(CultureInfo.InvariantCulture, $"M{px:0.#} {py:0.#}");
                continue;
            }

            var before = y + height - values[i - 1] * height;
            path.Append(CultureInfo.InvariantCulture, $"C{px - step / 2:0.#} {before:0.#} {px - step / 2:0.#} {py:0.#} {px:0.#} {py:0.#}");
        }

        return path.ToString();
    }
}
