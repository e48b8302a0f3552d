using System.Text.Json;

namespace Marketplace.Core.Packages.Passport;

internal static class JsonManifests
{
    public static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static IReadOnlyList<FoundDependency> PackageJson(string text) => Read(text, root => Sections(root, "npm", true, "dependencies", "optionalDependencies", "peerDependencies")
        .Concat(Sections(root, "npm", false, "devDependencies")));

    public static IReadOnlyList<FoundDependency> PackageLock(string text) => Read(text, root => root.TryGetProperty("packages", out var packages)
        ? packages.EnumerateObject().Where(entry => entry.Name.Contains("node_modules/", StringComparison.Ordinal) && !Flag(entry.Value, "link")).Select(entry => Locked(
            Text(entry.Value, "name") ?? entry.Name[(entry.Name.LastIndexOf("node_modules/", StringComparison.Ordinal) + 13)..], entry.Value))
        : Nested(root));

    public static IReadOnlyList<FoundDependency> NuGetLock(string text) => Read(text, root => root.GetProperty("dependencies").EnumerateObject()
        .SelectMany(framework => framework.Value.EnumerateObject())
        .Where(entry => Text(entry.Value, "type") != "Project")
        .Select(entry => new FoundDependency("nuget", entry.Name, Text(entry.Value, "resolved"), IsLocked: true, Hash: Manifests.Hash("SHA-512", Text(entry.Value, "contentHash")))));

    public static IReadOnlyList<FoundDependency> PipfileLock(string text) => Read(text, root => Pip(root, "default", DependencyScope.Runtime).Concat(Pip(root, "develop", DependencyScope.Dev)));

    public static IReadOnlyList<FoundDependency> ComposerJson(string text) => Read(text, root => Sections(root, "composer", true, "require").Concat(Sections(root, "composer", false, "require-dev"))
        .Where(dependency => dependency.Name.Contains('/', StringComparison.Ordinal)));

    public static IReadOnlyList<FoundDependency> ComposerLock(string text) => Read(text, root => Composer(root, "packages", DependencyScope.Runtime).Concat(Composer(root, "packages-dev", DependencyScope.Dev)));

    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= 1_000 } text ? text : null;

    /// <summary>npm's license may be a text, an object with a type, or a list of them; Composer's is a list.</summary>
    public static string? License(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || (!element.TryGetProperty("license", out var license) && !element.TryGetProperty("licenses", out license)))
        {
            return null;
        }

        var parts = license.ValueKind == JsonValueKind.Array ? license.EnumerateArray().ToArray() : [license];
        var names = parts.Select(part => part.ValueKind == JsonValueKind.String ? part.GetString() : Text(part, "type")).Where(name => name is { Length: > 0 and <= 200 }).ToArray();
        return names.Length == 0 ? null : string.Join(" OR ", names);
    }

    private static IReadOnlyList<FoundDependency> Read(string text, Func<JsonElement, IEnumerable<FoundDependency>> read)
    {
        using var document = JsonDocument.Parse(text, Lenient);
        return [.. read(document.RootElement)];
    }

    private static IEnumerable<FoundDependency> Sections(JsonElement root, string ecosystem, bool isRuntime, params string[] sections) => sections
        .Where(section => root.TryGetProperty(section, out var value) && value.ValueKind == JsonValueKind.Object)
        .SelectMany(section => root.GetProperty(section).EnumerateObject())
        .Select(entry => new FoundDependency(ecosystem, entry.Name, entry.Value.ValueKind == JsonValueKind.String ? Manifests.Exact(entry.Value.GetString()) : null, Scope: isRuntime ? DependencyScope.Runtime : DependencyScope.Dev));

    private static FoundDependency Locked(string name, JsonElement entry) => new(
        "npm", name, Text(entry, "version"), IsLocked: true, Flag(entry, "dev") ? DependencyScope.Dev : DependencyScope.Runtime, License(entry), Manifests.Integrity(Text(entry, "integrity")));

    // Version 1 nests what a package needs in another version than the rest; JsonDocument has limited the depth.
    private static IEnumerable<FoundDependency> Nested(JsonElement parent) => !parent.TryGetProperty("dependencies", out var dependencies)
        ? []
        : dependencies.EnumerateObject().Where(entry => entry.Value.ValueKind == JsonValueKind.Object).SelectMany(entry => Nested(entry.Value).Prepend(Locked(entry.Name, entry.Value)));

    private static bool Flag(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static IEnumerable<FoundDependency> Pip(JsonElement root, string section, DependencyScope scope) => !root.TryGetProperty(section, out var packages)
        ? []
        : packages.EnumerateObject().Select(entry => new FoundDependency("pypi", entry.Name, Manifests.Exact(Text(entry.Value, "version")), IsLocked: true, scope));

    private static IEnumerable<FoundDependency> Composer(JsonElement root, string section, DependencyScope scope) => !root.TryGetProperty(section, out var packages)
        ? []
        : packages.EnumerateArray().Select(package => new FoundDependency("composer", Text(package, "name") ?? "", Text(package, "version"), IsLocked: true, scope, License(package)));
}
