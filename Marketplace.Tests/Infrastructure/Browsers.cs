using Microsoft.Playwright;

namespace Marketplace.Tests.Infrastructure;

/// <summary>One Chromium for the run: the system's own (test.sh installs it where none is found).</summary>
internal static class Browsers
{
    private static readonly string[] Candidates = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];
    private static readonly Lazy<Task<IBrowser>> Browser = new(LaunchAsync);

    /// <summary>A person of their own: own cookies, own window.</summary>
    public static async Task<IPage> NewPersonAsync(Uri baseUrl, int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light, bool javaScript = true)
    {
        var context = await (await Browser.Value).NewContextAsync(new()
        {
            BaseURL = baseUrl.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,

            // A colour that is still on its way to another is too pale for axe, and a moving button is no place to click.
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = javaScript,
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(20_000);
        return await context.NewPageAsync();
    }

    /// <summary>One of the demo's people, through the sign-in page.</summary>
    public static async Task<IPage> SignedInAsync(RunningMarketplace running, string mail, bool javaScript = true)
    {
        var page = await NewPersonAsync(running.Web, javaScript: javaScript);
        await page.GotoAsync("/account/sign-in");
        await page.FillAsync("[name='Input.Email']", mail);
        await page.FillAsync("[name='Input.Password']", "Demo-pass-2026!");
        await page.ClickAsync("#submit");
        await page.WaitForURLAsync(url => url.StartsWith(running.Web.ToString(), StringComparison.Ordinal));
        return page;
    }

    /// <summary>Somebody new, who joins as a stranger does and confirms the address from the mail.</summary>
    public static async Task<IPage> RegisteredAsync(RunningMarketplace running, string name, bool javaScript = true)
    {
        const string Password = "A long enough passphrase 7!";
        using var inbox = new MailInbox(running.MailInbox);
        var mail = $"{Guid.NewGuid():N}@example.org";
        var page = await NewPersonAsync(running.Web, javaScript: javaScript);
        await page.GotoAsync("/account/sign-up");
        await page.FillAsync("[name='Input.DisplayName']", name);
        await page.FillAsync("[name='Input.Email']", mail);
        await page.FillAsync("[name='Input.Password']", Password);
        await page.ClickAsync("#submit");
        await page.GotoAsync((await inbox.WaitForAsync(mail, "confirm")).Link("confirm-email").ToString());
        await page.ClickAsync("#continue");
        await page.FillAsync("[name='Input.Email']", mail);
        await page.FillAsync("[name='Input.Password']", Password);
        await page.ClickAsync("#submit");
        await page.WaitForURLAsync(url => url.StartsWith(running.Web.ToString(), StringComparison.Ordinal));
        return page;
    }

    public static async Task CloseAsync()
    {
        if (Browser.IsValueCreated && Browser.Value.IsCompletedSuccessfully)
        {
            await (await Browser.Value).CloseAsync();
        }
    }

    private static async Task<IBrowser> LaunchAsync()
    {
        var path = Environment.GetEnvironmentVariable("CHROME_PATH") ?? Candidates.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("No Chromium was found. Run ./test.sh, which installs it, or set CHROME_PATH.");
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }
}
