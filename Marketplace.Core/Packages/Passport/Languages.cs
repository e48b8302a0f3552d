namespace Marketplace.Core.Packages.Passport;

/// <summary>Which language a file is written in, by its name.</summary>
internal static class Languages
{
    private static readonly Dictionary<string, string> ByExtension = new(StringComparer.OrdinalIgnoreCase);

    private static readonly (string Language, string Extensions)[] Table =
    [
        ("C#", ".cs .csx"), ("F#", ".fs .fsx .fsi"), ("Visual Basic", ".vb"), ("Razor", ".razor .cshtml"), ("XAML", ".xaml .axaml"), ("JavaScript", ".js .mjs .cjs .jsx"),
        ("TypeScript", ".ts .mts .cts .tsx"), ("Vue", ".vue"), ("Svelte", ".svelte"), ("Astro", ".astro"), ("Python", ".py .pyi"), ("Jupyter Notebook", ".ipynb"), ("Java", ".java"),
        ("Kotlin", ".kt .kts"), ("Scala", ".scala .sc"), ("Groovy", ".groovy .gradle"), ("Clojure", ".clj .cljs"), ("Go", ".go"), ("Rust", ".rs"), ("C", ".c .h"), ("C++", ".cpp .cc .cxx .hpp .hh .hxx"),
        ("Objective-C", ".m .mm"), ("Swift", ".swift"), ("Dart", ".dart"), ("PHP", ".php"), ("Ruby", ".rb .rake .gemspec"), ("Elixir", ".ex .exs"), ("Erlang", ".erl"), ("Haskell", ".hs"),
        ("OCaml", ".ml .mli"), ("Lua", ".lua"), ("Perl", ".pl .pm"), ("R", ".r"), ("Julia", ".jl"), ("Zig", ".zig"), ("Nim", ".nim"), ("Shell", ".sh .bash .zsh .fish"), ("PowerShell", ".ps1 .psm1"),
        ("Batch", ".bat .cmd"), ("SQL", ".sql"), ("HTML", ".html .htm"), ("CSS", ".css"), ("SCSS", ".scss .sass"), ("Less", ".less"), ("GraphQL", ".graphql .gql"), ("Protocol Buffers", ".proto"),
        ("HCL", ".tf .hcl"), ("Bicep", ".bicep"), ("Solidity", ".sol"), ("GLSL", ".glsl .vert .frag .shader .hlsl"), ("GDScript", ".gd"), ("Liquid", ".liquid"), ("Twig", ".twig"), ("Handlebars", ".hbs"),
        ("Pug", ".pug"), ("WebAssembly Text", ".wat"), ("Assembly", ".asm .s"),
    ];

    static Languages()
    {
        foreach (var (language, extensions) in Table)
        {
            foreach (var extension in extensions.Split(' '))
            {
                ByExtension.Add(extension, language);
            }
        }
    }

    public static string? Of(string path)
    {
        var name = Path.GetFileName(path);
        return name.StartsWith("Dockerfile", StringComparison.Ordinal) ? "Dockerfile"
            : name is "Makefile" or "makefile" or "GNUmakefile" ? "Makefile"
            : ByExtension.GetValueOrDefault(Path.GetExtension(name));
    }

    public static int CountLines(ReadOnlySpan<char> text)
    {
        var lines = 0;
        while (text.Length > 0)
        {
            var end = text.IndexOf('\n');
            var line = end < 0 ? text : text[..end];
            lines += line.IsWhiteSpace() ? 0 : 1;
            text = end < 0 ? [] : text[(end + 1)..];
        }

        return lines;
    }
}
