using Marketplace.Core.Kernel;

namespace Marketplace.Tests.Kernel;

internal sealed class HttpsAddressTests
{
    [TestCase("https://demo.example.org/path?x=1", ExpectedResult = true)]
    [TestCase("http://example.org", ExpectedResult = false)]
    [TestCase("example.org", ExpectedResult = false)]
    [TestCase("javascript:alert(1)", ExpectedResult = false)]
    [TestCase("https://user:secret@example.org", ExpectedResult = false)]
    [TestCase("https://127.0.0.1/", ExpectedResult = false)]
    [TestCase("https://[::1]/", ExpectedResult = false)]
    [TestCase("https://localhost/", ExpectedResult = false)]
    public bool IsValid_OnlyForNamedHostsOverHttps(string text) => HttpsAddress.IsValid(text);
}
