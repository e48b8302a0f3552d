using Marketplace.Core.Accounts;
using Marketplace.Core.Brain;
using Marketplace.Core.Brain.Answers;
using Marketplace.Core.Brain.Retrieval;
using Marketplace.Core.Data;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Benchmarks.Brain;

/// <summary>The Brain's own classes on a scratch database.</summary>
internal static class BrainServices
{
    public static readonly Guid Author = new(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    public static ServiceProvider Provide(ScratchDatabase database) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(TimeProvider.System)
        .AddScoped(_ => database.Open())
        .AddBrainRetrieval(new ConfigurationBuilder().AddEnvironmentVariables().Build())
        .AddBrainAnswers(new ConfigurationBuilder().Build())
        .BuildServiceProvider();

    public static async Task AddAuthorAsync(ServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        db.Users.Add(new User { Id = Author, Email = "author@example.org", DisplayName = "Author", Handle = "author", CreatedAt = DateTimeOffset.UnixEpoch });
        await db.SaveChangesAsync();
    }

    public static KnowledgeDocument Document(string title, string text) => new()
    {
        Id = Guid.CreateVersion7(),
        Kind = DocumentKind.Entry,
        Space = Space.Public,
        AuthorId = Author,
        Title = title.Length <= BrainPolicy.MaxTitle ? title : title[..BrainPolicy.MaxTitle],
        Text = text,
        Path = "/brain/measured",
        ChangedAt = DateTimeOffset.UnixEpoch,
    };

    public static async Task IngestAsync(ServiceProvider services, IReadOnlyList<KnowledgeDocument> documents)
    {
        foreach (var batch in documents.Chunk(200))
        {
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
            db.KnowledgeDocuments.AddRange(batch);
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
            var ingest = scope.ServiceProvider.GetRequiredService<IngestDocument>();
            foreach (var document in batch)
            {
                await ingest.ExecuteAsync(document.Id, CancellationToken.None);
            }
        }
    }

    public static async Task<string?> RefitAsync(ServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RefitModel>().ExecuteAsync(CancellationToken.None);
    }
}
