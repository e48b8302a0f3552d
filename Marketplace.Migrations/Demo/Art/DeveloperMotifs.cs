namespace Marketplace.Migrations.Demo.Art;

/// <summary>Requests, terminals, node graphs, phones, charts and grids.</summary>
internal static class DeveloperMotifs
{
    public static void Request(Scene s, double w, double h)
    {
        var half = w * 0.54;
        s.Canvas.Rect(half, 0, w - half, h, s.Palette.Panel);
        var first = s.Code[0].Split(' ', 2);
        s.Canvas.Rect(36, 34, w - 72, 64, s.Palette.Panel, 14);
        s.Canvas.Frame(36, 34, w - 72, 64, s.Palette.Line, 14, 2, s.Palette.Surface);
        var badge = Lettering.Width(Lettering.Mono, first[0], 24) + 28;
        s.Canvas.Rect(48, 45, badge, 42, s.Palette.A, 9);
        s.Canvas.Text(first[0], 62, 75, 24, Scene.On(s.Palette.A), Lettering.Mono);
        s.Canvas.Text(first[^1], 66 + badge, 75, 24, s.Palette.Text, Lettering.Mono);
        CodeLines(s, s.Code.Skip(1).TakeWhile(line => line != "--"), 40, 164, 28, 47);
        var refused = s.Code.Any(line => line.Contains("\"status\": 400", StringComparison.Ordinal));
        var status = refused ? s.Palette.B : s.Palette.C;
        s.Pill(refused ? "400" : "200 OK", half + 30, 122, status, Scene.On(status), 20);
        s.Canvas.Text(FormattableString.Invariant($"{8 + s.Dice.Next(60)} ms"), half + 170, 149, 23, s.Palette.Muted, Lettering.Mono);
        CodeLines(s, s.Code.SkipWhile(line => line != "--").Skip(1), half + 32, 218, 26, 44);
        Charts.Bars(s, half + 30, h - 130, w - half - 60, 100, 26, s.Palette.A, s.Palette.B);
    }

    public static void Terminal(Scene s, double w, double h)
    {
        s.Canvas.Rect(0, 0, w, h, s.Palette.Panel);
        CodeLines(s, s.Code.Where(line => line != "--"), 44, 76, 32, 56);
        s.Canvas.Rect(44, 76 + s.Code.Count(line => line != "--") * 56 - 28, 18, 36, s.Palette.A);
    }

    public static void Editor(Scene s, double w, double h)
    {
        s.Canvas.Rect(0, 0, 230, h, s.Palette.Panel);
        for (var i = 0; i < 11; i++)
        {
            var indent = i % 4 == 0 ? 0 : 24;
            s.Canvas.Rect(30 + indent, 40 + i * 46, 18, 18, s.Accent(i), 5, 0.8);
            s.Bar(60 + indent, 44 + i * 46, s.Dice.Between(60, 120), 10, 1, i == 2 ? s.Palette.Text : null);
        }

        s.Canvas.Rect(230, 0, 210, 52, s.Palette.Panel);
        s.Canvas.Rect(230, 0, 210, 5, s.Palette.A);
        s.Canvas.Text(s.Label(0), 258, 36, 20, s.Palette.Text, Lettering.Mono);
        var lines = s.Code.Where(line => line != "--").ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            s.Canvas.Text((i + 1).ToString("00", System.Globalization.CultureInfo.InvariantCulture), 254, 110 + i * 46, 22, s.Palette.Line, Lettering.Mono);
        }

        CodeLines(s, lines, 312, 110, 28, 46);
    }

    public static void Nodes(Scene s, double w, double h)
    {
        for (var x = 30.0; x < w; x += 40)
        {
            for (var y = 30.0; y < h; y += 40)
            {
                s.Canvas.Rect(x, y, 3, 3, s.Palette.Line);
            }
        }

        (double X, double Y)[] spots = [(0.04, 0.40), (0.29, 0.14), (0.29, 0.64), (0.54, 0.14), (0.54, 0.42), (0.54, 0.74), (0.79, 0.28), (0.79, 0.64)];
        (int From, int To)[] links = [(0, 1), (0, 2), (1, 3), (1, 4), (2, 5), (2, 4), (3, 6), (4, 6), (5, 7), (4, 7)];
        var (nw, nh) = (w * 0.185, 92.0);
        foreach (var (from, to) in links)
        {
            var (x1, y1) = (spots[from].X * w + nw, spots[from].Y * h + nh / 2);
            var (x2, y2) = (spots[to].X * w, spots[to].Y * h + nh / 2);
            var bend = (x2 - x1) * 0.55;
            s.Canvas.Stroke(FormattableString.Invariant($"M{x1:0.#} {y1:0.#}C{x1 + bend:0.#} {y1:0.#} {x2 - bend:0.#} {y2:0.#} {x2:0.#} {y2:0.#}"), s.Palette.Muted, 4);
        }

        for (var i = 0; i < spots.Length; i++)
        {
            var (x, y) = (spots[i].X * w, spots[i].Y * h);
            s.Canvas.Shadow(x, y, nw, nh, 18, 0.35);
            s.Canvas.Frame(x, y, nw, nh, i == 0 ? s.Palette.A : s.Palette.Line, 18, i == 0 ? 5 : 3, s.Palette.Surface);
            s.Canvas.Rect(x + 16, y + 18, 56, 56, s.Accent(i), 15);
            Glyph(s, i, x + 44, y + 46, Scene.On(s.Accent(i)));
            var size = Math.Min(21, 21 * (nw - 100) / Lettering.Width(Lettering.Display, s.Label(i), 21));
            s.Canvas.Text(s.Label(i), x + 86, y + 42, size, s.Palette.Text);
            s.Bar(x + 86, y + 56, s.Dice.Between(50, nw - 112), 9);
            s.Canvas.Circle(x + nw, y + nh / 2, 8, s.Accent(i));
            s.Canvas.Circle(x, y + nh / 2, 8, s.Palette.Muted);
        }
    }

    /// <summary>A graph of steps in a row with runs below: pipelines, schedules, builds.</summary>
    public static void Pipeline(Scene s, double w, double h)
    {
        s.Canvas.Text(s.Label(0), 40, 76, 34, s.Palette.Text);
        s.Pill(s.Label(1), w - 220, 44, s.Palette.C, Scene.On(s.Palette.C), 20);
        for (var i = 0; i < 5; i++)
        {
            var x = 40 + i * (w - 80) / 5;
            var cw = (w - 80) / 5 - 34;
            if (i < 4)
            {
                s.Canvas.Line(x + cw, 176, x + cw + 34, 176, s.Palette.Muted, 4);
            }

            s.Card(x, 120, cw, 112);
            s.Canvas.Circle(x + 36, 158, 16, i == 3 ? s.Palette.B : s.Palette.C);
            s.Canvas.Stroke(FormattableString.Invariant($"M{x + 29:0.#} 158l5 6l10 -12"), Scene.On(i == 3 ? s.Palette.B : s.Palette.C), 4);
            s.Canvas.Text(s.Label(i + 2), x + 62, 165, 19, s.Palette.Text);
            s.Bar(x + 22, 196, cw * 0.5, 9);
        }

        for (var (row, y) = (0, 266.0); y < h; row++, y += 62)
        {
            s.Canvas.Text(FormattableString.Invariant($"#{1284 - row}"), 44, y + 33, 21, s.Palette.Muted, Lettering.Mono);
            var x = 150.0;
            while (x < w - 160)
            {
                var length = s.Dice.Between(50, 190);
                s.Canvas.Rect(x, y + 12, length, 30, s.Dice.Next(9) == 0 ? s.Palette.B : s.Accent(s.Dice.Next(2) * 2), 9, 0.85);
                x += length + 10;
            }
        }
    }

    public static void Phones(Scene s, double w, double h)
    {
        var pw = Math.Min(w * 0.46, h * 0.52);
        Phone(s, w * 0.5 + 24, 70, pw, false);
        Phone(s, w * 0.5 - pw - 24, 0, pw, true);
    }

    public static void ChartSheet(Scene s, double w, double h)
    {
        var (cw, ch) = ((w - 72 - 22) / 2, (h - 72 - 22) / 2);
        for (var i = 0; i < 4; i++)
        {
            var (x, y) = (36 + i % 2 * (cw + 22), 36 + i / 2 * (ch + 22));
            s.Card(x, y, cw, ch, 18);
            s.Canvas.Text(s.Label(i), x + 26, y + 44, 21, s.Palette.Text);
            switch ((i + s.Name.Length) % 4)
            {
                case 0:
                    Charts.Stacked(s, x + 26, y + 66, cw - 52, ch - 92, 12);
                    break;
                case 1:
                    Charts.Donut(s, x + cw / 2, y + ch / 2 + 18, ch * 0.3, 34);
                    break;
                case 2:
                    Charts.Grid(s, x + 26, y + 70, cw - 52, ch - 100);
                    Charts.Area(s, x + 26, y + 70, cw - 52, ch - 100, s.Palette.A);
                    Charts.Area(s, x + 26, y + 130, cw - 52, ch - 160, s.Palette.B);
                    break;
                default:
                    Charts.Heat(s, x + 26, y + 66, (int)((cw - 52) / 36), (int)((ch - 90) / 36), 36);
                    break;
            }
        }
    }

    public static void DataGrid(Scene s, double w, double h)
    {
        string[] heads = ["#", .. s.Labels];
        s.Canvas.Rect(0, 0, w, 66, s.Palette.Panel);
        var cw = (w - 90) / 5;
        for (var column = 0; column < 6; column++)
        {
            var x = column == 0 ? 0 : 90 + (column - 1) * cw;
            s.Canvas.Text(heads[column % heads.Length], x + 24, 43, 20, s.Palette.Text);
            s.Canvas.Line(x, 0, x, h, s.Palette.Line);
        }

        for (var (row, y) = (1, 66.0); y < h; row++, y += 56)
        {
            s.Canvas.Line(0, y, w, y, s.Palette.Line);
            s.Canvas.Text(row.ToString(System.Globalization.CultureInfo.InvariantCulture), 26, y + 37, 20, s.Palette.Muted, Lettering.Mono);
            for (var column = 0; column < 5; column++)
            {
                var x = 90 + column * cw + 24;
                if (column == 2)
                {
                    s.Canvas.Rect(x, y + 16, 88, 26, s.Accent(s.Dice.Next(3)), 13, 0.35);
                }
                else
                {
                    s.Bar(x, y + 23, s.Dice.Between(0.3, 0.72) * cw, 11, 1, column == 0 ? s.Palette.Text : null);
                }
            }
        }

        s.Canvas.Frame(90 + cw, 66 + 56 * 3, cw, 56, s.Palette.A, 3, 4);
        s.Canvas.Rect(90 + 2 * cw - 7, 66 + 56 * 4 - 7, 14, 14, s.Palette.A, 3);
    }

    public static void CommandMenu(Scene s, double w, double h)
    {
        s.Canvas.Rect(0, 0, w, h, s.Palette.Panel);
        for (var i = 0; i < 9; i++)
        {
            s.Bar(60, 70 + i * 64, s.Dice.Between(200, w - 160), 16, 0.3);
        }

        var (x, mw) = (w * 0.09, w * 0.82);
        s.Canvas.Shadow(x, 70, mw, h, 24);
        s.Card(x, 70, mw, h, 24);
        s.Canvas.Ring(x + 54, 118, 14, s.Palette.Muted, 5);
        s.Canvas.Line(x + 64, 128, x + 74, 138, s.Palette.Muted, 5);
        s.Canvas.Text(s.Label(0), x + 96, 130, 29, s.Palette.Text);
        s.Canvas.Rect(x + 106 + Lettering.Width(Lettering.Display, s.Label(0), 29), 104, 4, 34, s.Palette.A);
        s.Canvas.Line(x, 164, x + mw, 164, s.Palette.Line);
        for (var (row, y) = (1, 184.0); y < h; row++, y += 72)
        {
            if (row == 2)
            {
                s.Canvas.Rect(x + 16, y, mw - 32, 64, s.Palette.A, 14, 0.16);
            }

            s.Canvas.Rect(x + 38, y + 15, 34, 34, s.Accent(row), 10);
            s.Canvas.Text(s.Label(row), x + 96, y + 41, 24, s.Palette.Text);
            s.Canvas.Frame(x + mw - 92, y + 16, 56, 34, s.Palette.Line, 9);
            s.Bar(x + mw - 78, y + 29, 28, 9);
        }
    }

    private static void Phone(Scene s, double x, double y, double w, bool front)
    {
        var h = w * 2.08;
        s.Canvas.Shadow(x, y, w, h, w * 0.13);
        s.Canvas.Rect(x, y, w, h, "#0b0c10", w * 0.14);
        var (sx, sy, sw, sh) = (x + 12, y + 12, w - 24, h - 24);
        using (s.Canvas.Clip(sx, sy, sw, sh, w * 0.115))
        {
            s.Canvas.Rect(sx, sy, sw, sh, s.Palette.Surface);
            if (front)
            {
                FrontScreen(s, sx, sy, sw);
            }
            else
            {
                BackScreen(s, sx, sy, sw);
            }
        }

        s.Canvas.Rect(x + w * 0.36, y + 26, w * 0.28, 24, "#0b0c10", 12);
    }

    private static void FrontScreen(Scene s, double x, double y, double w)
    {
        s.Canvas.Text(s.Label(0), x + 28, y + 112, 36, s.Palette.Text);
        s.Canvas.Rect(x + 24, y + 138, w - 48, w * 0.56, s.Palette.A, 26);
        var ink = Scene.On(s.Palette.A);
        s.Canvas.Text(FormattableString.Invariant($"{120 + s.Dice.Next(860)}"), x + 52, y + 212, 58, ink);
        s.Bar(x + 52, y + 232, w * 0.32, 12, 0.6, ink);
        Charts.Bars(s, x + w * 0.46, y + 170, w * 0.42, w * 0.4, 7, ink, ink);
        for (var row = 0; row < 7; row++)
        {
            var top = y + 138 + w * 0.56 + 26 + row * 92;
            s.Canvas.Rect(x + 24, top, w - 48, 78, s.Palette.Panel, 20);
            s.Avatar(x + 66, top + 39, 24, row + 1);
            s.Canvas.Text(s.Label(row + 1), x + 106, top + 36, 21, s.Palette.Text);
            s.Bar(x + 106, top + 50, s.Dice.Between(60, 120), 9);
        }
    }

    private static void BackScreen(Scene s, double x, double y, double w)
    {
        s.Canvas.Rect(x, y, w, w * 0.86, s.Palette.B);
        s.Canvas.Circle(x + w * 0.74, y + w * 0.4, w * 0.22, s.Palette.C);
        s.Canvas.Fill(FormattableString.Invariant($"M{x:0.#} {y + w * 0.86:0.#}L{x + w * 0.36:0.#} {y + w * 0.42:0.#}L{x + w * 0.66:0.#} {y + w * 0.72:0.#}L{x + w * 0.8:0.#} {y + w * 0.6:0.#}L{x + w:0.#} {y + w * 0.86:0.#}Z"), s.Palette.A);
        s.Canvas.Text(s.Label(1), x + 28, y + w * 0.86 + 64, 32, s.Palette.Text);
        s.Bar(x + 28, y + w * 0.86 + 88, w * 0.6);
        for (var i = 0; i < 6; i++)
        {
            var (cx, cy) = (x + 28 + i % 2 * (w / 2 - 14), y + w * 0.86 + 124 + i / 2 * 150);
            s.Canvas.Rect(cx, cy, w / 2 - 42, 132, s.Palette.Panel, 20);
            s.Canvas.Circle(cx + 38, cy + 40, 18, s.Accent(i));
            s.Canvas.Text(s.Label(i + 2), cx + 20, cy + 104, 19, s.Palette.Text);
        }
    }

    private static void CodeLines(Scene s, IEnumerable<string> lines, double x, double y, double size, double step)
    {
        foreach (var line in lines)
        {
            var trimmed = line.TrimStart();
            var at = x + (line.Length - trimmed.Length) * size * 0.6;
            var colon = trimmed.IndexOf(": ", StringComparison.Ordinal);
            if (trimmed.StartsWith('$') || trimmed.StartsWith('>'))
            {
                s.Canvas.Text(trimmed[..1], at, y, size, s.Palette.B, Lettering.Mono);
                s.Canvas.Text(trimmed[1..], at + size * 0.6, y, size, s.Palette.Text, Lettering.Mono);
            }
            else if (trimmed.StartsWith('#') || trimmed.StartsWith("//", StringComparison.Ordinal))
            {
                s.Canvas.Text(trimmed, at, y, size, s.Palette.Muted, Lettering.Mono);
            }
            else if (colon > 0)
            {
                s.Canvas.Text(trimmed[..(colon + 1)], at, y, size, s.Palette.Muted, Lettering.Mono);
                s.Canvas.Text(trimmed[(colon + 1)..], at + (colon + 1) * size * 0.6, y, size, trimmed.Contains('"') ? s.Palette.A : s.Palette.B, Lettering.Mono);
            }
            else
            {
                s.Canvas.Text(trimmed, at, y, size, s.Palette.Text, Lettering.Mono);
            }

            y += step;
        }
    }

    private static void Glyph(Scene s, int kind, double x, double y, string ink)
    {
        switch (kind % 5)
        {
            case 0:
                s.Canvas.Fill(FormattableString.Invariant($"M{x + 3:0.#} {y - 18:0.#}l-14 20h9l-3 16l16 -22h-10z"), ink);
                break;
            case 1:
                s.Canvas.Frame(x - 16, y - 12, 32, 24, ink, 5, 4);
                s.Canvas.Stroke(FormattableString.Invariant($"M{x - 14:0.#} {y - 8:0.#}l14 11l14 -11"), ink, 4);
                break;
            case 2:
                s.Canvas.Stroke(FormattableString.Invariant($"M{x - 15:0.#} {y - 14:0.#}h30l-11 14v14l-8 -5v-9z"), ink, 4);
                break;
            case 3:
                s.Canvas.Stroke(FormattableString.Invariant($"M{x - 8:0.#} {y - 12:0.#}l-10 12l10 12M{x + 8:0.#} {y - 12:0.#}l10 12l-10 12"), ink, 4.5);
                break;
            default:
                s.Canvas.Ring(x, y, 15, ink, 4);
                s.Canvas.Stroke(FormattableString.Invariant($"M{x:0.#} {y - 8:0.#}v9l7 5"), ink, 4);
                break;
        }
    }
}
