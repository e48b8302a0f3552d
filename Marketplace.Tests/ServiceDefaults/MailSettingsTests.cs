using MailKit.Security;
using Marketplace.ServiceDefaults.Mail;

namespace Marketplace.Tests.ServiceDefaults;

internal sealed class MailSettingsTests
{
    [TestCase("Endpoint=smtp://localhost:1025", "localhost", 1025)]
    [TestCase("endpoint=smtp://mail.test:2525;", "mail.test", 2525)]
    [TestCase("smtp://localhost:1025", "localhost", 1025)]
    [TestCase("Endpoint=smtp://mail.test", "mail.test", 25)]
    [TestCase("Endpoint=smtps://mail.test", "mail.test", 465)]
    public void ConnectionString_NamesHostAndPort(string text, string host, int port)
    {
        var settings = MailSettings.Parse(text);
        Assert.That((settings.Host, settings.Port), Is.EqualTo((host, port)));
    }

    [TestCase("Endpoint=smtp://localhost:1025", SecureSocketOptions.None)]
    [TestCase("Endpoint=smtps://mail.test", SecureSocketOptions.SslOnConnect)]
    [TestCase("Endpoint=smtp://mail.test:587;Username=shop;Password=a=b", SecureSocketOptions.StartTls)]
    public void Password_IsNeverSentInClearText(string text, SecureSocketOptions security) =>
        Assert.That(MailSettings.Parse(text).Security, Is.EqualTo(security));

    [Test]
    public void Credentials_MayHoldEqualsSigns()
    {
        var settings = MailSettings.Parse("Endpoint=smtp://mail.test:587;Username=shop;Password=a=b");
        Assert.That((settings.Username, settings.Password), Is.EqualTo(("shop", "a=b")));
    }

    [TestCase("")]
    [TestCase("Endpoint=localhost:25")]
    [TestCase("Endpoint=http://mail.test")]
    public void OtherText_IsRefused(string text) => Assert.That(() => MailSettings.Parse(text), Throws.InstanceOf<FormatException>());

    [Test]
    public void Sender_HasADefault()
    {
        Assert.That(MailSettings.Parse("smtp://x:1").From.Address, Is.EqualTo("no-reply@marketplace.example"));
        Assert.That(MailSettings.Parse("smtp://x:1", "Shop <hello@shop.test>").From.Name, Is.EqualTo("Shop"));
    }
}
