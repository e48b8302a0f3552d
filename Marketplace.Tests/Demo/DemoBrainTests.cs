using Marketplace.Core.Brain.Entries;
using Marketplace.Core.Kernel;
using Marketplace.Migrations.Demo;

namespace Marketplace.Tests.Demo;

/// <summary>The demo's knowledge is written by the rules that people's is.</summary>
internal sealed class DemoBrainTests
{
    private static readonly List<(string Slug, EntryContent Content)> Entries = [.. DemoFiles.List("Brain").Select(DemoBrain.Read)];

    [Test]
    public void Demo_HasHundredAndFiftyEntries_OfEveryKind()
    {
        Assert.That(Entries, Has.Count.EqualTo(150));
        Assert.That(Entries.CountBy(entry => entry.Content.Kind).Select(pair => pair.Value).ToList(), Has.Count.EqualTo(4).And.All.GreaterThan(20));
        Assert.That(Entries.Select(entry => entry.Content.Title), Is.Unique);
    }

    [TestCaseSource(nameof(Slugs))]
    public void Entry_PassesTheRules_AndClosesItsFences(string slug)
    {
        var content = Entries.Single(entry => entry.Slug == slug).Content;
        var checkedContent = EntryRules.Check(content);
        Assert.That(checkedContent.Error?.Message, Is.Null);
        Assert.That((checkedContent.Value!.Tags, checkedContent.Value.Stacks), Is.EqualTo((content.Tags, content.Stacks)), "written as they are stored");
        Assert.That(content.Body.Split('\n').Count(line => line.StartsWith("```", StringComparison.Ordinal)) % 2, Is.Zero);
        Assert.That(Slug.From(content.Title, 200), Does.StartWith(slug[..20]));
    }

    private static IEnumerable<string> Slugs() => Entries.Select(entry => entry.Slug);
}
