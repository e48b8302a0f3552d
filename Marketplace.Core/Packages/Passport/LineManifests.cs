using System.Text.RegularExpressions;

namespace Marketplace.Core.Packages.Passport;

internal static partial class LineManifests
{
    public static IReadOnlyList<FoundDependency> YarnLock(string text)
    {
        var found = new List<FoundDependency>();
        string? name = null;
        foreach (var line in Lines(text))
        {
            if (YarnHead().Match(line) is { Success: true } head)
            {
                name = head.Groups["range"].Value.StartsWith("workspace:", StringComparison.Ordinal) ? null : head.Groups["name"].Value;
            }
            else if (name is not null && YarnVersion().Match(line) is { Success: true } version)
            {
                found.Add(new("npm", name, version.Groups["version"].Value, IsLocked: true));
            }
            else if (name is not null && found.Count > 0 && found[^1].Name == name && YarnIntegrity().Match(line) is { Success: true } integrity)
            {
                found[^1] = found[^1] with { Hash = Manifests.Integrity(integrity.Groups["value"].Value) };
            }
        }

        return found;
    }

    /// <summary>Heads of the section <c>packages</c>: <c>/a/1.0.0:</c> (5), <c>/a@1.0.0:</c> (6), <c>a@1.0.0:</c> (9), each with peers behind it.</summary>
    public static IReadOnlyList<FoundDependency> PnpmLock(string text)
    {
        var found = new List<FoundDependency>();
        var isPackages = false;
        foreach (var line in Lines(text))
        {
            if (line.Length > 0 && line[0] is not (' ' or '\t'))
            {
                isPackages = line.StartsWith("packages:", StringComparison.Ordinal);
            }
            else if (isPackages && PnpmHead().Match(line) is { Success: true } head)
            {
                found.Add(new("npm", head.Groups["name"].Value, head.Groups["version"].Value, IsLocked: true));
            }
            else if (isPackages && found.Count > 0 && PnpmIntegrity().Match(line) is { Success: true } integrity)
            {
                found[^1] = found[^1] with { Hash = Manifests.Integrity(integrity.Groups["value"].Value) };
            }
            else if (isPackages && found.Count > 0 && line.Trim() == "dev: true")
            {
                found[^1] = found[^1] with { Scope = DependencyScope.Dev };
            }
        }

        return found;
    }

    public static IReadOnlyList<FoundDependency> Requirements(string text, bool isDev) =>
        [.. Lines(text).Select(line => Requirement(line, isDev ? DependencyScope.Dev : DependencyScope.Runtime)).OfType<FoundDependency>()];

    /// <summary>A requirement of PEP 508; null for options, addresses and comments.</summary>
    public static FoundDependency? Requirement(string line, DependencyScope scope)
    {
        var match = PythonRequirement().Match(line.Trim());
        var range = match.Groups["range"].Value.Trim();
        return match.Success ? new("pypi", match.Groups["name"].Value, range.StartsWith("==", StringComparison.Ordinal) ? Manifests.Exact(range) : null, Scope: scope) : null;
    }

    public static IReadOnlyList<FoundDependency> GoMod(string text)
    {
        var found = new List<FoundDependency>();
        var isRequire = false;
        foreach (var line in Lines(text))
        {
            var isBlock = line.StartsWith("require (", StringComparison.Ordinal);
            isRequire = isBlock || (isRequire && !line.StartsWith(')'));
            if ((isRequire || line.StartsWith("require ", StringComparison.Ordinal)) && GoRequirement().Match(line) is { Success: true } match)
            {
                found.Add(new("golang", match.Groups["name"].Value, match.Groups["version"].Value, IsLocked: true));
            }
        }

        return found;
    }

    public static IReadOnlyList<FoundDependency> Gemfile(string text) => [.. Lines(text).Select(line => Gem().Match(line)).Where(match => match.Success)
        .Select(match => new FoundDependency("gem", match.Groups["name"].Value, Manifests.Exact(match.Groups["version"].Value)))];

    /// <summary>Specs are indented by four; what they need in turn by six.</summary>
    public static IReadOnlyList<FoundDependency> GemfileLock(string text) => [.. Lines(text).Select(line => GemSpec().Match(line)).Where(match => match.Success)
        .Select(match => new FoundDependency("gem", match.Groups["name"].Value, match.Groups["version"].Value, IsLocked: true))];

    public static IReadOnlyList<FoundDependency> Gradle(string text, bool isLock) => [.. Lines(text).Select(line => (isLock ? GradleLocked() : GradleLine()).Match(line)).Where(match => match.Success)
        .Select(match => new FoundDependency(
            "maven",
            $"{match.Groups["group"].Value}:{match.Groups["name"].Value}",
            isLock ? match.Groups["version"].Value : Manifests.Exact(match.Groups["version"].Value),
            isLock,
            match.Groups["configuration"].Value.Contains("test", StringComparison.OrdinalIgnoreCase) ? DependencyScope.Dev : DependencyScope.Runtime))];

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length <= PackagePolicy.MaxLineChars);

    [GeneratedRegex(@"^""?(?<name>(?:@[^@/\s""]+/)?[^@\s"",]+)@(?:npm:)?(?<range>[^\s,""]*)", RegexOptions.CultureInvariant, 200)]
    private static partial Regex YarnHead();

    [GeneratedRegex(@"^\s{2}version:?\s+""?(?<version>[^""\s]+)", RegexOptions.CultureInvariant, 200)]
    private static partial Regex YarnVersion();

    [GeneratedRegex(@"^\s{2}integrity\s+(?<value>\S+)", RegexOptions.CultureInvariant, 200)]
    private static partial Regex YarnIntegrity();

    [GeneratedRegex(@"^  '?/?(?<name>(?:@[^@/\s']+/)?[^@/\s'(:]+)[@/](?<version>\d[^\s'(:_]*)[^:]*:\s*$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex PnpmHead();

    [GeneratedRegex(@"integrity: (?<value>[^\s},]+)", RegexOptions.CultureInvariant, 200)]
    private static partial Regex PnpmIntegrity();

    [GeneratedRegex(@"^(?<name>[A-Za-z0-9][A-Za-z0-9._\-]*)\s*(?:\[[^\]]*\])?\s*(?<range>[=<>!~]=?=?[^;#\\]*)?(?:[;#\\].*)?$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex PythonRequirement();

    [GeneratedRegex(@"^\s*(?:require\s+)?(?<name>[\w.\-]+\.[\w.\-]+/[\w.\-/~]+|[\w.\-]+\.[\w\-]+)\s+(?<version>v\d\S*)", RegexOptions.CultureInvariant, 200)]
    private static partial Regex GoRequirement();

    [GeneratedRegex(@"^\s*gem\s+[""'](?<name>[\w.\-]+)[""'](?:\s*,\s*[""'](?<version>[^""']+)[""'])?", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Gem();

    [GeneratedRegex(@"^ {4}(?<name>[\w.\-]+) \((?<version>\d[^)\s]*)\)$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex GemSpec();

    [GeneratedRegex(@"^\s*(?<configuration>api|implementation|compile|compileOnly|runtimeOnly|runtime|testImplementation|testRuntimeOnly|testCompile|androidTestImplementation|kapt|ksp|annotationProcessor|classpath)\s*[( ]\s*[""'](?<group>[\w.\-]+):(?<name>[\w.\-]+)(?::(?<version>[^""':@]+))?", RegexOptions.CultureInvariant, 200)]
    private static partial Regex GradleLine();

    [GeneratedRegex(@"^(?<group>[\w.\-]+):(?<name>[\w.\-]+):(?<version>[^=\s]+)=(?<configuration>.*)$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex GradleLocked();
}
