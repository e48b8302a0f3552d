using Marketplace.Core.Webhooks;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Tests.Webhooks;

internal sealed class WebhookAddressesTests
{
    [TestCase("https://example.com/hooks", null)]
    [TestCase("https://example.com:8443/hooks?shop=1", null)]
    [TestCase("", "Write the whole address")]
    [TestCase("/hooks", "Write the whole address")]
    [TestCase("example.com/hooks", "Write the whole address")]
    [TestCase("https://example.com/#part", "Write the whole address")]
    [TestCase("http://example.com/hooks", "https://")]
    [TestCase("ftp://example.com/hooks", "https://")]
    [TestCase("file:///etc/passwd", "Write the whole address")]
    [TestCase("https://name:secret@example.com/", "Leave name and password out")]
    [TestCase("https://10.0.0.1/", "public one")]
    [TestCase("https://8.8.8.8/", "public one")]
    [TestCase("https://[::1]/", "public one")]
    [TestCase("https://intranet/", "public one")]
    [TestCase("https://localhost/", "public one")]
    [TestCase("http://127.0.0.1:5000/", "https://")]
    public void InTheProduct_OnlyPublicHttpsNames_AreTaken(string address, string? problem)
    {
        var refused = new WebhookAddresses(AllowsLoopback: false).Refuse(address);
        Assert.That(refused?.Message, problem is null ? Is.Null : Does.Contain(problem));
        Assert.That(refused?.Field, Is.EqualTo(refused is null ? null : "url"));
    }

    [Test]
    public void TooLong_IsRefused() => Assert.That(new WebhookAddresses(false).Refuse($"https://example.com/{new string('x', 500)}"), Is.Not.Null);

    [TestCase(true, "true", true)]
    [TestCase(true, null, false)]
    [TestCase(false, "true", false)]
    public void ThisMachine_IsCalledInDevelopmentOnly_WhateverTheSetting(bool isDevelopment, string? setting, bool isAllowed)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Webhooks:AllowLoopback"] = setting }).Build();
        var addresses = WebhookAddresses.From(configuration, isDevelopment);
        Assert.That(addresses.Refuse("http://localhost:5000/hook") is null, Is.EqualTo(isAllowed));
        Assert.That(addresses.Refuse("http://10.0.0.1/hook"), Is.Not.Null);
    }
}
