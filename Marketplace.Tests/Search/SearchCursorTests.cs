using CsCheck;
using Marketplace.Core.Search;

namespace Marketplace.Tests.Search;

internal sealed class SearchCursorTests
{
    private static readonly Gen<SearchCursor> Cursors =
        from order in Gen.Enum<SearchOrder>()
        from key in Gen.Long
        from id in Gen.Guid
        select new SearchCursor(order, key, id);

    [Test]
    public void Cursor_WrittenAndRead_IsTheSame() => Cursors.Sample(cursor => SearchCursor.Parse(cursor.ToString(), cursor.Order) == cursor);

    [Test]
    public void Cursor_OfAnotherOrder_IsRefused() =>
        Assert.That(SearchCursor.Parse(new SearchCursor(SearchOrder.Newest, 1, Guid.NewGuid()).ToString(), SearchOrder.Popular), Is.Null);

    [Test]
    public void AnyText_IsReadOrRefused_NeverThrown() => Gen.String.Sample(text => _ = SearchCursor.Parse(text, SearchOrder.Newest));

    [TestCase("")]
    [TestCase("abc")]
    [TestCase("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    [TestCase("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA AAAA")]
    public void Malformed_IsRefused(string text) => Assert.That(SearchCursor.Parse(text, SearchOrder.Relevance), Is.Null);
}
