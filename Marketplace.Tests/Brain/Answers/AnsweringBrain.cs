using Marketplace.Core.Accounts;
using Marketplace.Core.Brain;
using Marketplace.Core.Brain.Answers;
using Marketplace.Core.Data;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Tests.Brain.Answers;

/// <summary>A corpus that answers: with a fake language model, or with none.</summary>
internal sealed class AnsweringBrain : IAsyncDisposable
{
    private AnsweringBrain(BrainCorpus corpus) => Corpus = corpus;

    public BrainCorpus Corpus { get; }

    public Guid Asker { get; } = Guid.CreateVersion7();

    public static IReadOnlyDictionary<string, string?> Claude(string url, string? budget = null) => new Dictionary<string, string?>
    {
        ["Brain:Anthropic:ApiKey"] = "test-key",
        ["Brain:Anthropic:BaseUrl"] = url,
        ["Brain:Anthropic:Model"] = "claude-test",
        ["Brain:Anthropic:DailyBudgetUsd"] = budget,
        ["Brain:Prices:Version"] = "test",
        ["Brain:Prices:claude-test:Input"] = "3",
        ["Brain:Prices:claude-test:Output"] = "15",
        ["Brain:Prices:claude-test:CacheRead"] = "0.3",
        ["Brain:Prices:claude-test:CacheWrite"] = "3.75",
    };

    /// <param name="search">Another than the product's: to say what is found, or to fail.</param>
    public static async Task<AnsweringBrain> OpenAsync(IReadOnlyDictionary<string, string?>? settings = null, IKnowledgeSearch? search = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings ?? new Dictionary<string, string?>()).Build();
        var corpus = await BrainCorpus.OpenAsync(settings, services =>
        {
            services.AddBrainAnswers(configuration);
            if (search is not null)
            {
                services.Replace(ServiceDescriptor.Scoped(_ => search));
            }
        });
        var brain = new AnsweringBrain(corpus);
        await corpus.AddPersonAsync(brain.Asker, "asker");
        if (settings is not null)
        {
            // Only plans with it are answered by a model.
            await brain.SetPlanAsync(Plan.Pro);
        }

        return brain;
    }

    public Task<List<AnswerEvent>> AskAsync(string question) => AskAsync(new BrainQuestion(Asker, question));

    public async Task<List<AnswerEvent>> AskAsync(BrainQuestion question, CancellationToken cancellationToken = default)
    {
        await using var scope = Corpus.Scope();
        var ask = scope.ServiceProvider.GetRequiredService<AskBrain>();
        var asked = await ask.PrepareAsync(question, CancellationToken.None);
        Assert.That(asked.IsOk, asked.Error?.Message);
        List<AnswerEvent> events = [];
        await foreach (var answerEvent in ask.AnswerAsync(asked.Value!, cancellationToken))
        {
            events.Add(answerEvent);
        }

        return events;
    }

    public async Task<KnowledgeAnswer> AnswerAsync(string question) => Answer(await AskAsync(question));

    public static KnowledgeAnswer Answer(IEnumerable<AnswerEvent> events) => events.OfType<AnswerCompleted>().Single().Answer;

    public async Task<T> ReadAsync<T>(Func<MarketplaceDb, Task<T>> read)
    {
        await using var db = Corpus.OpenDb();
        return await read(db);
    }

    public Task<int> UsedAsync() => ReadAsync(db => db.QuestionCounts.Where(count => count.UserId == Asker).SumAsync(count => count.Questions));

    public Task<T> WithAsync<TService, T>(Func<TService, Task<T>> act) where TService : notnull => UseAsync(act);

    public Task SetPlanAsync(Plan plan) => SetPlanAsync(Asker, plan);

    public Task SetPlanAsync(Guid person, Plan plan) => ReadAsync(db => db.Users.Where(user => user.Id == person).ExecuteUpdateAsync(set => set.SetProperty(user => user.Plan, plan)));

    /// <summary>What is shown stands in what is stored, word for word: of every answer there is.</summary>
    public async Task AssertProvenAsync()
    {
        var (citations, texts) = await ReadAsync(async db => (await db.AnswerCitations.ToListAsync(), await db.KnowledgeDocuments.ToDictionaryAsync(document => document.Id, document => document.Text)));
        Assert.That(citations, Has.All.Matches<AnswerCitation>(citation => QuotePolicy.IsVerbatim(citation.Quote, texts[citation.DocumentId])));
    }

    public async ValueTask DisposeAsync() => await Corpus.DisposeAsync();

    private async Task<T> UseAsync<TService, T>(Func<TService, Task<T>> act) where TService : notnull
    {
        await using var scope = Corpus.Scope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
