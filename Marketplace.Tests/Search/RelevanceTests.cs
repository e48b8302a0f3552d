using Marketplace.Core.Search;

namespace Marketplace.Tests.Search;

/// <summary>
/// What people may expect to find, as cases in cases.json: they ask for ranks and sets, never for scores, so another index can be held to them.
/// </summary>
internal sealed class RelevanceTests
{
    private SearchLab lab = null!;

    [OneTimeSetUp]
    public async Task OpenAsync() => lab = await SearchLab.OpenAsync();

    [OneTimeTearDown]
    public ValueTask CloseAsync() => lab.DisposeAsync();

    [TestCaseSource(nameof(Cases))]
    public async Task Search_FindsWhatIsMeant(SearchCase expected)
    {
        var hits = await lab.SearchAsync(expected.Query, 60);
        var found = lab.Keys(hits);
        var top = found.Take(expected.Within).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(expected.Contains ?? [], Is.SubsetOf(top), $"found {string.Join(", ", found)}");
            Assert.That(found.FirstOrDefault(), Is.EqualTo(expected.First ?? found.FirstOrDefault()), $"found {string.Join(", ", found)}");
            Assert.That((expected.Excludes ?? []).Intersect(found), Is.Empty);
            Assert.That((expected.Order ?? []).OrderBy(found.IndexOf), Is.EqualTo(expected.Order ?? []));
            Assert.That(hits.CorrectedText, Is.EqualTo(expected.Corrected));
        }
    }

    [Test]
    public async Task Search_WithoutAnyKnownWord_FindsNothing()
    {
        var hits = await lab.SearchAsync(new ProductSearch { Text = "xyzzyq!?", Order = SearchOrder.Relevance, WithFacets = true });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(hits.Items, Is.Empty);
            Assert.That(hits.Total, Is.Zero);
            Assert.That(hits.Facets, Is.EqualTo(ProductFacets.Empty));
        }
    }

    [TestCase("'; drop table search.documents; --")]
    [TestCase("\0\uD800 %_\\ \"quoted\" (& | ! :*)")]
    [TestCase("<script>alert(1)</script> {{1+1}} $1 @title")]
    [TestCase("....----''''++++####")]
    public async Task Search_WithAnyCharacters_IsHarmless(string text)
    {
        await lab.SearchAsync(text);
        await lab.SuggestAsync(text);
        Assert.That((await lab.SearchAsync(new ProductSearch())).Total, Is.EqualTo(60));
    }

    [Test]
    public async Task Highlight_MarksTheFormsThatWereFound()
    {
        var hits = await lab.SearchAsync("chart react components");
        Assert.That(hits.Items[0].Highlight, Does.Contain("<mark>charts</mark>").Or.Contain("<mark>components</mark>"));
    }

    [TestCase("rea", "React")]
    [TestCase("react adm", "React admin dashboard")]
    [TestCase("tail", "Tailwind component collection")]
    [TestCase("invoice gen", "invoice generator")]
    [TestCase("c#", "C#")]
    [TestCase("dashb", "React admin dashboard")]
    [TestCase("telegram b", "Telegram shop bot")]
    [TestCase("dashbord", "dashboard")]
    public async Task Suggest_CompletesWhatIsTyped(string text, string expected)
    {
        var suggestions = await lab.SuggestAsync(text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(suggestions, Does.Contain(expected).IgnoreCase);
            Assert.That(suggestions, Has.Count.LessThanOrEqualTo(SearchPolicy.MaxSuggestions).And.Unique);
        }
    }

    [Test]
    public async Task Suggest_OfSeveralWords_OffersOnlyWhatProductsHaveTogether()
    {
        foreach (var suggestion in await lab.SuggestAsync("flutter f"))
        {
            Assert.That((await lab.SearchAsync(suggestion)).Items, Is.Not.Empty, suggestion);
        }

        Assert.That(await lab.SuggestAsync("flutter terr"), Is.Empty);
    }

    [TestCase("")]
    [TestCase("r")]
    [TestCase("  ")]
    [TestCase("!")]
    public async Task Suggest_ForLessThanTwoLetters_IsEmpty(string text) => Assert.That(await lab.SuggestAsync(text), Is.Empty);

    private static IEnumerable<TestCaseData> Cases() =>
        SearchLab.Load<SearchCase[]>("cases.json").Select(expected => new TestCaseData(expected).SetArgDisplayNames(expected.Query));

    /// <param name="Within">How many of the first results <paramref name="Contains"/> must be among.</param>
    /// <param name="Excludes">Must not be found at all.</param>
    internal sealed record SearchCase(string Query, int Within, string[]? Contains, string? First, string[]? Order, string[]? Excludes, string? Corrected);
}
