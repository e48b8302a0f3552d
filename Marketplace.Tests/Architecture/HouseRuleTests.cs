using System.Reflection;
using System.Text.RegularExpressions;
using Marketplace.Core.Data;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Architecture;

/// <summary>House rules that a compiler does not check.</summary>
internal sealed partial class HouseRuleTests
{
    private static readonly string[] Product =
        ["AppHost", "NativeHost", "ServiceDefaults", "Contracts", "Core", "Api", "Workers", "Web", "Identity", "Migrations", "StripeSandbox"];

    [Test]
    public void NoPublicTypeName_ExistsTwiceInOurProjects()
    {
        var assemblies = new[]
        {
            typeof(MarketplaceDb).Assembly, typeof(Contracts.Http.MoneyView).Assembly, Assembly.Load("Marketplace.ServiceDefaults"), Assembly.Load("Marketplace.Api"),
            Assembly.Load("Marketplace.Workers"), Assembly.Load("Marketplace.Identity"), Assembly.Load("Marketplace.Web"), Assembly.Load("Marketplace.Migrations"),
        };
        // Components of the web app are public because Razor makes them so; they are told apart by their folder.
        var twice = assemblies.SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => !type.IsNested && !typeof(Microsoft.AspNetCore.Components.IComponent).IsAssignableFrom(type) && !typeof(Microsoft.AspNetCore.Mvc.RazorPages.PageModel).IsAssignableFrom(type) && type.Name != "Program" && type.Namespace?.StartsWith("Marketplace.", StringComparison.Ordinal) == true)
            .GroupBy(type => type.Name)
            .Where(group => group.Select(type => type.Assembly).Distinct().Count() > 1)
            .Select(group => string.Join(" = ", group.Select(type => type.FullName)));
        Assert.That(twice, Is.Empty);
    }

    [Test]
    public void DayCounts_StandInPoliciesOnly() => Assert.That(
        Lines(["Core"]).Where(line => line.Text.Contains("FromDays(", StringComparison.Ordinal) && !line.File.EndsWith("Policy.cs", StringComparison.Ordinal)), Is.Empty);

    [Test]
    public void TheClock_IsReadThroughTimeProviderOnly() => Assert.That(
        Lines([.. Product.Except(["StripeSandbox", "NativeHost", "AppHost"])]).Where(line => ClockRead().IsMatch(line.Text)), Is.Empty);

    [Test]
    public void MoneyCode_HasNoFloatingPoint() => Assert.That(
        Lines(["Core"]).Where(line => MoneyFolders.Any(folder => line.File.Contains($"/{folder}/", StringComparison.Ordinal)) && FloatingPoint().IsMatch(line.Text)), Is.Empty);

    [Test]
    public void Files_AreNotLongerThanTheyCanBeRead()
    {
        var longest = Sources([.. Product]).Select(file => (file, File.ReadLines(file).Count())).Where(pair => pair.Item2 > 400);
        Assert.That(longest, Is.Empty);
    }

    private static readonly string[] MoneyFolders = ["Kernel", "Ledger", "Orders", "Payments", "Payouts"];

    private static IEnumerable<(string File, string Text)> Lines(string[] projects) =>
        Sources(projects).SelectMany(file => File.ReadLines(file).Select(text => (file, text)));

    private static IEnumerable<string> Sources(string[] projects) => projects
        .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Repository.Root, $"Marketplace.{project}"), "*.cs", SearchOption.AllDirectories))
        .Where(file => !Generated().IsMatch(file));

    [GeneratedRegex(@"/(bin|obj)/|Marketplace.Migrations/(Migrations|Demo)/")]
    private static partial Regex Generated();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?Now\b")]
    private static partial Regex ClockRead();

    [GeneratedRegex(@"\b(float|double)\b")]
    private static partial Regex FloatingPoint();
}
