using Marketplace.ServiceDefaults.Traffic;
using Marketplace.Web.Analytics;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Tests.Analytics;

internal sealed class ViewRulesTests
{
    public const string Browser = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

    [TestCase(Browser, false)]
    [TestCase("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1", false)]
    [TestCase("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", false)]
    [TestCase("Mozilla/5.0 (Linux; Android 13; CUBOT NOTE 21) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36", false)]
    [TestCase("", true)]
    [TestCase(null, true)]
    [TestCase("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", true)]
    [TestCase("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)", true)]
    [TestCase("Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", true)]
    [TestCase("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/142.0.0.0 Safari/537.36", true)]
    [TestCase("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", true)]
    [TestCase("Mozilla/5.0 (Macintosh) Chrome-Lighthouse", true)]
    [TestCase("Slackbot-LinkExpanding 1.0", true)]
    [TestCase("curl/8.11.0", true)]
    [TestCase("python-requests/2.32", true)]
    [TestCase("Go-http-client/2.0", true)]
    [TestCase("Baiduspider+(+http://www.baidu.com/search/spider.htm)", true)]
    public void Robots_AreKnownByName(string? userAgent, bool isRobot) => Assert.That(ViewRules.IsRobot(userAgent), Is.EqualTo(isRobot));

    [TestCase("Sec-Purpose", "prefetch")]
    [TestCase("Sec-Purpose", "prefetch;prerender")]
    [TestCase("Purpose", "prefetch")]
    [TestCase("X-Moz", "prefetch")]
    [TestCase("X-Purpose", "preview")]
    [TestCase("Sec-Fetch-Dest", "empty")]
    [TestCase("Sec-Fetch-Dest", "iframe")]
    public void WhatNobodySees_IsNoView(string header, string value)
    {
        var request = Request();
        Assert.That(ViewRules.IsOpened(request));
        request.Headers[header] = value;
        Assert.That(ViewRules.IsOpened(request), Is.False);
    }

    [Test]
    public void OnlyPagesThatAreGot_AreViews()
    {
        var request = Request();
        request.Method = "HEAD";
        Assert.That(ViewRules.IsOpened(request), Is.False);
        Assert.That(ViewRules.IsShown(request), Is.False, "another site, or a program, says that a page is seen");
        request.Headers["Sec-Fetch-Site"] = "same-origin";
        Assert.That(ViewRules.IsShown(request));
    }

    [TestCase("", "")]
    [TestCase("https://www.dev.to/ada/my-secret-post?session=1", "dev.to")]
    [TestCase("https://user:secret@News.YCombinator.com:8443/item?id=1#x", "news.ycombinator.com")]
    [TestCase("http://shop.test/search?q=my+illness", "(marketplace)")]
    [TestCase("android-app://com.google.android.gm/", "")]
    [TestCase("javascript:alert(1)", "")]
    [TestCase("not an address", "")]
    [TestCase("https://bücher.example/", "xn--bcher-kva.example")]
    public void OfAReferrer_TheHostIsKept(string header, string kept)
    {
        var request = Request();
        request.Headers.Referer = header;
        Assert.That(ViewRules.SourceOf(request).Referrer, Is.EqualTo(kept));
    }

    [Test]
    public void Campaigns_AreWordsOfPlainLetters_CutToTheirLength()
    {
        var request = Request();
        request.QueryString = new QueryString($"?utm_source=%20News|Letter%00&utm_medium={new string('x', 500)}&utm_campaign=%3Cscript%3E&utm_source=other");
        var source = ViewRules.SourceOf(request);
        Assert.That((source.UtmSource, source.UtmMedium.Length, source.UtmCampaign), Is.EqualTo(("newsletterother", ViewSource.MaxUtm, "script")));
        var field = new ViewField(new(2026, 3, 4), Guid.NewGuid(), source, IsVisitor: true);
        Assert.That(ViewField.Parse(field.ToString()), Is.EqualTo(field));
    }

    [TestCase("")]
    [TestCase("20260304|x|v||||")]
    [TestCase("20260304|0195600000007000800000000000000a|w||||")]
    [TestCase("2026-03-04|0195600000007000800000000000000a|v||||")]
    [TestCase("20260304|0195600000007000800000000000000a|v|||||more")]
    public void WhatIsNoField_IsNotRead(string text) => Assert.That(ViewField.Parse(text), Is.Null);

    private static HttpRequest Request()
    {
        var request = new DefaultHttpContext().Request;
        (request.Method, request.Scheme, request.Host) = ("GET", "http", new HostString("shop.test"));
        request.Headers.UserAgent = Browser;
        return request;
    }
}
