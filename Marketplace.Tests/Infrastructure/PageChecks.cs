using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Marketplace.Tests.Infrastructure;

/// <summary>What every page must stand: axe in both themes, and a phone.</summary>
internal static class PageChecks
{
    // axe waits on timers: where scripts are switched off it never ends.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <param name="page">Of a browser with scripts.</param>
    public static async Task AssertAccessibleAsync(IPage page)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            var result = await page.RunAxe().WaitAsync(Patience);
            Assert.That(result.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(violation => $"{scheme}: {violation.Id} {violation.Nodes[0].Html}"), Is.Empty, page.Url);
        }

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        var size = page.ViewportSize!;
        await page.SetViewportSizeAsync(360, 740);
        Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"), Is.Zero, page.Url);
        await page.SetViewportSizeAsync(size.Width, size.Height);
    }
}
