using Marketplace.Tests.Brain;
using Marketplace.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Tests.Browser;

/// <summary>A team in the browser, without JavaScript: invited by mail, joined, and knowledge that only the team finds.</summary>
internal sealed class TeamJourneyTests
{
    // Not the other way round: the seller has a grant of the demo's, which ending the owner's would end too.
    private const string Owner = "buyer@demo.test";
    private const string Member = "seller@demo.test";
    private static readonly CancellationToken None = CancellationToken.None;
    private RunningMarketplace running = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => running = await RunningMarketplace.GetAsync();

    [Test]
    public async Task AnOwner_InvitesByMail_WhoJoins_FindsWhatTheTeamKnows_AndAStrangerDoesNot()
    {
        using var admin = await ApiPerson.OfAsync("admin@demo.test");
        using var member = await ApiPerson.OfAsync(Member);
        var grant = await admin.PlanAdmin.GrantAsync(new() { UserHandleOrEmail = Owner, Plan = "team", Reason = "Browser test" }, None);
        try
        {
            var owner = await Browsers.SignedInAsync(running, Owner, javaScript: false);
            var joined = await JoinAsync(owner);
            var (path, word) = await WriteAsync(owner);
            await EntryEndpointsTests.UntilAsync(async () => (await member.Brain.ListTeamsAsync(word, null, None)).Items.Count > 0);

            await joined.GotoAsync(path);
            await Expect(joined.GetByTestId("team-entry")).ToHaveTextAsync("Team");
            await AskAsync(joined, word);
            await Expect(joined.GetByTestId("source").First).ToContainTextAsync(word);
            await Expect(joined.GetByTestId("source").First.Locator(".badge")).ToHaveTextAsync("Team");

            var stranger = await Browsers.SignedInAsync(running, "admin@demo.test", javaScript: false);
            Assert.That((await stranger.GotoAsync(path))!.Status, Is.EqualTo(404));
            await AskAsync(stranger, word);
            await Expect(stranger.GetByTestId("source").Filter(new() { HasText = word })).ToHaveCountAsync(0);
            await AssertAccessibleAsync(Owner, "/account/team", "/brain/team", "/brain/contribute?space=team", path);
            await AssertAccessibleAsync("admin@demo.test", "/admin/plans", "/account/team");

            await joined.GotoAsync(path);
            await Expect(joined.GetByTestId("deprecate-open")).ToHaveCountAsync(0);
            var (members, _) = await WriteAsync(joined);
            await owner.GotoAsync(members);
            await owner.GetByTestId("deprecate-open").ClickAsync();
            await owner.GetByTestId("deprecate-reason").FillAsync("We no longer do it like this.");
            await owner.GetByTestId("deprecate").ClickAsync();
            await Expect(owner.GetByText("This no longer holds")).ToBeVisibleAsync();

            await joined.GotoAsync("/account/team");
            await joined.Locator("summary").Filter(new() { HasText = "Leave the team" }).ClickAsync();
            await joined.GetByTestId("leave-team").ClickAsync();
            await Expect(joined.GetByTestId("flash")).ToContainTextAsync("You have left the team");
            Assert.That((await joined.GotoAsync(path))!.Status, Is.EqualTo(404));
        }
        finally
        {
            await admin.PlanAdmin.EndGrantAsync(grant.Id, None);
        }
    }

    /// <summary>From the owner's form by the mail's link and the sign-in, which keeps the link, to the team's page.</summary>
    private async Task<IPage> JoinAsync(IPage owner)
    {
        await owner.GotoAsync("/account/team");
        await owner.FillAsync("#invite-email", Member);
        await owner.GetByTestId("invite").ClickAsync();
        await Expect(owner.GetByTestId("flash")).ToContainTextAsync("Invited");
        using var inbox = new MailInbox(running.MailInbox);
        var link = (await inbox.WaitForAsync(Member, "invites you to")).Link("/team/join");

        var joining = await Browsers.NewPersonAsync(running.Web);
        await joining.GotoAsync(link.PathAndQuery);
        await Expect(joining.GetByTestId("invitation")).ToContainTextAsync("invites you to");
        await PageChecks.AssertAccessibleAsync(joining);
        await joining.GetByTestId("sign-in-to-join").ClickAsync();
        await joining.FillAsync("[name='Input.Email']", Member);
        await joining.FillAsync("[name='Input.Password']", "Demo-pass-2026!");
        await joining.ClickAsync("#submit");
        await joining.GetByTestId("accept-invitation").ClickAsync();
        await Expect(joining.GetByTestId("flash")).ToContainTextAsync("Welcome to");
        await Expect(joining.GetByTestId("seat")).ToHaveCountAsync(2);
        return joining;
    }

    private static async Task<(string Path, string Word)> WriteAsync(IPage writer)
    {
        var word = EntryEndpointsTests.Word();
        var request = EntryEndpointsTests.Request(word);
        await writer.GotoAsync("/brain/contribute");
        await writer.CheckAsync("[name='Form.Space'][value='team']");
        await writer.FillAsync("[name='Form.Title']", request.Title);
        await writer.FillAsync("[name='Form.Body']", request.Body);
        await writer.FillAsync("[name='Form.Tags']", string.Join(", ", request.Tags));
        await writer.GetByTestId("publish-entry").ClickAsync();
        await Expect(writer.GetByTestId("team-entry")).ToBeVisibleAsync();
        return (new Uri(writer.Url).AbsolutePath, word);
    }

    private static async Task AskAsync(IPage page, string word)
    {
        await page.GotoAsync("/brain");
        await page.GetByTestId("question").FillAsync($"How do I warm the {word} cache?");
        await page.GetByTestId("ask-brain").ClickAsync();
        await Expect(page.GetByTestId("answer-state")).ToBeVisibleAsync();
    }

    private async Task AssertAccessibleAsync(string mail, params string[] paths)
    {
        var page = await Browsers.SignedInAsync(running, mail);
        foreach (var path in paths)
        {
            await page.GotoAsync(path);
            await PageChecks.AssertAccessibleAsync(page);
        }

        await page.Context.CloseAsync();
    }
}
