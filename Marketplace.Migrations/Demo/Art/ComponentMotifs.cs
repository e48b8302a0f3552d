namespace Marketplace.Migrations.Demo.Art;

/// <summary>A sheet of interface parts.</summary>
internal static class ComponentMotifs
{
    public static void Specimens(Scene s, double w, double h)
    {
        var (cw, gap) = ((w - 72 - 44) / 3, 22.0);
        Action<double, double>[] sheets =
        [
            (x, y) => Buttons(s, x, y),
            (x, y) => Toggles(s, x, y, cw),
            (x, y) => Fields(s, x, y, cw),
            (x, y) => Charts.Area(s, x + 24, y + 40, cw - 48, 110, s.Palette.A),
            (x, y) => Month(s, x, y, cw),
            (x, y) => Tabs(s, x, y, cw),
            (x, y) => Charts.Bars(s, x + 24, y + 30, cw - 48, 130, 9, s.Palette.A, s.Palette.B),
            (x, y) => People(s, x, y),
            (x, y) => Buttons(s, x, y),
        ];
        for (var i = 0; i < 9; i++)
        {
            var (x, y) = (36 + i % 3 * (cw + gap), 36 + i / 3 * (190 + gap));
            s.Card(x, y, cw, 190, 18);
            sheets[(i + 7 * s.Name.Length) % 9](x, y);
        }
    }

    private static void Buttons(Scene s, double x, double y)
    {
        s.Pill(s.Label(0), x + 24, y + 30, s.Palette.A, Scene.On(s.Palette.A), 23);
        s.Pill(s.Label(1), x + 24, y + 108, s.Palette.Panel, s.Palette.Text, 23);
        s.Canvas.Circle(x + 250, y + 53, 23, s.Palette.B);
        s.Canvas.Stroke(FormattableString.Invariant($"M{x + 240:0.#} {y + 53:0.#}h20M{x + 250:0.#} {y + 43:0.#}v20"), Scene.On(s.Palette.B), 4);
    }

    private static void Toggles(Scene s, double x, double y, double w)
    {
        for (var i = 0; i < 3; i++)
        {
            var top = y + 34 + i * 46;
            s.Bar(x + 24, top + 8, w * 0.42, 11, 1, i == 0 ? s.Palette.Text : null);
            s.Canvas.Rect(x + w - 86, top, 60, 32, i == 1 ? s.Palette.Line : s.Accent(i), 16);
            s.Canvas.Circle(i == 1 ? x + w - 70 : x + w - 42, top + 16, 11, "#ffffff");
        }
    }

    private static void Fields(Scene s, double x, double y, double w)
    {
        s.Canvas.Text(s.Label(2), x + 24, y + 44, 19, s.Palette.Muted);
        s.Canvas.Frame(x + 24, y + 58, w - 48, 50, s.Palette.A, 12, 3);
        s.Bar(x + 44, y + 77, w * 0.36, 11, 1, s.Palette.Text);
        s.Canvas.Line(x + 26, y + 148, x + w - 26, y + 148, s.Palette.Line, 8);
        s.Canvas.Line(x + 26, y + 148, x + w * 0.58, y + 148, s.Palette.A, 8);
        s.Canvas.Circle(x + w * 0.58, y + 148, 15, s.Palette.A);
    }

    private static void Month(Scene s, double x, double y, double w)
    {
        var step = (w - 48) / 7;
        for (var i = 0; i < 28; i++)
        {
            var (cx, cy) = (x + 24 + (i % 7 + 0.5) * step, y + 40 + i / 7 * 36);
            if (i is >= 9 and <= 12)
            {
                s.Canvas.Rect(cx - step / 2, cy - 15, step, 30, s.Palette.A, i is 9 or 12 ? 12 : 0, 0.25);
            }

            s.Canvas.Circle(cx, cy, i is 9 or 12 ? 14 : 5, i is 9 or 12 ? s.Palette.A : s.Palette.Muted);
        }
    }

    private static void Tabs(Scene s, double x, double y, double w)
    {
        s.Canvas.Text(s.Label(3), x + 24, y + 52, 21, s.Palette.Text);
        s.Canvas.Text(s.Label(4), x + w * 0.5, y + 52, 21, s.Palette.Muted);
        s.Canvas.Line(x + 24, y + 72, x + w - 24, y + 72, s.Palette.Line, 3);
        s.Canvas.Line(x + 24, y + 72, x + w * 0.4, y + 72, s.Palette.A, 5);
        s.Bar(x + 24, y + 100, w * 0.7);
        s.Bar(x + 24, y + 126, w * 0.52);
        s.Bar(x + 24, y + 152, w * 0.62);
    }

    private static void People(Scene s, double x, double y)
    {
        for (var i = 0; i < 4; i++)
        {
            s.Canvas.Circle(x + 62 + i * 50, y + 70, 36, s.Palette.Surface);
            s.Canvas.Circle(x + 62 + i * 50, y + 70, 32, s.Palette.Panel);
            s.Avatar(x + 62 + i * 50, y + 70, 31, i);
        }

        s.Pill(s.Label(5), x + 26, y + 126, s.Palette.C, Scene.On(s.Palette.C), 18);
    }
}
