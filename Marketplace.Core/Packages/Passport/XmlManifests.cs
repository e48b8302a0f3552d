using System.Xml;
using System.Xml.Linq;

namespace Marketplace.Core.Packages.Passport;

internal static class XmlManifests
{
    private const int MaxDepth = 64;

    // No document type: no entities to expand, no addresses to fetch.
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = PackagePolicy.ManifestBytes };

    public static IReadOnlyList<FoundDependency> Project(string text) => [.. Read(text)
        .Where(element => element.Name.LocalName is "PackageReference" or "PackageVersion" or "GlobalPackageReference")
        .Select(element => new FoundDependency(
            "nuget",
            Part(element, "Include") ?? Part(element, "Update") ?? "",
            Manifests.Exact(Part(element, "VersionOverride") ?? Part(element, "Version")),
            Scope: Part(element, "PrivateAssets")?.Equals("all", StringComparison.OrdinalIgnoreCase) == true ? DependencyScope.Dev : DependencyScope.Runtime,
            IsReference: element.Name.LocalName != "PackageVersion"))];

    public static IReadOnlyList<FoundDependency> PackagesConfig(string text) => [.. Read(text)
        .Where(element => element.Name.LocalName == "package")
        .Select(element => new FoundDependency("nuget", Part(element, "id") ?? "", Part(element, "version"), IsLocked: true,
            Part(element, "developmentDependency") == "true" ? DependencyScope.Dev : DependencyScope.Runtime))];

    public static IReadOnlyList<FoundDependency> Pom(string text)
    {
        var elements = Read(text).ToArray();
        var properties = elements.Where(element => element.Name.LocalName == "properties").SelectMany(element => element.Elements())
            .GroupBy(element => element.Name.LocalName).ToDictionary(group => group.Key, group => group.First().Value.Trim());
        return [.. elements.Where(element => element.Name.LocalName == "dependency").Select(element => new FoundDependency(
            "maven",
            $"{Resolve(Part(element, "groupId"))}:{Resolve(Part(element, "artifactId"))}",
            Manifests.Exact(Resolve(Part(element, "version"))),
            Scope: Part(element, "scope") is "test" or "provided" ? DependencyScope.Dev : DependencyScope.Runtime))];

        string? Resolve(string? value) => value is not null && value.StartsWith("${", StringComparison.Ordinal) && value.EndsWith('}') ? properties.GetValueOrDefault(value[2..^1]) : value;
    }

    // XDocument walks up to the root for every element it adds, so depth is looked at before.
    private static IEnumerable<XElement> Read(string text)
    {
        using (var probe = XmlReader.Create(new StringReader(text), Settings))
        {
            while (probe.Read())
            {
                if (probe.Depth > MaxDepth)
                {
                    throw new XmlException("Deeper than any manifest.");
                }
            }
        }

        using var reader = XmlReader.Create(new StringReader(text), Settings);
        return XDocument.Load(reader).Descendants().ToArray();
    }

    private static string? Part(XElement element, string name) =>
        element.Attribute(name)?.Value.Trim() ?? element.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value.Trim();
}
