using Marketplace.Contracts.Brain;
using Marketplace.Tests.Brain;
using Marketplace.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Tests.Browser;

/// <summary>Asking, contributing and opening sources as a person in a browser, with and without JavaScript.</summary>
internal sealed class BrainPagesTests
{
    private const string Known = "How do I stop a cache stampede when a hot Redis key expires?";
    private RunningMarketplace running = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        running = await RunningMarketplace.GetAsync();
        using var guest = await ApiPerson.GuestAsync();
        await EntryEndpointsTests.UntilAsync(async () => (await guest.Brain.GetStatsAsync(CancellationToken.None)) is { Entries: >= 150 } stats && stats.Passages >= stats.Entries);
    }

    [Test]
    public async Task ABuyer_AsksWithoutJavaScript_AndReadsWhereEachSentenceStands()
    {
        var page = await Browsers.SignedInAsync(running, "buyer@demo.test", javaScript: false);
        await page.GotoAsync("/brain");
        await Expect(page.GetByTestId("usage")).ToContainTextAsync("questions left this month");
        await page.GetByTestId("question").FillAsync(Known);
        await page.GetByTestId("ask-brain").ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/brain/answers/"));
        await Expect(page.GetByTestId("answer-state")).ToHaveTextAsync("Answered from sources");
        var sentence = (await page.GetByTestId("sentence").First.InnerTextAsync()).Split(" [")[0];
        await page.GetByTestId("source").First.Locator("a").First.ClickAsync();
        await Expect(page.GetByTestId("entry-body")).ToContainTextAsync(sentence);
        await page.GoBackAsync();
        await page.GetByTestId("helpful").ClickAsync();
        await Expect(page.GetByTestId("flash")).ToContainTextAsync("Thank you");
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task ABuyer_SeesTheAnswerGrow_WithJavaScript_AndIsOfferedTheCommunityWhenThereIsNone()
    {
        var page = await Browsers.SignedInAsync(running, "buyer@demo.test");
        await page.GotoAsync("/brain");
        await page.GetByTestId("question").FillAsync(Known);
        await page.GetByTestId("ask-brain").ClickAsync();
        await Expect(page.GetByTestId("answer-state")).ToHaveTextAsync("Answered from sources");
        Assert.That(new Uri(page.Url).AbsolutePath, Is.EqualTo("/brain"), "the page stays");
        await PageChecks.AssertAccessibleAsync(page);

        var unknown = $"Which spanner fits the {EntryEndpointsTests.Word()} valve of a diesel locomotive?";
        await page.GetByTestId("question").FillAsync(unknown);
        await page.GetByTestId("ask-brain").ClickAsync();
        await Expect(page.GetByTestId("answer-state")).ToHaveTextAsync("No answer");
        await page.GetByTestId("ask-community").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync(unknown);
        await page.GetByTestId("close-question").ClickAsync();
        await Expect(page.GetByTestId("flash")).ToContainTextAsync("Closed");
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task ASeller_Contributes_IsShownWhatIsAlike_Edits_AndTakesBack()
    {
        var word = EntryEndpointsTests.Word();
        var page = await Browsers.SignedInAsync(running, "seller@demo.test", javaScript: false);
        var title = await WriteAsync(page, EntryEndpointsTests.Request(word), "");
        await page.GetByTestId("publish-entry").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync(title);
        await page.GetByTestId("edit-entry").ClickAsync();
        await page.Locator("[name='Form.Title']").FillAsync($"{title}, always");
        await page.GetByTestId("save-entry").ClickAsync();
        await Expect(page.GetByTestId("flash")).ToContainTextAsync("Saved");
        await Expect(page.Locator("h1")).ToHaveTextAsync($"{title}, always");
        using (var guest = await ApiPerson.GuestAsync())
        {
            await EntryEndpointsTests.UntilAsync(async () => (await guest.Brain.ListAsync(word, null, null, null, null, null, CancellationToken.None)).Items.Any(item => item.Title.EndsWith("always", StringComparison.Ordinal)));
        }

        await WriteAsync(page, EntryEndpointsTests.Request(word), " again");
        await page.GetByTestId("publish-entry").ClickAsync();
        await Expect(page.GetByTestId("similar")).ToContainTextAsync($"{title}, always");
        await page.GetByTestId("publish-despite").ClickAsync();
        await page.GetByTestId("edit-entry").ClickAsync();
        await page.GetByTestId("take-back").ClickAsync();
        await Expect(page.GetByTestId("entry-status")).ToHaveTextAsync("Draft");
        await page.GetByTestId("delete-entry").ClickAsync();
        await Expect(page.GetByTestId("credits")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task AContribution_ThatIsRefused_KeepsItsText()
    {
        var page = await Browsers.SignedInAsync(running, "seller@demo.test", javaScript: false);
        await WriteAsync(page, EntryEndpointsTests.Request(EntryEndpointsTests.Word()) with { Tags = [] }, "");
        await page.GetByTestId("save-draft").ClickAsync();
        await Expect(page.Locator(".field-error")).ToContainTextAsync("at least one tag");
        await Expect(page.Locator("[name='Form.Body']")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("hosted service"));
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task ASeller_OpensTheReadme_AndABuyerAsksBeforeBuying()
    {
        using var admin = await ApiPerson.AdminAsync();
        using var api = await ApiPerson.OfAsync("seller@demo.test");
        var draft = await api.Selling.CreateProductAsync(ApiPerson.Listing($"Asked before {EntryEndpointsTests.Word()}"), CancellationToken.None);
        await api.AddImageAsync(draft.Id);
        await api.UploadAsync(draft.Id, "1.0.0", ApiPerson.Zip(("README.md", "# The shed\n\nThe shed stores its pictures in an S3 bucket. The bucket is named by the setting `SHED_BUCKET`.\n"), ("a.cs", "class A;")));
        var product = await api.ApprovedAsync(admin, draft.Id);
        var seller = await Browsers.SignedInAsync(running, "seller@demo.test", javaScript: false);
        await seller.GotoAsync($"/sell/products/{product.Id}");
        await Expect(seller.GetByTestId("listing-hints")).ToContainTextAsync("Requirements");
        await seller.GetByTestId("open-readme").CheckAsync();
        await seller.GetByTestId("save-sources").ClickAsync();
        await Expect(seller.GetByTestId("flash")).ToContainTextAsync("Saved");
        await EntryEndpointsTests.UntilAsync(async () => (await api.Brain.GetSourcesAsync(product.Id, CancellationToken.None)).Texts is [{ IsIndexed: true }]);
        await seller.Context.CloseAsync();

        var buyer = await Browsers.SignedInAsync(running, "buyer@demo.test", javaScript: false);
        await buyer.GotoAsync($"/products/{product.Slug}");
        await buyer.GetByTestId("question").FillAsync("Where does it store pictures?");
        await buyer.GetByTestId("ask-brain").ClickAsync();
        await Expect(buyer.GetByTestId("answer")).ToContainTextAsync("stores its pictures in an S3 bucket");
        await buyer.GotoAsync($"/products/{product.Slug}");
        await buyer.GetByTestId("question").FillAsync("Is there a hotline for Klingon speakers?");
        await buyer.GetByTestId("ask-brain").ClickAsync();
        await buyer.GetByTestId("ask-seller").ClickAsync();
        await Expect(buyer.GetByTestId("own-question")).ToContainTextAsync("Klingon");
        await buyer.Context.CloseAsync();
    }

    [Test]
    public async Task AFailedSearch_LeadsToWhatIsWrittenDown()
    {
        var page = await Browsers.NewPersonAsync(running.Web, javaScript: false);
        await page.GotoAsync("/search?q=skip+locked+queue+postgresql&max=1&stack=kafka");
        await Expect(page.GetByTestId("search-knowledge")).ToContainTextAsync("SKIP LOCKED");
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task EveryPage_IsAccessible_InBothThemesAndOnAPhone()
    {
        using var author = await ApiPerson.OfAsync("seller@demo.test");
        var draft = (await author.Brain.LearnAsync(EntryEndpointsTests.Request(EntryEndpointsTests.Word()), CancellationToken.None)).Entry;
        var question = (await author.Brain.ListQuestionsAsync(mine: false, null, CancellationToken.None)).Items[0];
        var page = await Browsers.SignedInAsync(running, "seller@demo.test");
        foreach (var path in new[]
        {
            "/brain", "/brain?kind=tip", "/brain/prevent-a-redis-cache-stampede-when-a-hot-key-expires", "/brain/contribute", $"/brain/entries/{draft.Id}", "/brain/mine", "/brain/questions",
            $"/brain/questions/{question.Id}", "/brain/patterns",
        })
        {
            await page.GotoAsync(path);
            await Expect(page.Locator("h1").First).ToBeVisibleAsync();
            await PageChecks.AssertAccessibleAsync(page);
        }

        await page.Context.CloseAsync();
    }

    private static async Task<string> WriteAsync(IPage page, LearnRequest entry, string suffix)
    {
        await page.GotoAsync("/brain/contribute");
        var title = $"{entry.Title}{suffix}";
        await page.Locator("[name='Form.Title']").FillAsync(title);
        await page.Locator("[name='Form.Context']").FillAsync(entry.Context ?? "");
        await page.Locator("[name='Form.Body']").FillAsync(entry.Body);
        await page.Locator("[name='Form.Tags']").FillAsync(string.Join(", ", entry.Tags));
        return title;
    }
}
