using Marketplace.Core.Accounts;
using Marketplace.Core.Brain;
using Marketplace.Core.Brain.Retrieval;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Marketplace.Tests.Infrastructure;

/// <summary>Knowledge on a database of its own, read by the product's own worker classes: put documents, then search.</summary>
internal sealed class BrainCorpus : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly ServiceProvider services;

    private BrainCorpus(TestDatabase database, ServiceProvider services) => (this.database, this.services) = (database, services);

    public FakeTimeProvider Time { get; private init; } = null!;

    /// <summary>Writes everything that is not written by somebody else.</summary>
    public Guid Author { get; private init; }

    private bool IsReplica { get; init; }

    public string ConnectionString => database.ConnectionString;

    /// <param name="settings">Configuration, such as <c>Brain:Vectors:Provider</c>.</param>
    public static async Task<BrainCorpus> OpenAsync(IEnumerable<KeyValuePair<string, string?>>? settings = null, Action<IServiceCollection>? configure = null)
    {
        var database = await TestDatabase.CreateAsync();
        var time = new FakeTimeProvider(new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero));
        var services = Provide(database, time, settings ?? [], configure);
        var corpus = new BrainCorpus(database, services) { Time = time, Author = Guid.CreateVersion7() };
        await corpus.AddPersonAsync(corpus.Author, "author");
        return corpus;
    }

    /// <summary>Another process on the same database: with caches of its own.</summary>
    public BrainCorpus Replica(IEnumerable<KeyValuePair<string, string?>>? settings = null, Action<IServiceCollection>? configure = null) =>
        new(database, Provide(database, Time, settings ?? [], configure)) { Time = Time, Author = Author, IsReplica = true };

    public AsyncServiceScope Scope() => services.CreateAsyncScope();

    public MarketplaceDb OpenDb() => new(TestDatabase.Options(database.ConnectionString));

    public async Task AddPersonAsync(Guid id, string handle)
    {
        await using var db = OpenDb();
        db.Users.Add(new User { Id = id, Email = $"{handle}@example.org", DisplayName = handle, Handle = handle, CreatedAt = Time.GetUtcNow() });
        await db.SaveChangesAsync();
    }

    /// <summary>Saves the document and lets the worker read it.</summary>
    public async Task<Guid> PutAsync(KnowledgeDocument document)
    {
        await SaveAsync(document);
        await IngestAsync(document.Id);
        return document.Id;
    }

    public Task<Guid> PutAsync(string title, string text, string space = Space.Public, string[]? tags = null, string[]? stacks = null) =>
        PutAsync(Document(title, text, space, tags, stacks));

    public KnowledgeDocument Document(string title, string text, string space = Space.Public, string[]? tags = null, string[]? stacks = null) => new()
    {
        Id = Guid.CreateVersion7(),
        Kind = DocumentKind.Entry,
        Space = space,
        AuthorId = Author,
        Title = title,
        Text = text,
        Tags = [.. tags ?? []],
        Stacks = [.. stacks ?? []],
        Path = $"/brain/{title.ToLowerInvariant().Replace(' ', '-')}",
        ChangedAt = Time.GetUtcNow(),
    };

    public async Task SaveAsync(params KnowledgeDocument[] documents)
    {
        await using var db = OpenDb();
        db.KnowledgeDocuments.AddRange(documents);
        await db.SaveChangesAsync();
    }

    public async Task ChangeAsync(Guid documentId, Action<KnowledgeDocument> change, bool ingest = true)
    {
        await using (var db = OpenDb())
        {
            var document = await db.KnowledgeDocuments.SingleAsync(known => known.Id == documentId);
            change(document);
            document.Revision++;
            await db.SaveChangesAsync();
        }

        if (ingest)
        {
            await IngestAsync(documentId);
        }
    }

    public async Task RemoveAsync(Guid documentId, bool ingest = true)
    {
        await using (var db = OpenDb())
        {
            await db.KnowledgeDocuments.Where(document => document.Id == documentId).ExecuteDeleteAsync();
        }

        if (ingest)
        {
            await IngestAsync(documentId);
        }
    }

    public Task IngestAsync(Guid documentId) => UseAsync<IngestDocument>(ingest => ingest.HandleAsync(new(documentId), CancellationToken.None));

    public async Task<string?> RefitAsync()
    {
        await using var scope = Scope();
        return await scope.ServiceProvider.GetRequiredService<RefitModel>().ExecuteAsync(CancellationToken.None);
    }

    public async Task<KnowledgeResult> FindAsync(KnowledgeQuery query)
    {
        await using var scope = Scope();
        return await scope.ServiceProvider.GetRequiredService<IKnowledgeSearch>().FindAsync(query, CancellationToken.None);
    }

    public Task<KnowledgeResult> FindAsync(string text, params string[] spaces) => FindAsync(new KnowledgeQuery { Text = text, Spaces = spaces.Length == 0 ? [Space.Public] : spaces });

    public async Task UseAsync<T>(Func<T, Task> act) where T : notnull
    {
        await using var scope = Scope();
        await act(scope.ServiceProvider.GetRequiredService<T>());
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (!IsReplica)
        {
            await database.DisposeAsync();
        }
    }

    private static ServiceProvider Provide(TestDatabase database, FakeTimeProvider time, IEnumerable<KeyValuePair<string, string?>> settings, Action<IServiceCollection>? configure)
    {
        var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddSingleton<TimeProvider>(time)
            .AddScoped(_ => new MarketplaceDb(TestDatabase.Options(database.ConnectionString)))
            .AddBrainRetrieval(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        configure?.Invoke(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
