using System.Net;
using System.Net.Http.Json;
using Marketplace.Contracts.Brain;
using Marketplace.Contracts.Http;
using Marketplace.Core.Accounts;
using Marketplace.Tests.Infrastructure;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Marketplace.Tests.Brain.Answers;

/// <summary>Asking over the Api of the running product, as JSON, as a stream, and from an editor.</summary>
internal sealed class AnswerEndpointsTests
{
    private const string Nonsense = "Which pizza dough recipe does the emperor of Antarctica prefer on Tuesdays?";
    private static readonly CancellationToken None = CancellationToken.None;
    private ApiPerson asker = null!;
    private ApiPerson stranger = null!;

    [SetUp]
    public async Task MeetAsync() => (asker, stranger) = (await ApiPerson.BuyerAsync(), await ApiPerson.BuyerAsync());

    [TearDown]
    public void Part()
    {
        asker.Dispose();
        stranger.Dispose();
    }

    [Test]
    public async Task AnAnswer_IsOfItsAskerAlone_AndCounts()
    {
        var brain = new BrainClient(asker.Http);
        var answer = await brain.AskAsync(new() { Question = Nonsense }, None);
        Assert.That((answer.State, answer.CanAskCommunity, answer.CanAskSeller, answer.Sentences.Count), Is.EqualTo((AnswerStatus.None, true, false, 0)));
        Assert.That((await brain.GetAnswerAsync(answer.Id, None)).Question, Is.EqualTo(Nonsense));
        await brain.RateAnswerAsync(answer.Id, new() { Helpful = false }, None);
        Assert.That((await brain.GetAnswerAsync(answer.Id, None)).Helpful, Is.False);
        var usage = await brain.GetUsageAsync(None);
        Assert.That((usage.Used, usage.Limit, usage.Plan, usage.Writer, usage.PlanWithMore), Is.EqualTo((1, 20, "free", AnswerWriter.Extract, "pro")));
        await Refusal.OfAsync(new BrainClient(stranger.Http).GetAnswerAsync(answer.Id, None), 404, "not_found");
        await Refusal.OfAsync(new BrainClient(stranger.Http).RateAnswerAsync(answer.Id, new() { Helpful = true }, None), 404, "not_found");
    }

    [Test]
    public async Task AStream_EndsWithTheAnswer_ThatIsStored()
    {
        var brain = new BrainClient(asker.Http);
        List<AnswerEventView> events = [];
        await foreach (var item in brain.StreamAsync(new() { Question = "How do I build a job queue in PostgreSQL with SKIP LOCKED?" }, None))
        {
            events.Add(item);
        }

        var done = events[^1].Done;
        Assert.That(done, Is.Not.Null);
        Assert.That(events.Where(item => item.Sentence is not null).Select(item => item.Sentence!.Text), Is.EqualTo(done!.Sentences.Select(sentence => sentence.Text)));
        Assert.That(done.Sentences.SelectMany(sentence => sentence.Quotes).Select(quote => quote.N).Distinct(), Is.SubsetOf(done.Sources.Select(source => source.N)));
        Assert.That((await brain.GetAnswerAsync(done.Id, None)).State, Is.EqualTo(done.State));
    }

    [Test]
    public async Task Refusals_AreProblems_AndDoNotCount()
    {
        var brain = new BrainClient(asker.Http);
        await Refusal.OfAsync(brain.AskAsync(new() { Question = "" }, None), 400, "validation_failed");
        await Refusal.OfAsync(brain.AskAsync(new() { Question = "  \u202E\u202E\u202E " }, None), 400, "brain.question_too_short");
        await Refusal.OfAsync(brain.AskAsync(new() { Question = Nonsense, ProductSlug = "no-such-product" }, None), 404, "not_found");
        Assert.That((await brain.GetUsageAsync(None)).Used, Is.Zero);
        using var guest = await ApiPerson.GuestAsync();
        await Refusal.OfAsync(new BrainClient(guest.Http).AskAsync(new() { Question = Nonsense }, None), 401, "unauthenticated");
        await Refusal.OfAsync(new BrainClient(guest.Http).GetUsageAsync(None), 401, "unauthenticated");
    }

    [Test]
    public async Task WhoseMonthIsUsedUp_LearnsWhenAndWhichPlanHasMore()
    {
        await UseUpAsync(asker.Id);
        using var refused = await asker.Http.PostAsJsonAsync(AnswerRoutes.Query, new BrainQueryRequest { Question = Nonsense }, ApiClient.Json);
        var problem = await refused.Content.ReadAsStringAsync();
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(refused.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
        Assert.That(problem, Does.Contain("quota_exceeded").And.Contain("\"plan\":\"free\"").And.Contain("\"requiredPlan\":\"pro\"").And.Contain("The Pro plan has 1,000 questions a month"));
    }

    [Test]
    public async Task AnEditor_SearchesFreely_AndAsksOnTheMonth_ByATokenThatReads()
    {
        var secret = (await CreateReadTokenAsync(asker.Id))!;
        await using var editor = await ConnectAsync(secret);
        Assert.That((await editor.ListToolsAsync()).Select(tool => tool.Name), Is.EquivalentTo(new[] { "search_knowledge", "ask_brain" }));
        var found = await editor.CallToolAsync("search_knowledge", new Dictionary<string, object?> { ["query"] = "job queue in postgresql", ["limit"] = 3 });
        Assert.That(found.IsError, Is.Not.True);
        Assert.That((await new BrainClient(asker.Http).GetUsageAsync(None)).Used, Is.Zero);
        var answer = await editor.CallToolAsync("ask_brain", new Dictionary<string, object?> { ["question"] = Nonsense });
        Assert.That(TextOf(answer), Does.Contain("No entry answers this"));
        Assert.That((await new BrainClient(asker.Http).GetUsageAsync(None)).Used, Is.EqualTo(1));
        await UseUpAsync(asker.Id);
        var refused = await editor.CallToolAsync("ask_brain", new Dictionary<string, object?> { ["question"] = Nonsense });
        Assert.That(refused.IsError, Is.True);
        Assert.That(TextOf(refused), Does.Contain("all 20 questions"));
    }

    [Test]
    public async Task AnEditor_FindsWhatTheTeamOfItsOwnerKnows_AndAStrangersDoesNot()
    {
        await asker.SetPlanAsync(Plan.Team);
        var entry = EntryEndpointsTests.Request(EntryEndpointsTests.Word()) with { Space = EntrySpaces.Team, Publish = true };
        var brain = new BrainClient(asker.Http);
        await brain.LearnAsync(entry, None);
        await EntryEndpointsTests.UntilAsync(async () => (await brain.ListTeamsAsync(entry.Tags[1], null, None)).Items.Count > 0);
        Assert.That(await SearchAsync(asker, entry.Title), Does.Contain($"{entry.Title} (your team)"));
        Assert.That(await SearchAsync(stranger, entry.Title), Does.Not.Contain(entry.Title));
    }

    [Test]
    public async Task AnEditorWithoutAToken_IsNotLetIn()
    {
        using var http = new HttpClient { BaseAddress = (await RunningMarketplace.GetAsync()).Api };
        using var refused = await http.PostAsJsonAsync(AnswerRoutes.Mcp, new { jsonrpc = "2.0", id = 1, method = "tools/list" });
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    private static async Task<string> SearchAsync(ApiPerson person, string query)
    {
        await using var editor = await ConnectAsync((await CreateReadTokenAsync(person.Id))!);
        return TextOf(await editor.CallToolAsync("search_knowledge", new Dictionary<string, object?> { ["query"] = query }));
    }

    private static string TextOf(CallToolResult result) => string.Concat(result.Content.OfType<TextContentBlock>().Select(block => block.Text));

    private static async Task<McpClient> ConnectAsync(string secret)
    {
        var api = (await RunningMarketplace.GetAsync()).Api;
        return await McpClient.CreateAsync(new HttpClientTransport(new()
        {
            Endpoint = new Uri(api, AnswerRoutes.Mcp),
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {secret}" },
        }));
    }

    private static Task<string?> CreateReadTokenAsync(Guid userId) => ApiPerson.InDatabaseAsync<string?>(async db =>
    {
        var secret = PersonalAccessToken.SecretPrefix + Guid.NewGuid().ToString("N");
        db.Add(new PersonalAccessToken
        {
            Id = Guid.CreateVersion7(),
            UserId = userId,
            Name = "editor",
            Prefix = secret[..10],
            Hash = PersonalAccessToken.HashOf(secret),
            Scopes = [PersonalAccessToken.Read],
            CreatedAt = TimeProvider.System.GetUtcNow(),
        });
        await db.SaveChangesAsync();
        return secret;
    });

    private static async Task UseUpAsync(Guid userId)
    {
        var month = (await RunningMarketplace.GetAsync()).Month;
        await ApiPerson.InDatabaseAsync(db => Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlAsync(db.Database, $"""
            insert into brain.usage (user_id, month, questions) values ({userId}, {month}, 20)
            on conflict (user_id, month) do update set questions = 20
            """));
    }
}
