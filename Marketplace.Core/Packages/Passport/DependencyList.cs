using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;

namespace Marketplace.Core.Packages.Passport;

/// <param name="IsLocked">From a lock file or a vendored copy, so that it is this version and no other.</param>
/// <param name="IsReference">False where only a version is given for what another file may refer to.</param>
internal sealed record FoundDependency(
    string Ecosystem, string Name, string? Version, bool IsLocked = false, DependencyScope? Scope = null, string? License = null, string? Hash = null, bool IsReference = true);

/// <summary>What all manifests and lock files of a package name, put together: what is locked stands for what was asked for.</summary>
internal sealed partial class DependencyList
{
    private readonly List<(FoundDependency Found, string Path)> found = [];
    private readonly Dictionary<string, string> vendoredLicenses = new(StringComparer.OrdinalIgnoreCase);
    private int dropped;

    public void Add(string path, string text, bool isVendored)
    {
        try
        {
            var inside = isVendored ? VendoredPackage.Read(path, text) : Manifests.Read(path, text);
            foreach (var dependency in inside.Where(dependency => IsName(dependency.Name)))
            {
                if (found.Count >= PackagePolicy.MaxDependencies * 4)
                {
                    dropped++;
                }
                else
                {
                    found.Add((dependency, path));
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or XmlException or InvalidOperationException or FormatException or ArgumentException or OverflowException or RegexMatchTimeoutException)
        {
            // A manifest that cannot be read names nothing; what it is wrong about is its tools' to say.
        }
    }

    public void AddVendoredLicense(string path, string id)
    {
        var folder = path[..Math.Max(0, path.LastIndexOf('/'))];
        var match = VendoredFolder().Match(folder + "/");
        if (match.Success)
        {
            vendoredLicenses.TryAdd(match.Groups["name"].Value, id);
        }
    }

    public (IReadOnlyList<PackageDependency> Kept, int More) Take(FindingList findings)
    {
        PackageDependency[] all =
        [
            .. found.GroupBy(item => (item.Found.Ecosystem, Name: item.Found.Name.ToUpperInvariant()))
                .SelectMany(group => Merge([.. group]))
                .OrderBy(dependency => dependency.Ecosystem, StringComparer.Ordinal).ThenBy(dependency => dependency.Name, StringComparer.Ordinal).ThenBy(dependency => dependency.Version, StringComparer.Ordinal),
        ];
        foreach (var dependency in all)
        {
            if (dependency.License is not null && PassportPolicy.SeverityOfLicense(dependency.License, isOwnFile: false) is { } severity)
            {
                findings.Add("license.dependency", severity, dependency.ManifestPath, null, severity == FindingSeverity.Warning
                    ? $"The dependency {dependency.Name} is under {dependency.License}, which may oblige to give your source away. Replace it, or say how buyers comply."
                    : $"The dependency {dependency.Name} is under {dependency.License}: changes to its own files must stay open.", null, dependency.Name);
            }
        }

        PackageDependency[] kept = [.. all.Take(PackagePolicy.MaxDependencies)];
        return (kept, all.Length - kept.Length + dropped);
    }

    private IEnumerable<PackageDependency> Merge((FoundDependency Found, string Path)[] group)
    {
        var asked = group.Where(item => !item.Found.IsLocked && item.Found.IsReference).ToArray();
        var locked = group.Where(item => item.Found.IsLocked).ToArray();
        var scope = asked.Length > 0 && asked.All(item => item.Found.Scope == DependencyScope.Dev) ? DependencyScope.Dev : DependencyScope.Runtime;
        var version = group.Select(item => item.Found.Version).FirstOrDefault(known => known is not null);
        var chosen = locked.Length > 0 ? locked : asked.Take(1).Select(item => (item.Found with { Version = item.Found.Version ?? version }, item.Path));
        return chosen.GroupBy(item => item.Item1.Version).Select(same =>
        {
            var (first, path) = same.First();
            var license = same.Select(item => item.Item1.License).FirstOrDefault(known => known is not null) ?? vendoredLicenses.GetValueOrDefault(first.Name);
            var hash = same.Select(item => item.Item1.Hash).FirstOrDefault(known => known is not null);
            return new PackageDependency(first.Ecosystem, first.Name, first.Version, license, path, PackageUrl.Of(first.Ecosystem, first.Name, first.Version), first.Scope ?? scope, hash);
        });
    }

    private static bool IsName(string name) => name.Length is > 0 and <= 214 && Plain().IsMatch(name);

    [GeneratedRegex(@"^[\w@~][\w@~./:+\-\[\]]*$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Plain();

    [GeneratedRegex(@"(?:^|/)(?:node_modules|vendor|vendored|third[_\-]?party|bower_components|site-packages|externals?)/(?<name>(?:@[^/]+/[^/]+|(?:[\w\-]+\.[\w.\-]+)/[^/]+/[^/]+|[^/]+(?:/[^/]+)?))/$", RegexOptions.CultureInvariant | RegexOptions.RightToLeft, 200)]
    private static partial Regex VendoredFolder();
}
