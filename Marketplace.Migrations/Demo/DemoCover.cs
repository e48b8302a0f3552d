using System.Text;
using Marketplace.Migrations.Demo.Art;
using NetVips;

namespace Marketplace.Migrations.Demo;

/// <summary>A product's pictures: the cover (index 0) and screens for the gallery, drawn as SVG and rendered by libvips.</summary>
internal static class DemoCover
{
    public const int Width = 1600;
    public const int Height = 1000;

    private static readonly int[] Widths = [400, 800, Width];

    private static readonly Dictionary<string, Action<Scene, double, double>> Motifs = new(StringComparer.Ordinal)
    {
        ["dashboard"] = BusinessMotifs.Dashboard,
        ["table"] = BusinessMotifs.Table,
        ["kanban"] = BusinessMotifs.Kanban,
        ["calendar"] = BusinessMotifs.Calendar,
        ["document"] = BusinessMotifs.Document,
        ["chat"] = BusinessMotifs.Chat,
        ["storefront"] = BusinessMotifs.Storefront,
        ["map"] = BusinessMotifs.Map,
        ["request"] = DeveloperMotifs.Request,
        ["terminal"] = DeveloperMotifs.Terminal,
        ["editor"] = DeveloperMotifs.Editor,
        ["nodes"] = DeveloperMotifs.Nodes,
        ["pipeline"] = DeveloperMotifs.Pipeline,
        ["phones"] = DeveloperMotifs.Phones,
        ["specimens"] = ComponentMotifs.Specimens,
        ["charts"] = DeveloperMotifs.ChartSheet,
        ["grid"] = DeveloperMotifs.DataGrid,
        ["menu"] = DeveloperMotifs.CommandMenu,
    };

    public static int Count(DemoArt art) => art.Motifs.Count;

    /// <returns>WebP bytes by width, ascending: what <see cref="Core.Catalog.ImageRenderer"/> would make of an upload, in a third of the time.</returns>
    public static IReadOnlyList<(int Width, byte[] Bytes)> Render(DemoArt art, string slug, int index)
    {
        using var drawn = Image.SvgloadBuffer(Encoding.UTF8.GetBytes(Draw(art, slug, index)));
        using var flat = drawn.Flatten();
        using var full = flat.CopyMemory();
        var files = new List<(int, byte[])>();
        foreach (var width in Widths)
        {
            using var scaled = full.ThumbnailImage(width);
            files.Add((width, scaled.WebpsaveBuffer(q: 84, effort: 0)));
        }

        return files;
    }

    public static string Draw(DemoArt art, string slug, int index)
    {
        var canvas = new SvgCanvas();
        var palette = Palette.Named(art.Palette);
        var scene = new Scene(canvas, palette, new DemoRandom(slug + index), art.Name, art.Labels, art.Code);
        Backdrop(scene);
        if (index > 0)
        {
            Gallery(scene, art.Motifs[index]);
        }
        else if (art.Motifs[0] == "phones")
        {
            Title(scene, art.Caption, 96, 470, 640);
            using (canvas.Group(760, 110))
            {
                DeveloperMotifs.Phones(scene, 860, 900);
            }
        }
        else
        {
            Front(scene, art);
        }

        return canvas.ToSvg(Width, Height);
    }

    private static void Front(Scene scene, DemoArt art)
    {
        switch (scene.Dice.Next(3))
        {
            case 0:
                Title(scene, art.Caption, 96, 196, 1300);
                Window(scene, art.Motifs[0], 300, 330, 1400, 860);
                break;
            case 1:
                // The window's own bar stays above the edge.
                Window(scene, art.Motifs[0], 300, -54, 1400, 724);
                Title(scene, art.Caption, 96, 850, 1300);
                break;
            default:
                var size = TitleSize(art.Name, 1300);
                scene.Canvas.Text(art.Name, (Width - Lettering.Width(Lettering.Display, art.Name, size, -18)) / 2, 196, size, scene.Palette.Ink, tracking: -18);
                scene.Canvas.Centered(art.Caption, Width / 2, 262, 34, scene.Palette.Ink, Lettering.Mono);
                Window(scene, art.Motifs[0], 140, 330, 1320, 860);
                break;
        }
    }

    private static void Gallery(Scene scene, string motif)
    {
        if (motif == "phones")
        {
            using (scene.Canvas.Group(300, 60))
            {
                DeveloperMotifs.Phones(scene, 1000, 900);
            }

            return;
        }

        Window(scene, motif, 130, 90, 1340, 820);
    }

    private static void Title(Scene scene, string caption, double x, double y, double room)
    {
        // A long name beside a phone reads better in two lines than in small letters.
        var lines = room < 1000 && scene.Name.Length > 9 ? scene.Name.Split(' ') : [scene.Name];
        var size = lines.Min(line => TitleSize(line, room));
        for (var i = 0; i < lines.Length; i++)
        {
            scene.Canvas.Text(lines[i], x - 6, y - (lines.Length - 1 - i) * size * 0.96, size, scene.Palette.Ink, tracking: -18);
        }

        scene.Canvas.Text(caption, x, y + 66, 34, scene.Palette.Ink, Lettering.Mono);
    }

    private static double TitleSize(string text, double room) =>
        Math.Min(170, 170 * room / Lettering.Width(Lettering.Display, text, 170, -18));

    private static void Window(Scene scene, string motif, double x, double y, double w, double h)
    {
        var palette = scene.Palette;
        scene.Canvas.Shadow(x, y, w, h, 26);
        using (scene.Canvas.Clip(x, y, w, h, 26))
        {
            scene.Canvas.Rect(x, y, w, h, palette.Surface);
            scene.Canvas.Rect(x, y, w, 54, palette.Panel);
            scene.Canvas.Line(x, y + 54, x + w, y + 54, palette.Line);
            for (var i = 0; i < 3; i++)
            {
                scene.Canvas.Circle(x + 34 + i * 28, y + 27, 9, i == 0 ? palette.A : palette.Line);
            }

            using (scene.Canvas.Group(x, y + 55))
            {
                Motifs[motif](scene, w, h - 55);
            }
        }
    }

    private static void Backdrop(Scene scene)
    {
        var (canvas, palette, dice) = (scene.Canvas, scene.Palette, scene.Dice);
        canvas.Rect(0, 0, Width, Height, palette.Back);
        switch (dice.Next(5))
        {
            case 0:
                canvas.Circle(dice.Between(100, 500), dice.Between(700, 1000), dice.Between(420, 620), palette.Shape);
                break;
            case 1:
                for (var radius = 260; radius <= 1100; radius += 140)
                {
                    canvas.Ring(0, 1000, radius, palette.Shape, 56);
                }

                break;
            case 2:
                for (var x = -1000; x < Width; x += 150)
                {
                    canvas.Line(x, 1040, x + 1100, -40, palette.Shape, 46);
                }

                break;
            case 3:
                for (var x = 40; x < Width; x += 80)
                {
                    for (var y = 40; y < Height; y += 80)
                    {
                        canvas.Circle(x, y, 9, palette.Shape);
                    }
                }

                break;
            default:
                canvas.Fill("M0 620C360 470 620 820 1000 640S1420 360 1600 420V1000H0Z", palette.Shape);
                break;
        }
    }
}
