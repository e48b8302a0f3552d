using Marketplace.Core.Search;

namespace Marketplace.Tests.Search;

internal sealed class SearchTokenizerTests
{
    [TestCase("C#", "c#")]
    [TestCase("csharp", "c# csharp")]
    [TestCase("C++17", "c++ 17")]
    [TestCase("C", "c")]
    [TestCase("F#", "f#")]
    [TestCase(".NET 10", ".net net 10")]
    [TestCase("ASP.NET", "aspnet asp net .net")]
    [TestCase("dotnet", ".net dotnet")]
    [TestCase("Node.js", "nodejs node js")]
    [TestCase("e-mail", "email e mail")]
    [TestCase("SX-70", "sx70 sx 70")]
    [TestCase("version 3.5.", "version 3.5")]
    [TestCase("v2.0", "v2.0")]
    [TestCase("don't sell sellers' goods", "don sell sellers goods")]
    [TestCase("Notepad++", "notepad++ notepad")]
    [TestCase("Café, Straße & Łódź", "cafe strasse lodz")]
    [TestCase("Cafe\u0301", "cafe")]
    [TestCase("(react)/[vue]", "react vue")]
    [TestCase("first.Second", "firstsecond first second")]
    [TestCase("snake_case", "snakecase snake case")]
    [TestCase("поиск 検索", "поиск 検索")]
    [TestCase("...---'''", "")]
    public void IndexWords_KeepNamesAndTheirParts(string text, string expected) =>
        Assert.That(string.Join(' ', SearchTokenizer.IndexWords(text).SelectMany(place => place).Select(word => word.Text)), Is.EqualTo(expected));

    [TestCase("C# library", "c# | library")]
    [TestCase("csharp", "c#")]
    [TestCase(".net", ".net")]
    [TestCase("net", "net")]
    [TestCase("node.js", "nodejs+node")]
    [TestCase("multi-tenant", "multi+multitenant | tenant+multitenant")]
    [TestCase("react React REACT", "react")]
    public void QueryWords_AreAlternativesPerWord(string query, string expected) => Assert.That(
        string.Join(" | ", SearchTokenizer.QueryWords(query).Select(word => string.Join('+', word.Alternatives.Select(form => form.Text)))), Is.EqualTo(expected));

    [Test]
    public void QueryWords_SayWhereTheyStand()
    {
        const string Query = "the multi-tenent kit";
        Assert.That(
            SearchTokenizer.QueryWords(Query).Select(word => Query.Substring(word.Start, word.Length)),
            Is.EqualTo(new[] { "the", "multi", "tenent", "kit" }));
    }

    [Test]
    public void QueryWords_OfAVeryLongQuery_AreLimited() =>
        Assert.That(SearchTokenizer.QueryWords(string.Join(' ', Enumerable.Range(0, 100))), Has.Count.EqualTo(SearchPolicy.MaxWords));

    [TestCase("dashboards", true)]
    [TestCase("c#", false)]
    [TestCase("sx70", false)]
    [TestCase("js", false)]
    public void Words_AreStemmedOnlyWhenEnglish(string text, bool stem) =>
        Assert.That(SearchTokenizer.IndexWords(text).Single()[0].Stem, Is.EqualTo(stem));

    [TestCase("  React   Admin-Dashboard! ", "react admindashboard")]
    [TestCase("C# & .NET", "c# .net")]
    public void Key_IsOneComparableLine(string text, string expected) => Assert.That(SearchTokenizer.Key(text), Is.EqualTo(expected));
}
