using System.Xml.Linq;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Architecture;

/// <summary>Which project may reference which: the table of docs/map.md.</summary>
internal sealed class ProjectMapTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["AppHost"] = ["Migrations", "Identity", "Api", "Workers", "Web", "StripeSandbox", "NativeHost"],
        ["NativeHost"] = [],
        ["ServiceDefaults"] = [],
        ["Contracts"] = [],
        ["Core"] = [],
        ["Api"] = ["Core", "Contracts", "ServiceDefaults"],
        ["Workers"] = ["Core", "ServiceDefaults"],
        ["Web"] = ["Contracts", "ServiceDefaults"],
        ["Identity"] = ["ServiceDefaults"],
        ["Migrations"] = ["Core", "Identity", "ServiceDefaults"],
        ["StripeSandbox"] = ["ServiceDefaults"],
    };

    [TestCaseSource(nameof(Projects))]
    public void Project_ReferencesOnlyWhatTheMapAllows(string project)
    {
        var references = XDocument.Load(Path.Combine(Repository.Root, $"Marketplace.{project}", $"Marketplace.{project}.csproj"))
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)["Marketplace.".Length..]);
        Assert.That(references, Is.SubsetOf(Allowed[project]));
    }

    [Test]
    public void Contracts_HaveNoPackages() => Assert.That(
        XDocument.Load(Path.Combine(Repository.Root, "Marketplace.Contracts", "Marketplace.Contracts.csproj")).Descendants("PackageReference"), Is.Empty);

    [Test]
    public void EveryProject_IsInTheSolutionAndOnTheMap()
    {
        var folders = Directory.GetDirectories(Repository.Root, "Marketplace.*").Select(folder => Path.GetFileName(folder)["Marketplace.".Length..]).ToList();
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Marketplace.sln"));
        Assert.That(folders, Is.SubsetOf((string[])[.. Allowed.Keys, "Tests", "Benchmarks"]));
        Assert.That(folders.Where(project => !solution.Contains($"Marketplace.{project}.csproj", StringComparison.Ordinal)), Is.Empty);
    }

    private static IEnumerable<string> Projects() => Allowed.Keys;
}
