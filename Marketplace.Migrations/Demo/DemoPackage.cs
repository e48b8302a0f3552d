using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;

namespace Marketplace.Migrations.Demo;

/// <summary>A product's zip: the files of its kit and the common ones, with its names filled in. The same input gives the same bytes.</summary>
internal static partial class DemoPackage
{
    private static readonly DateTimeOffset FileTime = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    public static byte[] Build(DemoProduct product, DemoSeller seller, string version)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in Files(product, seller, version))
            {
                var entry = zip.CreateEntry($"{Words(product)["name"]}-{version}/{path}", CompressionLevel.Optimal);
                entry.LastWriteTime = FileTime;
                using var stream = entry.Open();
                stream.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return memory.ToArray();
    }

    public static IReadOnlyList<(string Path, string Content)> Files(DemoProduct product, DemoSeller seller, string version)
    {
        var words = Words(product);
        words["version"] = version;
        words["seller"] = seller.Name;
        words["seller_k"] = seller.Handle;
        words["year"] = "2026";
        words["title"] = product.Title;
        words["description"] = product.Description;
        words["summary"] = product.Summary;
        words["summary_q"] = product.Summary.Replace('"', '\'');
        words["summary_x"] = SecurityElement.Escape(product.Summary);
        words["changelog"] = Changelog(product, version);
        words["cover"] = DemoCover.Draw(product.Art, product.Slug, 0);
        words["parts"] = string.Join('\n', product.Nouns.Select(noun => $"- **{Forms(noun)["Nouns_w"]}**: rules, storage and the outside, in one folder."));

        var nouns = product.Nouns.Select((noun, index) => NounWords(words, noun, index)).ToList();
        words["first_nouns_s"] = nouns[0]["nouns_s"];
        return [.. Expand(DemoFiles.ReadText("Kits/common.txt"), words, nouns), .. Expand(DemoFiles.ReadText($"Kits/{product.Kit}.txt"), words, nouns)];
    }

    /// <summary><c>=== path</c> begins a file; <c>=*= path</c> one per noun; <c>{{#nouns}}…{{/nouns}}</c> repeats within a file.</summary>
    private static IEnumerable<(string Path, string Content)> Expand(string kit, Dictionary<string, string> words, List<Dictionary<string, string>> nouns)
    {
        foreach (Match file in FilePattern().Matches(kit))
        {
            var (path, content) = (file.Groups["path"].Value, file.Groups["content"].Value);
            foreach (var scope in file.Groups["each"].Value == "*" ? nouns : [words])
            {
                var repeated = RepeatPattern().Replace(content, match => string.Concat(nouns.Select(noun => Fill(match.Groups[1].Value, noun))));
                yield return (Fill(path, scope), Fill(repeated, scope));
            }
        }
    }

    private static string Fill(string text, Dictionary<string, string> words) =>
        MarkPattern().Replace(text, match => words.TryGetValue(match.Groups[1].Value, out var word)
            ? word
            : throw new InvalidOperationException($"A kit uses the unknown mark {match.Value}."));

    private static string Changelog(DemoProduct product, string version)
    {
        var text = new StringBuilder();
        foreach (var released in product.Versions.TakeWhile(released => released.Number != version).Append(product.Versions.Single(found => found.Number == version)).Reverse())
        {
            text.Append(CultureInfo.InvariantCulture, $"## {released.Number}\n\n");
            foreach (var line in released.Changelog.Split("; "))
            {
                text.Append(CultureInfo.InvariantCulture, $"- {char.ToUpperInvariant(line[0])}{line[1..].TrimEnd('.')}.\n");
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd();
    }

    private static Dictionary<string, string> Words(DemoProduct product)
    {
        var parts = product.Art.Name.Split(' ', '-');
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = string.Join('-', parts).ToLowerInvariant(),
            ["name_s"] = string.Join('_', parts).ToLowerInvariant(),
            ["name_l"] = string.Concat(parts).ToLowerInvariant(),
            ["NAME"] = string.Join('_', parts).ToUpperInvariant(),
            ["Name"] = string.Concat(parts),
            ["name_title"] = product.Art.Name,
        };
    }

    private static Dictionary<string, string> NounWords(Dictionary<string, string> words, string noun, int index)
    {
        var scope = new Dictionary<string, string>(words, StringComparer.Ordinal) { ["index"] = (index + 1).ToString(CultureInfo.InvariantCulture) };
        foreach (var (name, form) in Forms(noun))
        {
            scope[name] = form;
        }

        return scope;
    }

    private static Dictionary<string, string> Forms(string noun)
    {
        var plural = Plural(noun);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Noun"] = noun,
            ["noun"] = char.ToLowerInvariant(noun[0]) + noun[1..],
            ["noun_k"] = Separated(noun, '-'),
            ["noun_s"] = Separated(noun, '_'),
            ["noun_l"] = noun.ToLowerInvariant(),
            ["noun_w"] = Separated(noun, ' '),
            ["Noun_w"] = Capital(Separated(noun, ' ')),
            ["Nouns"] = plural,
            ["nouns"] = char.ToLowerInvariant(plural[0]) + plural[1..],
            ["nouns_k"] = Separated(plural, '-'),
            ["nouns_s"] = Separated(plural, '_'),
            ["nouns_w"] = Separated(plural, ' '),
            ["Nouns_w"] = Capital(Separated(plural, ' ')),
        };
    }

    private static string Plural(string noun) => noun switch
    {
        "Matrix" => "Matrices",
        "Quiz" => "Quizzes",
        _ when noun.EndsWith('y') && !"aeou".Contains(noun[^2], StringComparison.Ordinal) => noun[..^1] + "ies",
        _ when noun.EndsWith('s') || noun.EndsWith('x') || noun.EndsWith("ch", StringComparison.Ordinal) => noun + "es",
        _ => noun + "s",
    };

    private static string Separated(string pascal, char separator) =>
        HumpPattern().Replace(pascal, match => $"{separator}{match.Value}").ToLowerInvariant();

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    [GeneratedRegex(@"^=(?<each>[=*])= (?<path>\S+)\n(?<content>.*?)(?=^=[=*]= |\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FilePattern();

    [GeneratedRegex(@"\{\{#nouns\}\}(.*?)\{\{/nouns\}\}", RegexOptions.Singleline)]
    private static partial Regex RepeatPattern();

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex MarkPattern();

    [GeneratedRegex(@"(?<=[a-z0-9])[A-Z]")]
    private static partial Regex HumpPattern();
}
