using System.Text;
using Marketplace.Tests.Infrastructure;
using Marketplace.Tests.Webhooks;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Tests.Browser;

/// <summary>A seller makes a webhook, tests it and reads its log, without JavaScript; a buyer makes a feed.</summary>
internal sealed class WebhookJourneyTests
{
    private const string Password = "Demo-pass-2026!";
    private RunningMarketplace running = null!;
    private HookReceiver receiver = null!;

    [SetUp]
    public async Task StartAsync() => (running, receiver) = (await RunningMarketplace.GetAsync(), await HookReceiver.StartAsync());

    [TearDown]
    public async Task StopAsync() => await receiver.DisposeAsync();

    [Test]
    public async Task ASeller_MakesTestsAndDeletesAWebhook_WithoutJavaScript()
    {
        var page = await SignInAsync("seller@demo.test", javaScript: false);
        await page.GotoAsync("/sell/webhooks");
        await page.FillAsync("[name='Form.Url']", "http://example.com/hooks");
        await page.ClickAsync("#create-webhook");
        await Expect(page.Locator(".field-error")).ToContainTextAsync("https://");
        await Expect(page.Locator("[name='Form.Url']")).ToHaveValueAsync("http://example.com/hooks");

        var address = receiver.At($"/{Guid.NewGuid():N}").ToString();
        await page.FillAsync("[name='Form.Url']", address);
        await page.CheckAsync("[value='order.paid']");
        await page.ClickAsync("#create-webhook");
        var secret = (await page.GetByTestId("webhook-secret").TextContentAsync())!.Trim();
        await page.ClickAsync($"a:text-is('{address}')");
        await Expect(page.GetByTestId("webhook-secret")).ToHaveCountAsync(0);

        receiver.Answer = async context =>
        {
            context.Response.StatusCode = 500;
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("<h1 id=hostile>Hello</h1>"));
        };
        await page.GetByTestId("webhook-test").ClickAsync();
        await Expect(page.GetByTestId("delivery-status")).ToHaveTextAsync("Failed");
        await Expect(page.GetByTestId("answer-body")).ToHaveTextAsync("<h1 id=hostile>Hello</h1>");
        await Expect(page.Locator("#hostile")).ToHaveCountAsync(0);
        Assert.That(receiver.Received.Single().IsSignedWith(secret));

        receiver.AnswerWith(200);
        await page.GetByTestId("redeliver").ClickAsync();
        await Expect(page.GetByTestId("delivery-status")).ToHaveTextAsync("Arrived");
        await Expect(page.GetByTestId("try")).ToHaveCountAsync(2);
        await page.ClickAsync($".crumbs a:text-is('{address}')");
        await page.GetByTestId("filter-failed").ClickAsync();
        await Expect(page.GetByTestId("no-deliveries")).ToBeVisibleAsync();
        await page.GetByTestId("filter-succeeded").ClickAsync();
        await Expect(page.GetByTestId("delivery-row")).ToHaveCountAsync(1);

        await page.GetByTestId("webhook-rotate").ClickAsync();
        await Expect(page.GetByTestId("webhook-secret")).Not.ToHaveTextAsync(secret);
        await page.GetByTestId("webhook-disable").ClickAsync();
        await Expect(page.GetByTestId("webhook-status")).ToHaveTextAsync("Off");
        await page.GetByTestId("webhook-enable").ClickAsync();
        await Expect(page.GetByTestId("flash")).ToContainTextAsync("Enabled");
        await page.ClickAsync("text=Delete it");
        await page.GetByTestId("webhook-delete").ClickAsync();
        await Expect(page.GetByTestId("flash")).ToContainTextAsync("Deleted");
        await Expect(page.Locator($"a:text-is('{address}')")).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task WebhookPages_HaveNoAccessibilityErrors_AndFitAPhone()
    {
        using var seller = await ApiPerson.OfAsync("seller@demo.test");
        var made = await seller.Webhooks.CreateAsync(new() { Url = receiver.At($"/{Guid.NewGuid():N}?{new string('q', 300)}").ToString(), Description = "For the test", Events = ["order.paid"] }, CancellationToken.None);
        receiver.AnswerWith(503);
        var page = await SignInAsync("seller@demo.test");
        var path = $"/sell/webhooks/{made.Webhook.Id}";
        await page.GotoAsync(path);
        await page.GetByTestId("webhook-test").ClickAsync();
        await Expect(page.GetByTestId("try")).ToHaveCountAsync(1);
        foreach (var place in new[] { "/sell/webhooks", path, new Uri(page.Url).AbsolutePath })
        {
            await page.GotoAsync(place);
            await page.EvaluateAsync("document.querySelectorAll('details.disclosure').forEach(details => details.open = true)");
            await PageChecks.AssertAccessibleAsync(page);
        }

        await seller.Webhooks.DeleteAsync(made.Webhook.Id, CancellationToken.None);
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task ABuyer_MakesAndEndsAFeed_WithoutJavaScript()
    {
        using var seller = await ApiPerson.OfAsync("seller@demo.test");
        using var admin = await ApiPerson.AdminAsync();
        using var buyer = await ApiPerson.OfAsync("buyer@demo.test");
        var product = await seller.PublishedProductAsync(admin, ApiPerson.Listing($"Feed kit {Guid.NewGuid().ToString("N")[..8]}"));
        var order = await buyer.BuyAsync(product.Id);
        var page = await SignInAsync("buyer@demo.test", javaScript: false);
        await page.GotoAsync($"/purchases/{order.Number}/{order.Lines[0].Id}");
        await page.GetByTestId("make-update-token").ClickAsync();
        var feed = (await page.GetByTestId("feed-atom").TextContentAsync())!;
        using var http = new HttpClient();
        Assert.That(await http.GetStringAsync(feed), Does.Contain("Feed kit"));
        await page.ReloadAsync();
        await page.GotoAsync($"/purchases/{order.Number}/{order.Lines[0].Id}");
        await Expect(page.GetByTestId("feed-atom")).ToHaveCountAsync(0);
        await page.GetByTestId("end-update-token").ClickAsync();
        await Expect(page.GetByTestId("flash")).ToContainTextAsync("Ended");
        using var gone = await http.GetAsync(feed);
        Assert.That((int)gone.StatusCode, Is.EqualTo(404));
        await page.Context.CloseAsync();
    }

    private async Task<IPage> SignInAsync(string mail, bool javaScript = true)
    {
        var page = await Browsers.NewPersonAsync(running.Web, javaScript: javaScript);
        await page.GotoAsync("/account/sign-in");
        await page.FillAsync("[name='Input.Email']", mail);
        await page.FillAsync("[name='Input.Password']", Password);
        await page.ClickAsync("#submit");
        await page.WaitForURLAsync(url => url.StartsWith(running.Web.ToString(), StringComparison.Ordinal));
        return page;
    }
}
