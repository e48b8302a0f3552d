using Marketplace.Web.Hosting;

namespace Marketplace.Tests.Web;

internal sealed class LocalUrlTests
{
    [TestCase("/", ExpectedResult = "/")]
    [TestCase("/cart", ExpectedResult = "/cart")]
    [TestCase("/search?q=a&sort=newest", ExpectedResult = "/search?q=a&sort=newest")]
    [TestCase("//evil.example", ExpectedResult = "/")]
    [TestCase("/\\evil.example", ExpectedResult = "/")]
    [TestCase("/\t/evil.example", ExpectedResult = "/")]
    [TestCase("https://evil.example/", ExpectedResult = "/")]
    [TestCase("javascript:alert(1)", ExpectedResult = "/")]
    [TestCase("", ExpectedResult = "/")]
    [TestCase(null, ExpectedResult = "/")]
    public string ReturnUrl_ThatLeavesTheSite_LeadsHome(string? url) => LocalUrl.OrHome(url);
}
