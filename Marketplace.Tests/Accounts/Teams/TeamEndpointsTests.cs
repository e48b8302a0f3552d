using Marketplace.Contracts.Brain;
using Marketplace.Contracts.Subscriptions;
using Marketplace.Tests.Brain;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Accounts;

/// <summary>Teams, grants and the team's space over HTTP: who may, who may not, and who is told what.</summary>
internal sealed class TeamEndpointsTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private ApiPerson admin = null!;
    private ApiPerson owner = null!;
    private ApiPerson stranger = null!;
    private ApiPerson guest = null!;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        (admin, owner, stranger, guest) = (await ApiPerson.AdminAsync(), await ApiPerson.BuyerAsync(), await ApiPerson.BuyerAsync(), await ApiPerson.GuestAsync());
        await admin.PlanAdmin.GrantAsync(new() { UserHandleOrEmail = owner.Handle, Plan = "team", Reason = "Test" }, None);
    }

    [OneTimeTearDown]
    public void Close()
    {
        admin.Dispose();
        owner.Dispose();
        stranger.Dispose();
        guest.Dispose();
    }

    [Test]
    public async Task AnOwner_NamesInvitesAndTakesBack_AndStrangersCannot()
    {
        Assert.That(await owner.Team.GetAsync(None), Is.Not.Null);
        Assert.That((await owner.Team.RenameAsync(new() { Name = "The Zebras" }, None)).Name, Is.EqualTo("The Zebras"));
        var email = $"{Guid.NewGuid():N}@example.org";
        var team = await owner.Team.InviteAsync(new() { Email = email }, None);
        var seat = team.Members.Single(member => member.Email == email);
        Assert.That((team.IsOwner, team.IsResting, team.Seats, seat.State), Is.EqualTo((true, false, 5, "invited")));
        await Refusal.OfAsync(owner.Team.InviteAsync(new() { Email = email }, None), 409, "teams.already_invited");
        await Refusal.OfAsync(owner.Team.InviteAsync(new() { Email = "no address" }, None), 400, "validation_failed");

        using var inbox = new MailInbox((await RunningMarketplace.GetAsync()).MailInbox);
        var link = (await inbox.WaitForAsync(email, "invites you to The Zebras")).Link("/team/join");
        var token = Uri.UnescapeDataString(link.Query["?token=".Length..]);
        var seen = await guest.Team.GetInvitationAsync(token, None);
        Assert.That((seen.TeamName, seen.Email, seen.IsOpen), Is.EqualTo(("The Zebras", (string?)null, true)));
        await Refusal.OfAsync(guest.Team.GetInvitationAsync(token + "x", None), 404, "not_found");
        await Refusal.OfAsync(guest.Team.AcceptAsync(token, None), 401, "unauthenticated");
        await Refusal.OfAsync(stranger.Team.AcceptAsync(token, None), 403, "teams.other_address");

        await Refusal.OfAsync(stranger.Team.RemoveAsync(seat.Id!.Value, None), 404, "not_found");
        await owner.Team.RemoveAsync(seat.Id.Value, None);
        await Refusal.OfAsync(guest.Team.GetInvitationAsync(token, None), 404, "not_found");
    }

    [Test]
    public async Task WithoutAPlan_ThereIsNoTeam_AndTheRefusalNamesThePlan()
    {
        await Refusal.OfAsync(stranger.Team.GetAsync(None), 404, "not_found");
        await Refusal.OfAsync(stranger.Team.LeaveAsync(None), 404, "not_found");
        await Refusal.OfAsync(stranger.Team.RenameAsync(new() { Name = "Mine" }, None), 403, "plan_required");
        var refused = await Refusal.OfAsync(stranger.Team.InviteAsync(new() { Email = "person@example.org" }, None), 403, "plan_required");
        Assert.That(refused.Detail, Does.Contain("Team"));
    }

    [Test]
    public async Task AnonymousCallers_AreAskedToSignIn()
    {
        await Refusal.OfAsync(guest.Team.GetAsync(None), 401, "unauthenticated");
        await Refusal.OfAsync(guest.Team.RenameAsync(new() { Name = "Mine" }, None), 401, "unauthenticated");
        await Refusal.OfAsync(guest.Team.InviteAsync(new() { Email = "person@example.org" }, None), 401, "unauthenticated");
        await Refusal.OfAsync(guest.Team.RemoveAsync(Guid.NewGuid(), None), 401, "unauthenticated");
        await Refusal.OfAsync(guest.Team.LeaveAsync(None), 401, "unauthenticated");
        await Refusal.OfAsync(guest.PlanAdmin.ContactAsync(Contact(), None), 401, "unauthenticated");
        await Refusal.OfAsync(guest.PlanAdmin.ListGrantsAsync(null, None), 401, "unauthenticated");
    }

    [Test]
    public async Task OnlyAdmins_SwitchPlans_AndReadRequests()
    {
        var grant = new PlanGrantRequest { UserHandleOrEmail = stranger.Handle, Plan = "enterprise", Reason = "Mine" };
        await Refusal.OfAsync(stranger.PlanAdmin.GrantAsync(grant, None), 403, "forbidden");
        await Refusal.OfAsync(stranger.PlanAdmin.ListGrantsAsync(null, None), 403, "forbidden");
        await Refusal.OfAsync(stranger.PlanAdmin.EndGrantAsync(Guid.NewGuid(), None), 403, "forbidden");
        await Refusal.OfAsync(stranger.PlanAdmin.ListRequestsAsync(null, None), 403, "forbidden");
        await Refusal.OfAsync(stranger.PlanAdmin.CloseRequestAsync(Guid.NewGuid(), None), 403, "forbidden");
        await Refusal.OfAsync(admin.PlanAdmin.GrantAsync(grant with { UserHandleOrEmail = "nobody-of-this-name" }, None), 404, "not_found");
        await Refusal.OfAsync(admin.PlanAdmin.GrantAsync(grant with { Plan = "golden" }, None), 400, "plans.no_such_plan");
        await Refusal.OfAsync(admin.PlanAdmin.EndGrantAsync(Guid.NewGuid(), None), 404, "not_found");
    }

    [Test]
    public async Task ARequest_AGrant_AndItsEnd()
    {
        using var person = await ApiPerson.BuyerAsync();
        await person.PlanAdmin.ContactAsync(Contact(), None);
        await Refusal.OfAsync(person.PlanAdmin.ContactAsync(Contact(), None), 409, "plans.request_open");
        var request = (await admin.PlanAdmin.ListRequestsAsync(null, None)).Items.First(item => item.Handle == person.Handle);
        Assert.That((request.Company, request.Seats, request.ClosedAt, request.Plan), Is.EqualTo(("Acme", 40, (DateTimeOffset?)null, "free")));
        var grant = await admin.PlanAdmin.GrantAsync(new() { UserHandleOrEmail = person.Email, Plan = "enterprise", Reason = "Contract" }, None);
        Assert.That((grant.State, grant.Plan, grant.Email), Is.EqualTo(("on", "enterprise", person.Email)));
        Assert.That((await person.Team.GetAsync(None)).Seats, Is.EqualTo(25));
        await admin.PlanAdmin.EndGrantAsync(grant.Id, None);
        await Refusal.OfAsync(admin.PlanAdmin.EndGrantAsync(grant.Id, None), 409, "plans.grant_ended");
        Assert.That((await admin.PlanAdmin.ListGrantsAsync(null, None)).Items.First(item => item.Id == grant.Id).State, Is.EqualTo("ended"));
        Assert.That((await person.Team.GetAsync(None)).IsResting, Is.True);
    }

    [Test]
    public async Task ATeamsEntry_IsOnNoPublicPage_AndNoHintOfStrangers()
    {
        var word = EntryEndpointsTests.Word();
        var learned = await owner.Brain.LearnAsync(EntryEndpointsTests.Request(word) with { Publish = true, Space = EntrySpaces.Team }, None);
        var entry = learned.Entry;
        Assert.That((entry.Space, entry.IsResting, entry.Status), Is.EqualTo(("team", false, EntryStatus.Published)));
        await EntryEndpointsTests.UntilAsync(async () => (await owner.Brain.GetMineAsync(entry.Id, None)).IsIndexed);

        Assert.That((await owner.Brain.GetAsync(entry.Slug, None)).IsTeams, Is.True);
        Assert.That((await owner.Brain.ListTeamsAsync(null, null, None)).Items.Select(item => item.Id), Does.Contain(entry.Id));
        Assert.That((await owner.Brain.ListTeamsAsync(word, null, None)).Items.Select(item => item.Id), Does.Contain(entry.Id));
        foreach (var other in new[] { guest, stranger, admin })
        {
            await Refusal.OfAsync(other.Brain.GetAsync(entry.Slug, None), 404, "not_found");
            await Refusal.OfAsync(other.Brain.ListTeamsAsync(null, null, None), 403, "plan_required");
            Assert.That((await other.Brain.ListAsync(word, null, null, null, null, null, None)).Items.Select(item => item.Id), Does.Not.Contain(entry.Id));
            Assert.That((await other.Brain.ListAsync(null, null, word, null, null, null, None)).Items, Is.Empty);
            Assert.That((await other.Brain.SuggestForSearchAsync($"Warm the {word} cache", None)).Entries.Select(item => item.Id), Does.Not.Contain(entry.Id));
        }

        Assert.That((await stranger.Brain.AskAsync(new() { Question = $"How do I warm the {word} cache?" }, None)).Sources.Select(source => source.Url), Has.None.Contains(entry.Slug));
        Assert.That((await owner.Brain.AskAsync(new() { Question = $"How do I warm the {word} cache?" }, None)).Sources.Single(source => source.Url.EndsWith(entry.Slug, StringComparison.Ordinal)).IsTeams, Is.True);
        await Refusal.OfAsync(stranger.Moderation.ReportAsync(Contracts.Moderation.ReportedKind.Entry, entry.Id, new() { Reason = Contracts.Moderation.ReportReasonName.Spam }, None), 404, "not_found");

        // The same text by a stranger is published without a word of the team's.
        var theirs = await stranger.Brain.LearnAsync(EntryEndpointsTests.Request(word) with { Publish = true }, None);
        Assert.That((theirs.Similar, theirs.Entry.Status), Is.EqualTo((Array.Empty<SimilarView>(), EntryStatus.Published)));
        await Refusal.OfAsync(stranger.Brain.LearnAsync(EntryEndpointsTests.Request(word) with { Space = EntrySpaces.Team }, None), 403, "plan_required");
        await Refusal.OfAsync(stranger.Brain.LearnAsync(EntryEndpointsTests.Request(word) with { Space = "world" }, None), 400, "validation_failed");
    }

    private static PlanContactRequest Contact() => new() { Company = "Acme", Message = "We are forty people.", Seats = 40 };
}
