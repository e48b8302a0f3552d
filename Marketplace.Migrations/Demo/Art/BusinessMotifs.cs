namespace Marketplace.Migrations.Demo.Art;

/// <summary>Screens of web applications. Each fills a box of the given size.</summary>
internal static class BusinessMotifs
{
    private const double Side = 216;

    public static void Dashboard(Scene s, double w, double h)
    {
        Sidebar(s, h);
        Heading(s, w);
        var (x, inner) = (Side + 36, w - Side - 72);
        for (var i = 0; i < 3; i++)
        {
            var (cx, cw) = (x + i * (inner + 20) / 3, (inner - 40) / 3);
            s.Card(cx, 112, cw, 138);
            s.Canvas.Text(s.Label(i), cx + 22, 148, 18, s.Palette.Muted);
            s.Canvas.Text(Figure(s, i), cx + 22, 208, 44, s.Palette.Text);
            Charts.Spark(s, cx + cw - 112, 168, 90, 48, s.Accent(i));
        }

        var wide = inner * 0.64;
        s.Card(x, 272, wide, h - 308);
        s.Canvas.Text(s.Label(3), x + 24, 314, 20, s.Palette.Text);
        Charts.Grid(s, x + 24, 340, wide - 48, h - 408);
        MainChart(s, x + 24, 340, wide - 48, h - 408);
        s.Card(x + wide + 20, 272, inner - wide - 20, h - 308);
        var middle = x + wide + 20 + (inner - wide - 20) / 2;
        Charts.Donut(s, middle, 272 + (h - 308) * 0.38, Math.Min(inner - wide, h - 308) * 0.25, 30);
        for (var i = 0; i < 3; i++)
        {
            var y = 272 + (h - 308) * 0.72 + i * 30;
            s.Canvas.Circle(middle - 90, y, 8, s.Accent(i));
            s.Bar(middle - 68, y - 5, 70 + 20 * ((i + 1) % 3));
        }
    }

    public static void Table(Scene s, double w, double h)
    {
        Sidebar(s, h);
        Heading(s, w);
        var (x, inner) = (Side + 36, w - Side - 72);
        for (var i = 0; i < 4; i++)
        {
            s.Pill(s.Label(i), x + i * inner / 4.6, 108, i == 0 ? s.Palette.A : s.Palette.Panel, i == 0 ? Scene.On(s.Palette.A) : s.Palette.Text, 17);
        }

        s.Card(x, 164, inner, h - 200);
        for (var (row, y) = (0, 184.0); y < h - 80; row++, y += 66)
        {
            s.Avatar(x + 46, y + 28, 22, row);
            s.Bar(x + 86, y + 14, s.Dice.Between(110, 190), 12, 1, s.Palette.Text);
            s.Bar(x + 86, y + 36, s.Dice.Between(70, 130), 9);
            s.Bar(x + inner * 0.42, y + 22, s.Dice.Between(60, 120), 10);
            var status = s.Dice.Next(3);
            s.Canvas.Rect(x + inner * 0.64, y + 12, 92, 32, s.Accent(status), 16, 0.18);
            s.Canvas.Circle(x + inner * 0.64 + 20, y + 28, 6, s.Accent(status));
            s.Bar(x + inner * 0.64 + 34, y + 24, 42, 8, 1, s.Accent(status));
            s.Canvas.Text(Figure(s, row), x + inner - 130, y + 37, 24, s.Palette.Text);
            s.Canvas.Line(x + 24, y + 62, x + inner - 24, y + 62, s.Palette.Line);
        }
    }

    public static void Kanban(Scene s, double w, double h)
    {
        Heading(s, w, 36);
        var columns = 4;
        var cw = (w - 72 - 20 * (columns - 1)) / columns;
        for (var i = 0; i < columns; i++)
        {
            var x = 36 + i * (cw + 20);
            s.Canvas.Rect(x, 108, cw, h - 108, s.Palette.Panel, 16);
            s.Canvas.Circle(x + 26, 138, 8, s.Accent(i));
            s.Canvas.Text(s.Label(i), x + 44, 145, 20, s.Palette.Text);
            for (var (card, y) = (0, 172.0); y < h - 60 - i * 40; card++)
            {
                var tall = 104 + 36 * s.Dice.Next(3);
                s.Card(x + 14, y, cw - 28, tall);
                s.Canvas.Rect(x + 30, y + 20, 54, 12, s.Accent(s.Dice.Next(3)), 6);
                s.Bar(x + 30, y + 46, (cw - 60) * s.Dice.Between(0.6, 0.95), 11, 1, s.Palette.Text);
                s.Bar(x + 30, y + 66, (cw - 60) * s.Dice.Between(0.3, 0.7), 9);
                s.Avatar(x + cw - 44, y + tall - 26, 15, card + i);
                s.Bar(x + 30, y + tall - 30, 48, 9);
                y += tall + 16;
            }
        }
    }

    public static void Calendar(Scene s, double w, double h)
    {
        Heading(s, w, 36);
        string[] days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
        var (left, top) = (92.0, 156.0);
        var (cw, rh) = ((w - left - 36) / days.Length, (h - top) / 8);
        for (var i = 0; i < 9; i++)
        {
            s.Canvas.Text((i + 8).ToString("00", System.Globalization.CultureInfo.InvariantCulture), 40, top + i * rh + 6, 17, s.Palette.Muted, Lettering.Mono);
            s.Canvas.Line(left, top + i * rh, w - 36, top + i * rh, s.Palette.Line);
        }

        for (var day = 0; day < days.Length; day++)
        {
            s.Canvas.Text(days[day], left + day * cw + 12, 134, 20, day == 2 ? s.Palette.A : s.Palette.Text);
            s.Canvas.Line(left + day * cw, top, left + day * cw, h, s.Palette.Line);
            for (var hour = s.Dice.Next(2) * 0.5; hour < 7;)
            {
                var length = 0.75 + 0.5 * s.Dice.Next(3);
                var color = s.Accent(s.Dice.Next(3));
                s.Canvas.Rect(left + day * cw + 6, top + hour * rh + 3, cw - 12, length * rh - 6, color, 10, 0.24);
                s.Canvas.Rect(left + day * cw + 6, top + hour * rh + 3, 7, length * rh - 6, color, 3);
                s.Bar(left + day * cw + 26, top + hour * rh + 18, cw * 0.5, 11, 1, color);
                hour += length + 0.5 * s.Dice.Next(4);
            }
        }
    }

    public static void Document(Scene s, double w, double h)
    {
        Sidebar(s, h);
        s.Canvas.Rect(Side, 0, w - Side, h, s.Palette.Panel);
        var (x, pw) = (Side + 60, w - Side - 120);
        s.Card(x, 44, pw, h, 10);
        s.Canvas.Rect(x + 48, 92, 56, 56, s.Palette.A, 14);
        s.Canvas.Text(s.Label(0), x + 48, 212, 46, s.Palette.Text);
        s.Canvas.Text("No. 2026-0417", x + pw - 250, 126, 22, s.Palette.Muted, Lettering.Mono);
        s.Bar(x + 48, 240, 220);
        s.Bar(x + 48, 264, 160);
        for (var (row, y) = (1, 320.0); y < h - 90; row++, y += 58)
        {
            s.Canvas.Line(x + 48, y, x + pw - 48, y, s.Palette.Line);
            s.Bar(x + 48, y + 24, s.Dice.Between(160, 320), 12, 1, s.Palette.Text);
            s.Canvas.Text(Figure(s, row), x + pw - 170, y + 38, 24, row % 4 == 0 ? s.Palette.A : s.Palette.Text);
        }
    }

    public static void Chat(Scene s, double w, double h)
    {
        s.Canvas.Rect(0, 0, 320, h, s.Palette.Panel);
        s.Canvas.Text(s.Label(0), 32, 68, 30, s.Palette.Text);
        for (var (row, y) = (0, 104.0); y < h; row++, y += 86)
        {
            if (row == 1)
            {
                s.Canvas.Rect(14, y - 8, 292, 78, s.Palette.A, 14, 0.16);
            }

            s.Avatar(58, y + 30, 26, row);
            s.Bar(100, y + 14, s.Dice.Between(90, 150), 12, 1, s.Palette.Text);
            s.Bar(100, y + 38, s.Dice.Between(120, 180), 9);
        }

        s.Canvas.Text(s.Label(1), 360, 68, 26, s.Palette.Text);
        s.Canvas.Line(320, 100, w, 100, s.Palette.Line);
        for (var (row, y) = (0, 134.0); y < h - 60; row++)
        {
            var mine = row % 3 == 1;
            var lines = 1 + s.Dice.Next(3);
            var (bw, bh) = (s.Dice.Between(0.36, 0.52) * (w - 320), 34.0 + lines * 28);
            var x = mine ? w - bw - 44 : 412;
            s.Canvas.Rect(x, y, bw, bh, mine ? s.Palette.A : s.Palette.Panel, 22);
            if (!mine)
            {
                s.Avatar(378, y + 24, 20, row);
            }

            for (var line = 0; line < lines; line++)
            {
                s.Bar(x + 24, y + 24 + line * 28, (bw - 48) * (line == lines - 1 ? 0.6 : 1), 11, mine ? 0.85 : 1, mine ? Scene.On(s.Palette.A) : null);
            }

            y += bh + 24;
        }
    }

    public static void Storefront(Scene s, double w, double h)
    {
        s.Canvas.Text(s.Name, 40, 66, 32, s.Palette.Text);
        for (var i = 0; i < 3; i++)
        {
            s.Canvas.Text(s.Label(i), w - 470 + i * 150, 64, 19, s.Palette.Muted);
        }

        s.Canvas.Rect(40, 96, w - 80, 190, s.Palette.A, 20);
        s.Canvas.Text(s.Label(3), 84, 190, 50, Scene.On(s.Palette.A));
        s.Bar(84, 218, 260, 14, 0.6, Scene.On(s.Palette.A));
        s.Canvas.Circle(w - 200, 196, 130, s.Palette.B, 0.9);
        s.Canvas.Circle(w - 330, 260, 80, s.Palette.C, 0.9);
        s.Canvas.Rect(40, 286, w - 80, 90, s.Palette.Surface);
        var cw = (w - 80 - 3 * 22) / 4;
        for (var i = 0; i < 8; i++)
        {
            var (x, y) = (40 + i % 4 * (cw + 22), 312 + i / 4 * (cw + 108));
            s.Canvas.Rect(x, y, cw, cw * 0.86, s.Accent(i + i / 4), 16, 0.2);
            Ware(s, i, x + cw / 2, y + cw * 0.43, cw * 0.24, s.Accent(i + i / 4));
            s.Bar(x, y + cw * 0.86 + 20, cw * 0.62, 12, 1, s.Palette.Text);
            s.Bar(x, y + cw * 0.86 + 44, cw * 0.34);
        }
    }

    public static void Map(Scene s, double w, double h)
    {
        s.Canvas.Rect(0, 0, w, h, s.Palette.Panel);
        for (var i = -2; i < 9; i++)
        {
            s.Canvas.Line(i * 170, 0, i * 170 + 260, h, s.Palette.Surface, i % 3 == 0 ? 26 : 12);
            s.Canvas.Line(0, i * 120, w, i * 120 - 90, s.Palette.Surface, i % 4 == 0 ? 26 : 12);
        }

        s.Canvas.Fill(FormattableString.Invariant($"M0 {h * 0.72:0}C{w * 0.2:0} {h * 0.6:0} {w * 0.34:0} {h * 0.94:0} {w * 0.5:0} {h:0}L0 {h:0}Z"), s.Palette.C, 0.35);
        s.Canvas.Stroke(FormattableString.Invariant($"M{w * 0.4:0} {h * 0.86:0}L{w * 0.47:0} {h * 0.6:0}L{w * 0.66:0} {h * 0.55:0}L{w * 0.72:0} {h * 0.3:0}L{w * 0.9:0} {h * 0.22:0}"), s.Palette.A, 12);
        (double X, double Y)[] stops = [(0.4, 0.86), (0.47, 0.6), (0.66, 0.55), (0.72, 0.3), (0.9, 0.22)];
        for (var i = 0; i < stops.Length; i++)
        {
            s.Canvas.Circle(stops[i].X * w, stops[i].Y * h, 24, s.Palette.Surface);
            s.Canvas.Circle(stops[i].X * w, stops[i].Y * h, 15, s.Accent(i));
        }

        s.Canvas.Shadow(36, 36, 330, h - 110, 20, 0.6);
        s.Canvas.Rect(36, 36, 330, h - 110, s.Palette.Surface, 20);
        s.Canvas.Text(s.Label(0), 66, 92, 28, s.Palette.Text);
        for (var (row, y) = (0, 122.0); y < h - 150; row++, y += 84)
        {
            s.Canvas.Circle(82, y + 30, 17, s.Accent(row), 0.25);
            s.Canvas.Circle(82, y + 30, 8, s.Accent(row));
            s.Canvas.Text(s.Label(row + 1), 114, y + 26, 19, s.Palette.Text);
            s.Bar(114, y + 40, s.Dice.Between(90, 170), 9);
        }
    }

    private static void Sidebar(Scene s, double h)
    {
        s.Canvas.Rect(0, 0, Side, h, s.Palette.Panel);
        s.Canvas.Rect(28, 30, 40, 40, s.Palette.A, 11);
        s.Canvas.Circle(48, 50, 9, Scene.On(s.Palette.A));
        s.Bar(82, 43, 96, 14, 1, s.Palette.Text);
        var selected = s.Dice.Next(3);
        for (var i = 0; i < 7; i++)
        {
            var y = 112 + i * 54;
            if (i == selected)
            {
                s.Canvas.Rect(16, y - 14, Side - 32, 46, s.Palette.A, 12, 0.16);
            }

            s.Canvas.Rect(34, y - 1, 20, 20, i == selected ? s.Palette.A : s.Palette.Muted, 6);
            s.Canvas.Text(s.Label(i), 70, y + 16, 18, i == selected ? s.Palette.Text : s.Palette.Muted);
        }
    }

    private static void Heading(Scene s, double w, double x = Side + 36)
    {
        s.Canvas.Text(s.Label(0), x, 76, 34, s.Palette.Text);
        s.Canvas.Rect(w - 196, 40, 160, 48, s.Palette.A, 14);
        s.Bar(w - 164, 58, 96, 12, 1, Scene.On(s.Palette.A));
        s.Avatar(w - 236, 64, 24, 1);
    }

    private static void MainChart(Scene s, double x, double y, double width, double height)
    {
        switch (s.Dice.Next(4))
        {
            case 0:
                Charts.Bars(s, x, y, width, height, 12, s.Palette.A, s.Palette.B);
                break;
            case 1:
                Charts.Area(s, x, y, width, height, s.Palette.A);
                Charts.Area(s, x, y + height * 0.4, width, height * 0.6, s.Palette.B);
                break;
            case 2:
                Charts.Stacked(s, x, y, width, height, 10);
                break;
            default:
                Charts.Area(s, x, y, width, height, s.Palette.C, 16, 0.3);
                break;
        }
    }

    private static void Ware(Scene s, int kind, double x, double y, double r, string color)
    {
        switch (kind % 4)
        {
            case 0:
                s.Canvas.Rect(x - r, y - r * 0.7, r * 2, r * 1.7, color, r * 0.25);
                s.Canvas.Stroke(FormattableString.Invariant($"M{x - r * 0.45:0.#} {y - r * 0.6:0.#}a{r * 0.45:0.#} {r * 0.5:0.#} 0 0 1 {r * 0.9:0.#} 0"), color, r * 0.18);
                break;
            case 1:
                s.Canvas.Circle(x, y, r, color);
                s.Canvas.Circle(x, y, r * 0.45, s.Palette.Surface);
                break;
            case 2:
                s.Canvas.Fill(FormattableString.Invariant($"M{x:0.#} {y - r:0.#}L{x + r:0.#} {y + r * 0.9:0.#}L{x - r:0.#} {y + r * 0.9:0.#}Z"), color);
                break;
            default:
                s.Canvas.Rect(x - r * 0.4, y - r * 1.1, r * 0.8, r * 2.2, color, r * 0.3);
                s.Canvas.Rect(x - r, y + r * 0.5, r * 2, r * 0.6, color, r * 0.2);
                break;
        }
    }

    private static string Figure(Scene s, int index) => (index % 3) switch
    {
        0 => FormattableString.Invariant($"{s.Dice.Between(1.2, 48):0.0}k"),
        1 => FormattableString.Invariant($"{100 + s.Dice.Next(880)}"),
        _ => FormattableString.Invariant($"{s.Dice.Between(72, 99.4):0.0}%"),
    };
}
