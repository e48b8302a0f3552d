using Marketplace.Core.Accounts;
using Marketplace.Core.Brain;
using Marketplace.Core.Brain.Answers;
using Marketplace.Core.Brain.Entries;
using Marketplace.Core.Kernel;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Brain;

/// <summary>Knowledge of a team: who finds it, while the plan lasts, after it, and after leaving.</summary>
internal sealed class TeamSpaceTests
{
    private const string Title = "Rotate the zebra key before noon";
    private const string Question = "When do I rotate the zebra key?";

    private static readonly EntryContent Content = new(
        EntryKind.Solution, Title, "", "Rotate the zebra key by calling the stripes endpoint twice before noon, so that the zebra key never expires in the night.", ["zebra"], [], null);

    private PlanMarket market = null!;
    private User owner = null!;
    private User author = null!;
    private User member = null!;
    private User stranger = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        market = await PlanMarket.OpenAsync();
        (owner, author, member, stranger) = (await market.PersonAsync("Olive", Plan.Team), await market.PersonAsync("Anna"), await market.PersonAsync("Mia"), await market.PersonAsync("Sam", Plan.Team));
        await market.JoinAsync(owner, author);
        await market.JoinAsync(owner, member);
    }

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    [Test]
    public async Task ATeamsEntry_IsFoundByTheTeam_AndByNobodyElse()
    {
        var entry = await PublishedAsync();
        Assert.That(entry.Space, Does.StartWith("t-"));
        Assert.That(entry.IsPublic, Is.False);
        Assert.That(await FindersAsync(), Is.EqualTo(new[] { owner, author, member }));
        Assert.That(await AnswersAsync(member), Is.EqualTo((AnswerState.Answered, true)));
        Assert.That(await AnswersAsync(stranger), Is.EqualTo((AnswerState.None, false)));
    }

    [Test]
    public async Task ADraftForTheTeam_IsItsAuthorsAlone()
    {
        await WrittenAsync(author);
        Assert.That(await FindersAsync(), Is.EqualTo(new[] { author }));
    }

    [Test]
    public async Task APlanThatEnds_HidesItFromMembers_KeepsIt_AndBringsItBack()
    {
        var entry = await PublishedAsync();
        var answerId = await AnswerIdAsync(member);
        await market.GiveAsync(owner, Plan.Free);
        Assert.That(await FindersAsync(), Is.Empty);
        Assert.That((await ReopenAsync(member, answerId)).Sources, Is.Empty, "What was quoted is not shown from memory.");
        Assert.That((await EditAsync(author, entry.Id)).Error!.Code, Is.EqualTo("plan_required"));
        Assert.That((await EditAsync(author, entry.Id)).Error!.Plan, Is.EqualTo("Team"));
        Assert.That((await TakeBackAsync(author, entry.Id)).Error!.Code, Is.EqualTo("plan_required"));
        Assert.That((await WriteAsync(author)).Error!.Code, Is.EqualTo("plan_required"));
        Assert.That(await market.ReadAsync(db => db.Entries.AnyAsync(kept => kept.Id == entry.Id && kept.AuthorId == author.Id && kept.State == EntryState.Published)), Is.True);

        await market.GiveAsync(owner, Plan.Enterprise);
        Assert.That(await FindersAsync(), Is.EqualTo(new[] { owner, author, member }));
        Assert.That((await ReopenAsync(member, answerId)).Sources, Is.Not.Empty);
        Assert.That((await EditAsync(author, entry.Id)).IsOk, Is.True);
    }

    [Test]
    public async Task WhoLeaves_NoLongerReads_AndWhatTheyWroteStays()
    {
        var entry = await PublishedAsync();
        await market.WithAsync((LeaveTeam leave) => leave.ExecuteAsync(member.Id, CancellationToken.None));
        Assert.That(await FindersAsync(), Is.EqualTo(new[] { owner, author }));
        await market.WithAsync((LeaveTeam leave) => leave.ExecuteAsync(author.Id, CancellationToken.None));
        Assert.That(await FindersAsync(), Is.EqualTo(new[] { owner }));
        Assert.That((await EditAsync(author, entry.Id)).Error, Is.EqualTo(EntryErrors.NotInTeam));
        await market.GiveAsync(author, Plan.Team);
        Assert.That((await EditAsync(author, entry.Id)).Error, Is.EqualTo(EntryErrors.NotInTeam), "A team of one's own is another.");
    }

    [Test]
    public async Task TheOwner_TidiesWhatOthersWroteForTheTeam_AlsoAfterTheyHaveLeft_ButNotTheirDrafts()
    {
        var (draft, entry) = (await WrittenAsync(author), await PublishedAsync());
        Assert.That((await DeprecateAsync(member, entry.Id)).Error!.Code, Is.EqualTo("not_found"));
        Assert.That((await DeprecateAsync(owner, draft.Id)).Error!.Code, Is.EqualTo("not_found"));
        await market.WithAsync((LeaveTeam leave) => leave.ExecuteAsync(author.Id, CancellationToken.None));
        Assert.That((await DeprecateAsync(owner, entry.Id)).Value!.State, Is.EqualTo(EntryState.Deprecated));
        Assert.That(await FindersAsync(), Is.EqualTo(new[] { author }), "the draft");
        Assert.That((await market.WithAsync((ReinstateEntry reinstate) => reinstate.ExecuteAsync(new(owner.Id, IsAdmin: false), entry.Id, CancellationToken.None))).IsOk);
        Assert.That(await FindersAsync(), Is.EqualTo(new[] { owner, author, member }));
        await market.GiveAsync(owner, Plan.Free);
        Assert.That((await DeprecateAsync(owner, entry.Id)).Error!.Code, Is.EqualTo("plan_required"));
    }

    [Test]
    public async Task AMemberWithoutASeat_ReadsNothing_UntilThereIsOne()
    {
        await market.GiveAsync(owner, Plan.Enterprise);
        await PublishedAsync();
        for (var number = 0; number < 2; number++)
        {
            market.Clock.Advance(TimeSpan.FromMinutes(1));
            await market.JoinAsync(owner, await market.PersonAsync($"More{number}"));
        }

        market.Clock.Advance(TimeSpan.FromMinutes(1));
        var last = await market.PersonAsync("Last");
        await market.JoinAsync(owner, last);
        Assert.That(await FindsAsync(last), Is.True);
        await market.GiveAsync(owner, Plan.Team);
        Assert.That((await FindsAsync(last), await FindsAsync(member)), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task ATeamsEntry_IsNeitherCountedNorNamed_WhereEverybodyLooks()
    {
        var own = await PublishedAsync();
        await AnswersAsync(member);
        Assert.That(await market.ReadAsync(db => db.AnswerCitations.AnyAsync(citation => citation.Counts)), Is.False, "Public credit is for what the public reads.");
        Assert.That(await market.ReadAsync(db => db.KnowledgeDocuments.CountAsync(document => document.Space == Space.Public)), Is.EqualTo(0));

        // The same title is free for a stranger, and theirs cannot be led to the team's.
        var theirs = (await WriteAsync(stranger, isForTeam: false)).Value!;
        Assert.That(theirs.Slug, Is.EqualTo("rotate-the-zebra-key-before-noon"));
        await market.WithAsync((PublishEntry publish) => publish.ExecuteAsync(stranger.Id, theirs.Id, CancellationToken.None));
        var merged = await market.WithAsync((MergeEntry merge) => merge.ExecuteAsync(new(stranger.Id, IsAdmin: true), theirs.Id, own.Slug, CancellationToken.None));
        Assert.That(merged.Error, Is.EqualTo(EntryErrors.NoSuchTarget));
        var tidied = await market.WithAsync((DeprecateEntry tidy) => tidy.ExecuteAsync(new(stranger.Id, IsAdmin: true), own.Id, "Old.", null, CancellationToken.None));
        Assert.That(tidied.Error!.Code, Is.EqualTo("not_found"), "An admin of the marketplace does not see into teams.");
    }

    [Test]
    public async Task OnlyWhoHasATeam_WritesForOne_AndAnOwnerNeedsNoInvitationFirst()
    {
        var (free, fresh) = (await market.PersonAsync("Fred"), await market.PersonAsync("Fay", Plan.Team));
        var refused = (await WriteAsync(free)).Error!;
        Assert.That((refused.Kind, refused.Code, refused.Plan), Is.EqualTo((ErrorKind.Forbidden, "plan_required", "Team")));
        var entry = (await WriteAsync(fresh)).Value!;
        Assert.That(await market.ReadAsync(db => db.Teams.AnyAsync(team => team.Id == entry.TeamId && team.OwnerId == fresh.Id)), Is.True);
    }

    private async Task<List<User>> FindersAsync()
    {
        List<User> finders = [];
        foreach (var person in new[] { owner, author, member, stranger })
        {
            if (await FindsAsync(person))
            {
                finders.Add(person);
            }
        }

        return finders;
    }

    private async Task<bool> FindsAsync(User person)
    {
        await market.DrainAsync();
        var spaces = await market.WithAsync((ReadableSpaces readable) => readable.OfAsync(person.Id, null, CancellationToken.None));
        return (await market.WithAsync((IKnowledgeSearch search) => search.FindAsync(new() { Text = "zebra key", Spaces = spaces }, CancellationToken.None))).Passages.Count > 0;
    }

    private async Task<(AnswerState State, bool IsTeams)> AnswersAsync(User person)
    {
        var id = await AnswerIdAsync(person);
        var answer = await market.ReadAsync(db => db.KnowledgeAnswers.SingleAsync(answer => answer.Id == id));
        return (answer.State, answer.Sources.Exists(source => source.IsTeams));
    }

    private async Task<Guid> AnswerIdAsync(User person)
    {
        var answer = await market.WithAsync(async (AskBrain ask) =>
        {
            var asked = await ask.PrepareAsync(new(person.Id, Question), CancellationToken.None);
            KnowledgeAnswer? found = null;
            await foreach (var answerEvent in ask.AnswerAsync(asked.Value!, CancellationToken.None))
            {
                found = (answerEvent as AnswerCompleted)?.Answer ?? found;
            }

            return found!;
        });
        return answer.Id;
    }

    private async Task<ReopenedAnswer> ReopenAsync(User person, Guid id) => (await market.WithAsync((ReopenAnswer reopen) => reopen.ExecuteAsync(person.Id, id, CancellationToken.None))).Value!;

    private Task<Result<Entry>> WriteAsync(User by, bool isForTeam = true) => market.WithAsync((WriteEntry write) => write.ExecuteAsync(by.Id, Content, null, isForTeam, CancellationToken.None));

    private async Task<Entry> WrittenAsync(User by)
    {
        var written = await WriteAsync(by);
        Assert.That(written.IsOk, written.Error?.Message);
        await market.DrainAsync();
        return written.Value!;
    }

    private async Task<Entry> PublishedAsync()
    {
        var entry = await WrittenAsync(author);
        var published = await market.WithAsync((PublishEntry publish) => publish.ExecuteAsync(author.Id, entry.Id, CancellationToken.None));
        Assert.That(published.IsOk, published.Error?.Message);
        await market.DrainAsync();
        return published.Value!;
    }

    private Task<Result<Entry>> EditAsync(User by, Guid id) => market.WithAsync((EditEntry edit) => edit.ExecuteAsync(by.Id, id, Content, null, CancellationToken.None));

    private Task<Result<Entry>> DeprecateAsync(User by, Guid id) =>
        market.WithAsync((DeprecateEntry deprecate) => deprecate.ExecuteAsync(new(by.Id, IsAdmin: false), id, "Old.", null, CancellationToken.None));

    private Task<Result<Entry>> TakeBackAsync(User by, Guid id) => market.WithAsync((TakeBackEntry takeBack) => takeBack.ExecuteAsync(by.Id, id, CancellationToken.None));
}
