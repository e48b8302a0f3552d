using Marketplace.Core.Brain;
using Marketplace.Core.Brain.Retrieval;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Brain;

/// <summary>Chunks, terms, vectors and totals follow the documents.</summary>
internal sealed class IngestDocumentTests
{
    private BrainCorpus corpus = null!;

    [SetUp]
    public async Task OpenAsync() => corpus = await BrainCorpus.OpenAsync();

    [TearDown]
    public ValueTask CloseAsync() => corpus.DisposeAsync();

    [Test]
    public async Task Ingest_Twice_ChangesNothing()
    {
        var id = await corpus.PutAsync("Quartz scheduling", "Runs nightly jobs.\n\n# More\n\n" + Long("Cron expressions differ."));
        var before = await StateAsync();
        await corpus.IngestAsync(id);
        await corpus.IngestAsync(id);
        Assert.That(await StateAsync(), Is.EqualTo(before));
        Assert.That(before, Does.Contain("chunks 3").And.Contain("vectors 3"));
    }

    [Test]
    public async Task Ingest_AfterAnEdit_ForgetsTheOldWords()
    {
        var id = await corpus.PutAsync("Quartz scheduling", "Runs nightly jobs.");
        await corpus.ChangeAsync(id, document => (document.Title, document.Text) = ("Granite planning", "Sorts stones."));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await corpus.FindAsync("nightly")).Passages.Select(passage => passage.Coverage), Is.All.Zero);
            Assert.That((await corpus.FindAsync("granite stones")).Passages.Select(passage => (passage.DocumentId, passage.Revision)), Is.EqualTo(new[] { (id, 2) }));
            Assert.That(await StateAsync(), Does.Contain("documents 1, chunks 1").And.Contain("vectors 1"));
        }
    }

    [Test]
    public async Task Ingest_OfWhatIsGone_LeavesNothing()
    {
        var id = await corpus.PutAsync("Quartz scheduling", "Runs nightly jobs.");
        await corpus.RemoveAsync(id);
        await corpus.IngestAsync(id);
        Assert.That(await StateAsync(), Does.Contain("documents 0, chunks 0, length 0; rows chunks 0, postings 0, vectors 0, indexed 0"));
    }

    [Test]
    public async Task Ingest_AfterTakingBack_MovesToTheAuthorsSpace()
    {
        var id = await corpus.PutAsync("Quartz scheduling", "Runs nightly jobs.");
        await corpus.FindAsync("quartz");
        await corpus.ChangeAsync(id, document => document.Space = Space.Of(corpus.Author));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await corpus.FindAsync("quartz")).Passages, Is.Empty);
            Assert.That((await corpus.FindAsync("quartz", [.. Space.ReadableBy(corpus.Author)])).Passages, Has.Count.EqualTo(1));
            Assert.That(await StateAsync(), Does.Contain("documents 0, chunks 0, length 0"));
        }

        await corpus.ChangeAsync(id, document => document.Space = Space.Public);
        Assert.That((await corpus.FindAsync("quartz")).Passages, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Search_JustTakenBack_IsGoneBeforeItIsReadAgain()
    {
        var id = await corpus.PutAsync("Quartz scheduling", "Runs nightly jobs.");
        await corpus.ChangeAsync(id, document => document.Space = Space.Of(corpus.Author), ingest: false);
        Assert.That((await corpus.FindAsync("quartz")).Passages, Is.Empty);
    }

    [Test]
    public async Task Sweep_LostMessages_AreMadeUpFor()
    {
        var changed = await corpus.PutAsync("Quartz scheduling", "Runs nightly jobs.");
        var gone = await corpus.PutAsync("Granite planning", "Sorts stones.");
        await corpus.ChangeAsync(changed, document => document.Text = "Runs hourly jobs.", ingest: false);
        await corpus.RemoveAsync(gone, ingest: false);
        corpus.Time.Advance(TimeSpan.FromMinutes(5));
        await corpus.UseAsync<SweepKnowledge>(async sweep => Assert.That(await sweep.ExecuteAsync(CancellationToken.None), Is.EqualTo(2)));
        await corpus.UseAsync<SweepKnowledge>(async sweep => Assert.That(await sweep.ExecuteAsync(CancellationToken.None), Is.Zero));
        Assert.That((await corpus.FindAsync("hourly")).Passages.Select(passage => passage.DocumentId), Is.EqualTo(new[] { changed }));
        Assert.That(await StateAsync(), Does.Contain("documents 1, chunks 1"));
    }

    [Test]
    public async Task Ingest_ManyAtOnce_CountsEachOnce()
    {
        var documents = Enumerable.Range(0, 12).Select(number => corpus.Document($"Title {number}", Long($"Some text about item {number}."))).ToArray();
        await corpus.SaveAsync(documents);
        await Task.WhenAll(documents.Concat(documents).Select(document => corpus.IngestAsync(document.Id)));
        await using var db = corpus.OpenDb();
        var totals = await db.Corpora.SingleAsync();
        var chunks = await db.KnowledgeChunks.ToListAsync();
        Assert.That((totals.Documents, totals.Chunks, totals.Length), Is.EqualTo((12, chunks.Count, chunks.Sum(chunk => (long)chunk.Length))));
        Assert.That(await db.KnowledgeVectors.CountAsync(), Is.EqualTo(chunks.Count));
    }

    private static string Long(string sentence) => string.Join(' ', Enumerable.Repeat(sentence, 60));

    private async Task<string> StateAsync()
    {
        await using var db = corpus.OpenDb();
        var totals = await db.Corpora.SingleAsync();
        return $"version {totals.Version}, documents {totals.Documents}, chunks {totals.Chunks}, length {totals.Length}; rows chunks {await db.KnowledgeChunks.CountAsync()}, "
            + $"postings {await db.KnowledgePostings.CountAsync()}, vectors {await db.KnowledgeVectors.CountAsync()}, indexed {await db.IndexedDocuments.CountAsync()}, "
            + string.Join(',', (await db.KnowledgeChunks.Select(chunk => chunk.Id).ToListAsync()).Order());
    }
}
