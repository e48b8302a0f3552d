using System.Text;
using Marketplace.ServiceDefaults.Mail;

namespace Marketplace.Tests.ServiceDefaults;

internal sealed class DeliveryReportTests
{
    /// <summary>As Postfix writes it.</summary>
    public const string Sample = """
        From: MAILER-DAEMON@mx.example.org
        To: no-reply@marketplace.example
        Subject: Undelivered Mail Returned to Sender
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

        --b1
        Content-Type: text/plain

        I'm sorry to have to inform you that your message could not be delivered.

        --b1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.org

        Final-Recipient: rfc822; {recipient}
        Action: {action}
        Status: {status}
        Diagnostic-Code: smtp; 550 5.1.1 User unknown

        --b1
        Content-Type: text/rfc822-headers

        From: no-reply@marketplace.example
        Message-ID: <{id}@marketplace.example>
        Subject: Your order

        --b1--
        """;

    [Test]
    public async Task AFailure_NamesMailAddressAndReason() =>
        Assert.That(await ReadAsync(Text("abc", "reader@example.org")), Is.EqualTo(new[] { new DeliveryReport("abc@marketplace.example", "reader@example.org", "5.1.1 smtp; 550 5.1.1 User unknown") }));

    [TestCase("delayed", "4.4.1")]
    [TestCase("delivered", "2.0.0")]
    [TestCase("failed", "4.2.2")]
    public async Task WhatIsNoLastingFailure_IsNone(string action, string status) =>
        Assert.That(await ReadAsync(Text("abc", "reader@example.org", action, status)), Is.Empty);

    [TestCase("")]
    [TestCase("Hello, please unsubscribe me.")]
    [TestCase("Subject: out of office\r\n\r\nI am away.")]
    public async Task WhatIsNoReport_IsNone(string letter) => Assert.That(await ReadAsync(letter), Is.Empty);

    public static string Text(string id, string recipient, string action = "failed", string status = "5.1.1") => Sample
        .Replace("{id}", id, StringComparison.Ordinal).Replace("{recipient}", recipient, StringComparison.Ordinal)
        .Replace("{action}", action, StringComparison.Ordinal).Replace("{status}", status, StringComparison.Ordinal)
        .ReplaceLineEndings("\r\n");

    private static Task<IReadOnlyList<DeliveryReport>> ReadAsync(string letter) => DeliveryReport.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(letter)), CancellationToken.None);
}
