using System.Text.Json;

namespace Marketplace.Core.Packages.Passport;

/// <summary>What a vendored copy says of itself.</summary>
internal static class VendoredPackage
{
    public static IEnumerable<FoundDependency> Read(string path, string text)
    {
        var ecosystem = Path.GetFileName(path) switch
        {
            "package.json" => "npm",
            "composer.json" => "composer",
            _ => null,
        };
        if (ecosystem is null)
        {
            return [];
        }

        using var document = JsonDocument.Parse(text, JsonManifests.Lenient);
        var root = document.RootElement;
        return JsonManifests.Text(root, "name") is { } name && JsonManifests.Text(root, "version") is { } version
            ? [new(ecosystem, name, version, IsLocked: true, License: JsonManifests.License(root))]
            : [];
    }
}
