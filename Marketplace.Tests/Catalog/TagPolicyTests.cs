using Marketplace.Core.Catalog;

namespace Marketplace.Tests.Catalog;

internal sealed class TagPolicyTests
{
    [TestCase("Machine Learning", ExpectedResult = "machine-learning")]
    [TestCase(" data_grid ", ExpectedResult = "data-grid")]
    [TestCase("C#", ExpectedResult = "csharp")]
    [TestCase(".NET", ExpectedResult = "dotnet")]
    [TestCase("c++", ExpectedResult = "cpp")]
    [TestCase("!!!", ExpectedResult = "")]
    public string Normalise_WritesOneForm(string written) => TagPolicy.Normalise(written);

    [Test]
    public void Tags_OnceEach_BlankOnesDropped() =>
        Assert.That(TagPolicy.Tags(["React", "react", " ", "Data Grid"]).Value, Is.EqualTo(new[] { "react", "data-grid" }));

    [Test]
    public void Tags_MoreThanTen_AreRefused() => Assert.That(
        TagPolicy.Tags(Enumerable.Range(1, 11).Select(number => $"tag{number}")).Error?.Code, Is.EqualTo("catalog.too_many_tags"));

    [TestCase("???")]
    [TestCase("a-tag-of-more-than-30-characters")]
    public void Tags_OneUnusable_IsRefusedByName(string tag) => Assert.That(TagPolicy.Tags(["fine", tag]).Error, Is.EqualTo(CatalogErrors.BadTag(tag, "tags")));

    [TestCase("ASP.NET Core", ExpectedResult = "aspnet-core")]
    [TestCase("Node.js", ExpectedResult = "nodejs")]
    [TestCase("Postgres", ExpectedResult = "postgresql")]
    [TestCase("React Native", ExpectedResult = "react-native")]
    [TestCase("My Own Framework", ExpectedResult = "my-own-framework", Description = "a free entry")]
    public string Stack_LabelsAndAliases_BecomeTheStoredValue(string written) => TagPolicy.Stack([written]).Value!.Single();

    [Test]
    public void StackVocabulary_EveryLabel_LeadsToItsValue() => Assert.That(
        StackVocabulary.All.Select(entry => TagPolicy.Stack([entry.Label]).Value!.Single()), Is.EqualTo(StackVocabulary.All.Select(entry => entry.Value)));

    [Test]
    public void StackVocabulary_EveryValue_IsItsOwnNormalForm() => Assert.That(
        StackVocabulary.All.Select(entry => TagPolicy.Stack([entry.Value]).Value!.Single()), Is.EqualTo(StackVocabulary.All.Select(entry => entry.Value)));
}
