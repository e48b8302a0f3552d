using Marketplace.Core.Brain;
using Marketplace.Core.Brain.Retrieval.Vectors;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.VectorData;

namespace Marketplace.Tests.Brain;

/// <summary>The same on PostgreSQL and memory, on Elasticsearch and on Pinecone; the last two are servers in this process that refuse what is not documented.</summary>
[TestFixture("Embedded")]
[TestFixture("Elasticsearch")]
[TestFixture("Pinecone")]
internal sealed class VectorStoreTests(string provider)
{
    private FakeServer? server;
    private BrainCorpus corpus = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        server = provider switch { "Elasticsearch" => new FakeElasticsearch(), "Pinecone" => new FakePinecone(), _ => null };
        await (server?.StartAsync() ?? Task.CompletedTask);
        corpus = await BrainCorpus.OpenAsync(new Dictionary<string, string?>
        {
            ["Brain:Vectors:Provider"] = provider,
            ["Brain:Vectors:Elasticsearch:Url"] = server?.Address,
            ["Brain:Vectors:Pinecone:Host"] = server?.Address,
            ["Brain:Vectors:Pinecone:ApiKey"] = "pc-test",
        });
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await corpus.DisposeAsync();
        await (server?.DisposeAsync() ?? ValueTask.CompletedTask);
        Assert.That(server?.Errors ?? [], Is.Empty);
    }

    [Test]
    public async Task Search_FindsByVectorAndWord()
    {
        var id = await corpus.PutAsync("Deadlocks", "Lock rows in one order.");
        await corpus.PutAsync("Forms", "Keep what a person typed.");
        var found = await corpus.FindAsync("locking rows");
        Assert.That(found.Model, Is.EqualTo("local-0"));
        Assert.That(found.Passages[0].DocumentId, Is.EqualTo(id));
        Assert.That(found.Passages[0].Cosine, Is.GreaterThan(0.3));
    }

    [Test]
    public async Task Search_NamesItsSpaces_AndSeesNoOther()
    {
        await corpus.PutAsync("Deadlocks", "Lock rows in one order.", Space.Of(corpus.Author));
        Assert.That((await corpus.FindAsync("lock rows")).Passages, Is.Empty);
        Assert.That((await corpus.FindAsync("lock rows", Space.Of(corpus.Author))).Passages.Single().Cosine, Is.GreaterThan(0.3));
        await using var scope = corpus.Scope();
        var store = scope.ServiceProvider.GetRequiredService<IVectorCollections>().Of("local-0", 512);
        Assert.That(async () => await store.SearchAsync<ReadOnlyMemory<float>>(new float[512], 3).ToListAsync(), Throws.InstanceOf<NotSupportedException>());
    }

    [Test]
    public async Task Search_ByKind_IsNarrowedInsideTheStore()
    {
        var faq = corpus.Document("Deadlocks", "Lock rows in one order.");
        var document = new KnowledgeDocument { Id = faq.Id, Kind = DocumentKind.Faq, Space = Space.Public, AuthorId = corpus.Author, Title = faq.Title, Text = faq.Text, Path = "/x", ChangedAt = faq.ChangedAt };
        await corpus.PutAsync(document);
        await corpus.PutAsync("Deadlocks again", "Lock rows in one order.");
        await using var scope = corpus.Scope();
        var store = scope.ServiceProvider.GetRequiredService<IVectorCollections>().Of("local-0", 512);
        await using var db = corpus.OpenDb();
        var chunk = await db.KnowledgeChunks.SingleAsync(known => known.DocumentId == faq.Id);
        var vector = (await store.ReadAsync(Space.Public, [chunk.Id], CancellationToken.None)).Single().Values;
        Assert.That(await IdsAsync(new([Space.Public], Kinds: [DocumentKind.Faq])), Is.EqualTo(new[] { chunk.Id }));
        Assert.That(await IdsAsync(new([Space.Public], ProductId: Guid.NewGuid(), VersionId: Guid.NewGuid())), Is.Empty);
        Assert.That(await IdsAsync(new([Space.Public])), Has.Count.EqualTo(2));

        async Task<List<Guid>> IdsAsync(ChunkFilter filter) =>
            await store.SearchAsync(vector, 10, new VectorSearchOptions<ChunkVector> { Filter = filter.ToExpression() }).Select(result => result.Record.Id).ToListAsync();
    }

    [Test]
    public async Task ADocumentThatIsGone_LeavesNothingInTheStore()
    {
        var id = await corpus.PutAsync("Deadlocks", "Lock rows in one order.");
        await using var db = corpus.OpenDb();
        var chunk = (await db.KnowledgeChunks.SingleAsync()).Id;
        await corpus.RemoveAsync(id);
        await using var scope = corpus.Scope();
        Assert.That(await scope.ServiceProvider.GetRequiredService<IVectorCollections>().Of("local-0", 512).ReadAsync(Space.Public, [chunk], CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task Refit_SwitchesToTheNewCollection()
    {
        for (var number = 0; number < 12; number++)
        {
            await corpus.PutAsync($"Deadlock {number}", $"Lock rows in one order, case {number}.");
        }

        var built = await corpus.RefitAsync();
        var found = await corpus.FindAsync("lock rows");
        Assert.That(found.Model, Is.EqualTo(built).And.Not.Null);
        Assert.That(found.Passages.Select(passage => passage.Cosine), Is.All.GreaterThan(0));
    }

    [Test]
    public async Task AStoreThatIsDown_LeavesTheWords_AndVectorsFollow()
    {
        if (server is null)
        {
            Assert.Pass("The embedded store is the database itself.");
            return;
        }

        server.Broken = 503;
        var id = await corpus.PutAsync("Deadlocks", "Lock rows in one order.");
        var found = await corpus.FindAsync("lock rows");
        Assert.That((found.Model, found.Passages.Single().DocumentId), Is.EqualTo(((string?)null, id)));
        server.Broken = null;
        await corpus.RefitAsync();
        Assert.That((await corpus.FindAsync("lock rows")).Passages.Single().Cosine, Is.GreaterThan(0.3));
    }
}
