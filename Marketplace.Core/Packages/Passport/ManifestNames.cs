namespace Marketplace.Core.Packages.Passport;

/// <summary>Files that tell what a package is made of, by name.</summary>
internal static class ManifestNames
{
    private static readonly HashSet<string> Manifests = new(StringComparer.OrdinalIgnoreCase)
    {
        "package.json", "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "packages.config", "packages.lock.json", "Directory.Packages.props", "Directory.Build.props",
        "pyproject.toml", "poetry.lock", "uv.lock", "Pipfile", "Pipfile.lock", "go.mod", "Cargo.toml", "Cargo.lock", "composer.json", "composer.lock", "Gemfile", "Gemfile.lock",
        "pom.xml", "build.gradle", "build.gradle.kts", "gradle.lockfile",
    };

    private static readonly HashSet<string> Locks = new(StringComparer.OrdinalIgnoreCase)
    {
        "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb", "packages.lock.json", "poetry.lock", "uv.lock", "Pipfile.lock", "go.sum", "Cargo.lock",
        "composer.lock", "Gemfile.lock", "gradle.lockfile", "mix.lock", "pubspec.lock", "Podfile.lock", "Package.resolved", "flake.lock", "deno.lock",
    };

    private static readonly HashSet<string> VendoredFolders = new(StringComparer.OrdinalIgnoreCase)
    {
        "node_modules", "vendor", "vendored", "third_party", "third-party", "thirdparty", "bower_components", "jspm_packages", "Pods", "Carthage", "site-packages", "external", "externals",
    };

    private static readonly HashSet<string> GeneratedFolders = new(StringComparer.OrdinalIgnoreCase)
    {
        "dist", "build", "out", "target", "bin", "obj", "coverage", ".next", ".nuxt", ".output", "__pycache__", ".venv", "venv", ".git", ".gradle", ".idea", ".vs", "generated", "Migrations",
    };

    public static bool IsManifest(string path)
    {
        var name = Path.GetFileName(path);
        return Manifests.Contains(name) || IsProject(name) || IsRequirements(name);
    }

    public static bool IsLock(string path) => Locks.Contains(Path.GetFileName(path));

    public static bool IsProject(string name) => Path.GetExtension(name).ToUpperInvariant() is ".CSPROJ" or ".FSPROJ" or ".VBPROJ";

    public static bool IsRequirements(string name) =>
        name.StartsWith("requirements", StringComparison.OrdinalIgnoreCase) && Path.GetExtension(name).ToUpperInvariant() is ".TXT" or ".IN";

    /// <summary>Other people's code, brought along.</summary>
    public static bool IsVendored(string path) => Folders(path).Any(VendoredFolders.Contains);

    /// <summary>Made by a tool from what is elsewhere in the package.</summary>
    public static bool IsGenerated(string path) =>
        Folders(path).Any(GeneratedFolders.Contains)
        || path.Contains(".min.", StringComparison.OrdinalIgnoreCase)
        || path.Contains(".g.", StringComparison.OrdinalIgnoreCase)
        || path.Contains(".generated.", StringComparison.OrdinalIgnoreCase)
        || path.Contains(".designer.", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Folders(string path) => path.Split('/')[..^1];
}
