using System.Text.RegularExpressions;

namespace Marketplace.Core.Packages.Passport;

internal static partial class TomlManifests
{
    public static IReadOnlyList<FoundDependency> CargoToml(string text)
    {
        var found = new List<FoundDependency>();
        foreach (var (section, line) in Lines(text))
        {
            var scope = section.Contains("dev-dependencies", StringComparison.Ordinal) || section.Contains("build-dependencies", StringComparison.Ordinal) ? DependencyScope.Dev : DependencyScope.Runtime;
            var table = CargoSection().Match(section);
            if (table.Groups["name"].Success)
            {
                if (line.Length == 0)
                {
                    found.Add(new("cargo", table.Groups["name"].Value, null, Scope: scope));
                }
            }
            else if (table.Success && Pair().Match(line) is { Success: true } pair)
            {
                // Cargo's "1.2" means "1.2 or newer in 1.x"; only "=1.2.3" is one version.
                var version = Quoted().Match(pair.Groups["value"].Value).Groups["text"].Value;
                found.Add(new("cargo", pair.Groups["name"].Value, version.StartsWith('=') ? Manifests.Exact(version) : null, Scope: scope));
            }
        }

        return found;
    }

    public static IReadOnlyList<FoundDependency> PyProject(string text)
    {
        var found = new List<FoundDependency>();
        DependencyScope? list = null;
        foreach (var (section, line) in Lines(text))
        {
            var isDev = section.Contains("dev", StringComparison.Ordinal) || section.Contains("test", StringComparison.Ordinal) || section is "dependency-groups" or "project.optional-dependencies";
            var scope = isDev ? DependencyScope.Dev : DependencyScope.Runtime;
            if (section.StartsWith("tool.poetry", StringComparison.Ordinal) && section.EndsWith("dependencies", StringComparison.Ordinal))
            {
                if (Pair().Match(line) is { Success: true } pair && pair.Groups["name"].Value != "python")
                {
                    found.Add(new("pypi", pair.Groups["name"].Value, Manifests.Exact(Quoted().Match(pair.Groups["value"].Value).Groups["text"].Value), Scope: scope));
                }

                continue;
            }

            if (Pair().Match(line) is { Success: true } start)
            {
                var isList = (section == "project" && start.Groups["name"].Value == "dependencies") || section is "project.optional-dependencies" or "dependency-groups";
                list = isList && start.Groups["value"].Value.StartsWith('[') ? scope : null;
            }

            if (list is { } open)
            {
                var value = Pair().Match(line) is { Success: true } same ? same.Groups["value"].Value : line;
                found.AddRange(Quoted().Matches(value).Select(match => LineManifests.Requirement(match.Groups["text"].Value, open)).OfType<FoundDependency>());
                list = value.TrimEnd().EndsWith(']') ? null : list;
            }
        }

        return found;
    }

    public static IReadOnlyList<FoundDependency> Pipfile(string text) => [.. Lines(text)
        .Where(item => item.Section is "packages" or "dev-packages")
        .Select(item => (item.Section, Pair: Pair().Match(item.Line)))
        .Where(item => item.Pair.Success)
        .Select(item => new FoundDependency("pypi", item.Pair.Groups["name"].Value, Manifests.Exact(Quoted().Match(item.Pair.Groups["value"].Value).Groups["text"].Value),
            Scope: item.Section == "packages" ? DependencyScope.Runtime : DependencyScope.Dev))];

    /// <summary>Cargo.lock, poetry.lock and uv.lock: tables named package, each with name, version and perhaps a checksum.</summary>
    public static IReadOnlyList<FoundDependency> Lock(string text, string ecosystem)
    {
        var found = new List<FoundDependency>();
        string? name = null, version = null, checksum = null;
        var isOwn = true;
        foreach (var (section, line) in Lines(text))
        {
            if (line.Length == 0)
            {
                Flush();
                (name, version, checksum) = (null, null, null);
                isOwn = ecosystem == "cargo";
                continue;
            }

            if (section != "[package]" || Pair().Match(line) is not { Success: true } pair)
            {
                continue;
            }

            var value = Quoted().Match(pair.Groups["value"].Value).Groups["text"].Value;
            switch (pair.Groups["name"].Value)
            {
                case "name":
                    name = value;
                    break;
                case "version":
                    version = value;
                    break;
                case "checksum" when value.Length == 64 && value.All(char.IsAsciiHexDigitLower):
                    checksum = "SHA-256:" + value;
                    break;
                case "source":
                    // Only what comes from elsewhere has a source in Cargo.lock; in uv.lock the package itself is "editable" or "virtual".
                    isOwn = pair.Groups["value"].Value.Contains("editable", StringComparison.Ordinal) || pair.Groups["value"].Value.Contains("virtual", StringComparison.Ordinal);
                    break;
            }
        }

        Flush();
        return found;

        void Flush()
        {
            if (name is not null && version is not null && !isOwn)
            {
                found.Add(new(ecosystem, name, version, IsLocked: true, Hash: checksum));
            }
        }
    }

    // A table's head comes as an empty line of its section; a table of a list keeps its brackets.
    private static IEnumerable<(string Section, string Line)> Lines(string text)
    {
        var section = "";
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (Table().Match(line) is { Success: true } table)
            {
                section = table.Groups["list"].Success ? $"[{table.Groups["name"].Value.Trim()}]" : table.Groups["name"].Value.Trim();
                yield return (section, "");
            }
            else
            {
                yield return (section, line);
            }
        }
    }

    [GeneratedRegex(@"^\[(?<list>\[)?(?<name>[^\[\]""=,]{1,200})\]\]?\s*(#.*)?$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Table();

    [GeneratedRegex(@"^[""']?(?<name>[A-Za-z0-9_.\-]{1,214})[""']?\s*=(?!=)\s*(?<value>.+)$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Pair();

    [GeneratedRegex(@"[""'](?<text>[^""']*)[""']", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^(?:workspace\.|target\..*\.)?(?:dev-|build-)?dependencies(?:\.(?<name>[\w\-]+))?$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex CargoSection();
}
