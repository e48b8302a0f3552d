using Marketplace.Web.Search;

namespace Marketplace.Tests.Web;

internal sealed class SearchStateTests
{
    [Test]
    public void Url_OfAState_NamesEveryFilter()
    {
        var state = new SearchState { Q = "c# api", Category = "apis", Stack = ["C#", "Blazor"], Tag = ["pdf"], Min = "5", Max = "19,99", Rating = "4", Sort = "newest" };
        Assert.That(state.Url, Is.EqualTo("/search?q=c%23%20api&category=apis&min=5&max=19%2C99&rating=4&sort=newest&stack=C%23&stack=Blazor&tag=pdf"));
    }

    [Test]
    public void Query_OfAState_HasPricesInCents()
    {
        var query = new SearchState { Min = "5", Max = "19,99" }.ToQuery();
        Assert.That((query.MinPrice, query.MaxPrice, query.Facets), Is.EqualTo(((long?)5_00, (long?)19_99, true)));
    }

    [Test]
    public void Price_ThatIsNoPrice_IsLeftOut() => Assert.That(new SearchState { Min = "cheap" }.ToQuery().MinPrice, Is.Null);

    [Test]
    public void Toggle_OfAChosenValue_TakesItAway() => Assert.Multiple(() =>
    {
        Assert.That(SearchState.Toggle(["C#"], "Blazor"), Is.EqualTo(new[] { "C#", "Blazor" }));
        Assert.That(SearchState.Toggle(["C#", "Blazor"], "C#"), Is.EqualTo(new[] { "Blazor" }));
    });
}
