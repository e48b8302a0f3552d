namespace Marketplace.Migrations.Demo.Art;

/// <summary>Background pair, lettering, the window's colours and three accents.</summary>
internal sealed record Palette(
    string Back, string Shape, string Ink, string Surface, string Panel, string Line, string Text, string Muted, string A, string B, string C)
{
    private static readonly Dictionary<string, Palette> ByName = new(StringComparer.Ordinal)
    {
        ["cobalt"] = new("#2743e3", "#2039c6", "#ffffff", "#ffffff", "#f1f3fb", "#dfe3f3", "#161b33", "#a9b1cf", "#2743e3", "#ff7a45", "#22c3a6"),
        ["paper"] = new("#f3eee4", "#eae2d3", "#1c1a17", "#211f1d", "#2c2927", "#3d3936", "#f5f0e6", "#847c73", "#ff5c38", "#ffc857", "#6ad0b5"),
        ["forest"] = new("#10443a", "#0c382f", "#e9f5ec", "#f7faf6", "#eaf2ec", "#d7e4da", "#12352c", "#9db8ab", "#1c8a62", "#f2b441", "#e2653d"),
        ["coral"] = new("#ff6f52", "#f8603f", "#2a0f0a", "#fffaf6", "#fdeee6", "#f3dacd", "#2a0f0a", "#cfa898", "#e0452a", "#2b4c7e", "#f4b740"),
        ["night"] = new("#0f1122", "#171a31", "#eef0ff", "#191c33", "#22264a", "#30355c", "#e9ebff", "#7379aa", "#7c7bff", "#35d0ba", "#ff8fa3"),
        ["butter"] = new("#ffd65a", "#fbc93c", "#241c05", "#fffdf5", "#fbf3d9", "#eee0b3", "#241c05", "#bda974", "#e4572e", "#2d6a6a", "#3b7dd8"),
        ["lilac"] = new("#d9ccff", "#cbbafd", "#1f1147", "#ffffff", "#f5f1ff", "#e3dafc", "#1f1147", "#ab9cd6", "#6b3df0", "#ff7bac", "#1bb28a"),
        ["slate"] = new("#27303d", "#2f3948", "#f2f5f9", "#ffffff", "#f1f4f8", "#dde3eb", "#1b232e", "#9caabb", "#3f8efc", "#fbbf24", "#34d399"),
        ["mint"] = new("#bfeedd", "#abe5d0", "#06302a", "#0d2d29", "#133a35", "#1d4d46", "#e8fff7", "#5f9488", "#2ee6a6", "#ffd166", "#ff7f6b"),
        ["wine"] = new("#54163a", "#46102f", "#ffeaf0", "#fff8fa", "#fceef3", "#f2d9e2", "#3a0d25", "#c7a0b1", "#c2255c", "#f59f00", "#5c7cfa"),
        ["sky"] = new("#cfe6ff", "#bbdbff", "#0b2545", "#ffffff", "#eff6ff", "#d8e7f8", "#0b2545", "#9bb4d0", "#1d6fe0", "#ff9f1c", "#2ec4b6"),
        ["graphite"] = new("#e6e8eb", "#dadde2", "#15171a", "#16181d", "#20232a", "#30343d", "#f3f5f7", "#757c88", "#b6f23c", "#59c3ff", "#ff6b6b"),
        ["teal"] = new("#0b6f78", "#09626a", "#effcfb", "#ffffff", "#edf7f7", "#d4e7e8", "#083d42", "#94b8bb", "#0a8f99", "#ff8a5b", "#f6c945"),
        ["rose"] = new("#ffd9de", "#ffcad2", "#3b0a1a", "#ffffff", "#fff2f4", "#f8dce1", "#3b0a1a", "#d3a2ad", "#e23e64", "#3d5a98", "#f2a541"),
        ["moss"] = new("#dfe5c8", "#d3dbb6", "#232b12", "#fdfdf6", "#f1f3e2", "#dde2c4", "#232b12", "#a5ad85", "#6a8f1f", "#d9622b", "#2f6f8f"),
        ["carbon"] = new("#101312", "#191d1c", "#eafff4", "#181c1b", "#212726", "#303736", "#eafff4", "#717d79", "#3dffa2", "#ffe45c", "#5cc8ff"),
    };

    public static Palette Named(string name) =>
        ByName.TryGetValue(name, out var palette) ? palette : throw new InvalidOperationException($"There is no palette '{name}'.");
}
