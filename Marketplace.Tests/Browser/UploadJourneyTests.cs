using System.Collections.Concurrent;
using System.Security.Cryptography;
using Marketplace.Contracts.Selling;
using Marketplace.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Tests.Browser;

/// <summary>A seller's package on its way from the browser to the store: cut, gone on with, paused, given up, and without JavaScript.</summary>
internal sealed class UploadJourneyTests
{
    private const string StoreBlocks = "**/*comp=block&*";
    private const int Blocks = 5;
    private static readonly LocatorAssertionsToContainTextOptions Patient = new() { Timeout = 30_000 };
    private RunningMarketplace running = null!;
    private ApiPerson seller = null!;
    private SellerProductView product = null!;
    private string file = null!;
    private string sha256 = null!;

    [SetUp]
    public async Task StartAsync()
    {
        running = await RunningMarketplace.GetAsync();
        seller = await ApiPerson.OfAsync("seller@demo.test");
        product = await seller.Selling.CreateProductAsync(ApiPerson.Listing($"Upload kit {Guid.NewGuid().ToString("N")[..8]}"), CancellationToken.None);
        file = Path.Combine(Path.GetTempPath(), $"upload-{Guid.NewGuid():N}.zip");
        var zip = ApiPerson.Zip(((Blocks - 1) * 8 << 20) + 100_000);
        sha256 = Convert.ToHexStringLower(SHA256.HashData(zip));
        await File.WriteAllBytesAsync(file, zip);
    }

    [TearDown]
    public void End()
    {
        seller.Dispose();
        File.Delete(file);
    }

    [Test]
    public async Task AClosedTab_GoesOnWithTheSameFile_AndSendsOnlyTheRest()
    {
        var page = await OpenAsync();
        var let = 2;
        await page.RouteAsync(StoreBlocks, async route => await (Interlocked.Decrement(ref let) >= 0 ? route.ContinueAsync() : route.AbortAsync("internetdisconnected")));
        await ChooseAndSendAsync(page);
        await Expect(page.Locator("[data-upload-text]")).ToContainTextAsync("goes on by itself", Patient);
        await UntilArrivedAsync(2);
        await page.CloseAsync();

        var again = await page.Context.NewPageAsync();
        await again.GotoAsync(Address);
        await Expect(again.GetByTestId("interrupted")).ToContainTextAsync("1.0.0 was interrupted");
        await Expect(again.GetByTestId("interrupted")).ToContainTextAsync("has arrived");
        Assert.That(await again.InputValueAsync("#version"), Is.EqualTo("1.0.0"));
        Assert.That(await again.InputValueAsync("#changelog"), Is.EqualTo("What the seller typed."));
        var sent = CountBlocks(again);
        await ChooseAndSendAsync(again);
        await UntilReadyAsync(again);
        Assert.That(sent, Has.Count.EqualTo(Blocks - 2));
        await again.CloseAsync();
    }

    [Test]
    public async Task ALostNetwork_IsWaitedFor_AndTheUploadEndsByItself()
    {
        var page = await OpenAsync();
        await page.RouteAsync(StoreBlocks, async route =>
        {
            await Task.Delay(700);
            await route.ContinueAsync();
        });
        await ChooseAndSendAsync(page);
        await UntilArrivedAsync(1);
        await page.Context.SetOfflineAsync(true);
        await Expect(page.Locator("[data-upload-text]")).ToContainTextAsync("The connection is interrupted", Patient);
        await Task.Delay(2_000);
        await page.Context.SetOfflineAsync(false);
        await UntilReadyAsync(page);
        await page.CloseAsync();
    }

    [Test]
    public async Task PauseContinueAndCancel_ByKeyboard()
    {
        var page = await OpenAsync();
        await page.RouteAsync(StoreBlocks, async route =>
        {
            await Task.Delay(600);
            await route.ContinueAsync();
        });
        await ChooseAndSendAsync(page);
        await UntilArrivedAsync(1);
        var pause = page.GetByRole(AriaRole.Button, new() { Name = "Pause" });
        await pause.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Paused at" })).ToHaveCountAsync(1);
        var arrived = (await seller.Selling.GetUploadAsync(product.Id, "1.0.0", CancellationToken.None)).Arrived.Count;
        await Task.Delay(1_500);
        Assert.That((await seller.Selling.GetUploadAsync(product.Id, "1.0.0", CancellationToken.None)).Arrived.Count, Is.LessThanOrEqualTo(arrived + 4));
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Continue" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Pause" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel the upload" }).PressAsync("Enter");
        await Expect(page.Locator("[data-upload-text]")).ToContainTextAsync("Nothing of this upload is kept", Patient);
        Assert.That((await seller.Selling.GetProductAsync(product.Id, CancellationToken.None)).Versions, Is.Empty);
        Assert.That(await page.InputValueAsync("#changelog"), Is.EqualTo("What the seller typed."));

        await page.UnrouteAllAsync();
        await page.ClickAsync("#upload-package");
        await UntilReadyAsync(page);
        await page.CloseAsync();
    }

    [Test]
    public async Task AddressesThatEnded_AreAskedForAnew()
    {
        var page = await OpenAsync();
        var refuse = 3;
        await page.RouteAsync(StoreBlocks, async route => await (Interlocked.Decrement(ref refuse) is >= 0 and < 2
            ? route.FulfillAsync(new() { Status = 403, Headers = new Dictionary<string, string> { ["access-control-allow-origin"] = "*" } })
            : route.ContinueAsync()));
        await ChooseAndSendAsync(page);
        await UntilReadyAsync(page);
        await page.CloseAsync();
    }

    [Test]
    public async Task AStoreThatTheBrowserCannotReach_GetsThePackageThroughTheMarketplace()
    {
        var page = await OpenAsync();
        await page.RouteAsync(StoreBlocks, route => route.AbortAsync("blockedbyclient"));
        await ChooseAndSendAsync(page);
        await UntilReadyAsync(page);
        await page.CloseAsync();
    }

    [Test]
    public async Task WithoutJavaScript_TheFormSendsThePackage()
    {
        var page = await OpenAsync(javaScript: false);
        await ChooseAndSendAsync(page);
        await UntilReadyAsync(page);
        await page.CloseAsync();
    }

    private string Address => $"/sell/products/{product.Id}";

    private async Task<IPage> OpenAsync(bool javaScript = true)
    {
        var page = await Browsers.NewPersonAsync(running.Web, javaScript: javaScript);
        await page.GotoAsync("/account/sign-in");
        await page.FillAsync("[name='Input.Email']", "seller@demo.test");
        await page.FillAsync("[name='Input.Password']", "Demo-pass-2026!");
        await page.ClickAsync("#submit");
        await page.WaitForURLAsync(url => url.StartsWith(running.Web.ToString(), StringComparison.Ordinal));
        await page.GotoAsync(Address);
        return page;
    }

    private async Task ChooseAndSendAsync(IPage page)
    {
        await page.FillAsync("#version", "1.0.0");
        await page.FillAsync("#changelog", "What the seller typed.");
        await page.SetInputFilesAsync("#package-file", file);
        await page.ClickAsync("#upload-package");
    }

    private static ConcurrentBag<string> CountBlocks(IPage page)
    {
        var sent = new ConcurrentBag<string>();
        page.Request += (_, request) =>
        {
            if (request.Method == "PUT")
            {
                sent.Add(request.Url);
            }
        };
        return sent;
    }

    private async Task UntilArrivedAsync(int count)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            try
            {
                if ((await seller.Selling.GetUploadAsync(product.Id, "1.0.0", CancellationToken.None)).Arrived.Count >= count)
                {
                    return;
                }
            }
            catch (Contracts.Http.ApiProblemException problem) when (problem.Status == 404)
            {
                // Not announced yet.
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"Not {count} blocks have arrived within ten seconds.");
    }

    private async Task UntilReadyAsync(IPage page)
    {
        await Expect(page.GetByTestId("version-row")).ToHaveCountAsync(1, new() { Timeout = 60_000 });
        var ready = await seller.CheckedAsync(product.Id, "1.0.0");
        Assert.That((ready.Status, ready.Sha256), Is.EqualTo((PackageStatus.Ready, sha256)), ready.RefusedReason);
        var said = await ApiPerson.InDatabaseAsync(async db => (await db.PackageVersions.FindAsync(ready.Id))!.ExpectedSha256);
        Assert.That(said, Is.EqualTo(sha256), "what the sender computed");
    }
}
