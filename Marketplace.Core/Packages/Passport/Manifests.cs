using System.Text.RegularExpressions;

namespace Marketplace.Core.Packages.Passport;

/// <summary>
/// Reads manifests and lock files. TOML, YAML and the tools' own formats are read line by line: full parsers recurse as deep as a hostile
/// file tells them, and what is looked for stands on lines of its own in everything that the tools write.
/// </summary>
internal static partial class Manifests
{
    public static IReadOnlyList<FoundDependency> Read(string path, string text)
    {
        var name = Path.GetFileName(path);
        return name.ToLowerInvariant() switch
        {
            "package.json" => JsonManifests.PackageJson(text),
            "package-lock.json" or "npm-shrinkwrap.json" => JsonManifests.PackageLock(text),
            "yarn.lock" => LineManifests.YarnLock(text),
            "pnpm-lock.yaml" => LineManifests.PnpmLock(text),
            "packages.lock.json" => JsonManifests.NuGetLock(text),
            "packages.config" => XmlManifests.PackagesConfig(text),
            "directory.packages.props" or "directory.build.props" => XmlManifests.Project(text),
            "pyproject.toml" => TomlManifests.PyProject(text),
            "poetry.lock" or "uv.lock" => TomlManifests.Lock(text, "pypi"),
            "pipfile" => TomlManifests.Pipfile(text),
            "pipfile.lock" => JsonManifests.PipfileLock(text),
            "go.mod" => LineManifests.GoMod(text),
            "cargo.toml" => TomlManifests.CargoToml(text),
            "cargo.lock" => TomlManifests.Lock(text, "cargo"),
            "composer.json" => JsonManifests.ComposerJson(text),
            "composer.lock" => JsonManifests.ComposerLock(text),
            "gemfile" => LineManifests.Gemfile(text),
            "gemfile.lock" => LineManifests.GemfileLock(text),
            "pom.xml" => XmlManifests.Pom(text),
            "build.gradle" or "build.gradle.kts" or "gradle.lockfile" => LineManifests.Gradle(text, isLock: name.EndsWith("lockfile", StringComparison.OrdinalIgnoreCase)),
            _ when ManifestNames.IsProject(name) => XmlManifests.Project(text),
            _ when ManifestNames.IsRequirements(name) => LineManifests.Requirements(text, name.Contains("dev", StringComparison.OrdinalIgnoreCase) || name.Contains("test", StringComparison.OrdinalIgnoreCase)),
            _ => [],
        };
    }

    /// <summary>The version, when the manifest asks for one and no range.</summary>
    public static string? Exact(string? range)
    {
        var version = range?.Trim().TrimStart('=').Trim();
        return version is not null && One().IsMatch(version) ? version : null;
    }

    /// <summary>An integrity string's base64 digest in CycloneDX's words.</summary>
    public static string? Hash(string algorithm, string? base64)
    {
        var bytes = new byte[64];
        return base64 is not null && Convert.TryFromBase64String(base64, bytes, out var length) && length * 8 is 160 or 256 or 384 or 512
            ? $"{algorithm}:{Convert.ToHexStringLower(bytes.AsSpan(0, length))}"
            : null;
    }

    /// <summary>npm's and yarn's <c>sha512-…</c>.</summary>
    public static string? Integrity(string? value)
    {
        var dash = value?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        return dash < 0 ? null : value![..dash] switch
        {
            "sha512" => Hash("SHA-512", value[(dash + 1)..].Split(' ')[0]),
            "sha384" => Hash("SHA-384", value[(dash + 1)..].Split(' ')[0]),
            "sha256" => Hash("SHA-256", value[(dash + 1)..].Split(' ')[0]),
            "sha1" => Hash("SHA-1", value[(dash + 1)..].Split(' ')[0]),
            _ => null,
        };
    }

    [GeneratedRegex(@"^v?\d+(\.\d+)*([-+.][\w.+\-]+)?$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex One();
}
