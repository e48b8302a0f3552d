using Marketplace.Identity.Accounts;
using Marketplace.Identity.Clients;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Tests.Identity;

/// <summary>No link of the sign-in pages leads to a stranger's page.</summary>
internal sealed class IdentityReturnUrlsTests
{
    private const string Home = "http://shop.test:5100/";

    private readonly ReturnUrls returnUrls = new(new ClientAddresses(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Clients:Web"] = "http://shop.test:5100; https://shop.example/app",
            ["Clients:Workers"] = "http://jobs.test/",
        })
        .Build()));

    [TestCase("/")]
    [TestCase("/connect/authorize?client_id=marketplace-web&state=a%2Fb")]
    [TestCase("http://shop.test:5100/products/1?x=y")]
    [TestCase("http://shop.test:5100")]
    [TestCase("https://shop.example/app/cart")]
    [TestCase("http://jobs.test/hangfire")]
    public void Ours_IsKept(string url) => Assert.That(returnUrls.Resolve(url), Is.EqualTo(url));

    [TestCase(null)]
    [TestCase("")]
    [TestCase("products")]
    [TestCase("//evil.test")]
    [TestCase("/\\evil.test")]
    [TestCase("\\\\evil.test")]
    [TestCase("/\t/evil.test")]
    [TestCase("/\n/evil.test")]
    [TestCase("http://evil.test")]
    [TestCase("http://shop.test")]
    [TestCase("https://shop.test:5100/")]
    [TestCase("http://shop.test:5100@evil.test/")]
    [TestCase("http://user@shop.test:5100/")]
    [TestCase("http://shop.test:5100.evil.test/")]
    [TestCase("http:\\\\shop.test:5100/")]
    [TestCase("https://shop.example/other")]
    [TestCase("https://shop.example/app/../other")]
    [TestCase("javascript:alert(1)")]
    [TestCase("data:text/html,x")]
    [TestCase(" //evil.test")]
    public void Strange_LeadsHome(string? url) => Assert.That(returnUrls.Resolve(url), Is.EqualTo(Home));
}
