using System.Text.Json;
using Marketplace.Core.Brain;
using Marketplace.Core.Brain.Patterns;
using Marketplace.Core.Brain.Retrieval;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Brain;

internal sealed class KnowledgeSearchTests
{
    private static readonly Dictionary<string, string?> DeadEmbedder = new()
    {
        ["Brain:Embeddings:OpenAI:Model"] = "text-embedding-3-small",
        ["Brain:Embeddings:OpenAI:ApiKey"] = "sk-none",
        ["Brain:Embeddings:OpenAI:BaseUrl"] = "http://127.0.0.1:9/v1",
    };

    private BrainCorpus corpus = null!;

    [SetUp]
    public async Task OpenAsync() => corpus = await BrainCorpus.OpenAsync();

    [TearDown]
    public ValueTask CloseAsync() => corpus.DisposeAsync();

    [Test]
    public async Task Find_AQuestion_GivesTheChunkThatHasItsWords()
    {
        await FillAsync();
        var found = await corpus.FindAsync("How do I stop a deadlock when two transactions update rows?");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Passages[0].Title, Is.EqualTo("Deadlocks in PostgreSQL"));
            Assert.That(found.Passages[0].Coverage, Is.GreaterThan(0.5));
            Assert.That(found.Passages.Select(passage => passage.Score), Is.Ordered.Descending.And.All.InRange(0, 1));
            Assert.That(found.Terms.Select(term => term.Text), Is.SupersetOf(new[] { "deadlock", "transact", "row" }));
            Assert.That(found.Model, Is.EqualTo("local-0"));
        }
    }

    [Test]
    public async Task Find_AWordNobodyHas_WeighsMostAndIsNotCovered()
    {
        await FillAsync();
        var found = await corpus.FindAsync("deadlock zzyzx");
        Assert.That(found.Terms.MaxBy(term => term.Weight)!.Text, Is.EqualTo("zzyzx"));
        Assert.That(found.Passages[0].Coverage, Is.LessThan(0.7));
    }

    [TestCase("How to avoid a deadlcok")]
    [TestCase("deadloks")]
    public async Task Find_AMisspelledWord_IsFoundAllTheSame(string question)
    {
        await FillAsync();
        Assert.That((await corpus.FindAsync(question)).Passages[0].Title, Is.EqualTo("Deadlocks in PostgreSQL"));
    }

    [Test]
    public async Task Find_TagsAndStacks_Lift()
    {
        var plain = await corpus.PutAsync("Caching", "Cache answers for a minute.");
        var tagged = await corpus.PutAsync("Caching", "Cache answers for a minute.", stacks: ["redis"]);
        Assert.That((await corpus.FindAsync(new KnowledgeQuery { Text = "cache answers", Spaces = [Space.Public], Stacks = ["redis"] })).Passages.Select(passage => passage.DocumentId), Is.EqualTo(new[] { tagged, plain }));
        Assert.That((await corpus.FindAsync("cache answers in Redis")).Passages[0].DocumentId, Is.EqualTo(tagged));
    }

    [Test]
    public async Task Find_ALongDocument_GivesThreeChunksAtMost()
    {
        await corpus.PutAsync("Queues", string.Concat(Enumerable.Range(0, 12).Select(number => $"# Part {number}\n\n" + string.Join(' ', Enumerable.Repeat("Queues keep messages in order.", 20)) + "\n\n")));
        Assert.That((await corpus.FindAsync("queues messages")).Passages, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Find_OfAKind_GivesOnlyIt()
    {
        await FillAsync();
        var document = corpus.Document("Deadlock question", "A deadlock happens.");
        var faq = new KnowledgeDocument { Id = document.Id, Kind = DocumentKind.Faq, Space = Space.Public, AuthorId = corpus.Author, Title = document.Title, Text = document.Text, Path = "/x", ChangedAt = document.ChangedAt };
        await corpus.PutAsync(faq);
        var found = await corpus.FindAsync(new KnowledgeQuery { Text = "deadlock", Spaces = [Space.Public], Kinds = [DocumentKind.Faq] });
        Assert.That(found.Passages.Select(passage => passage.DocumentId), Is.EqualTo(new[] { faq.Id }));
        Assert.That((await corpus.FindAsync(new KnowledgeQuery { Text = "deadlock", Spaces = [Space.Public], ProductId = Guid.NewGuid(), VersionId = Guid.NewGuid() })).Passages, Is.Empty);
    }

    [TestCase("")]
    [TestCase("?!")]
    [TestCase("the of and")]
    [TestCase("'; drop table brain.chunks; --")]
    public async Task Find_NothingOrHostile_DoesNotFail(string question)
    {
        await FillAsync();
        Assert.That((await corpus.FindAsync(question)).Passages, Is.Not.Null);
        Assert.That((await corpus.FindAsync("deadlock")).Passages, Is.Not.Empty);
    }

    [Test]
    public async Task Find_WithoutSpaces_FindsNothing()
    {
        await FillAsync();
        Assert.That((await corpus.FindAsync(new KnowledgeQuery { Text = "deadlock", Spaces = [] })).Passages, Is.Empty);
    }

    [Test]
    public async Task Find_WithADeadEmbedder_AnswersByWords()
    {
        await using var dead = corpus.Replica(DeadEmbedder);
        var id = await dead.PutAsync("Deadlocks", "Lock rows in one order.");
        var found = await dead.FindAsync("lock rows");
        Assert.That(found.Model, Is.Null);
        Assert.That(found.Passages.Select(passage => passage.DocumentId), Is.EqualTo(new[] { id }));
    }

    [Test]
    public async Task Stranger_SeesTheSameBytes_WhateverIsInOthersDrafts()
    {
        await FillAsync();
        await FillWithNoiseAsync(50);
        await corpus.RefitAsync();
        await corpus.UseAsync<FindPatterns>(find => find.ExecuteAsync(CancellationToken.None));
        var before = await LookAsync();
        var other = Guid.CreateVersion7();
        await corpus.AddPersonAsync(other, "other");
        for (var number = 0; number < 15; number++)
        {
            await corpus.PutAsync("Deadlocks in PostgreSQL", $"A secret unicorn {number} avoids every deadlock of transactions and rows.", Space.Of(other));
        }

        Assert.That(await corpus.RefitAsync(), Is.Null, "Drafts do not make a model grow old.");
        await corpus.UseAsync<FindPatterns>(find => find.ExecuteAsync(CancellationToken.None));
        Assert.That(await LookAsync(), Is.EqualTo(before));
        Assert.That((await corpus.FindAsync("unicorn", [.. Space.ReadableBy(corpus.Author)])).Passages.Where(passage => passage.Text.Contains("unicorn", StringComparison.Ordinal)), Is.Empty);
        Assert.That((await corpus.FindAsync("unicorn", [.. Space.ReadableBy(other)])).Passages[0].Text, Does.Contain("unicorn"));
    }

    [Test]
    public async Task Similar_NearCopy_IsNamed_AndDraftsOfOthersAreNot()
    {
        await FillAsync();
        const string Copy = "Deadlocks in PostgreSQL\nTwo transactions that update the same rows in different order wait for each other. Lock the rows in one fixed order, and retry on 40P01.";
        await corpus.UseAsync<SimilarKnowledge>(async similar =>
        {
            var found = await similar.FindAsync(Copy, [Space.Public], null, 3, CancellationToken.None);
            Assert.That(found[0], Has.Property(nameof(SimilarDocument.Title)).EqualTo("Deadlocks in PostgreSQL").And.Property(nameof(SimilarDocument.IsLikelyDuplicate)).True);
            Assert.That(found.Skip(1).Select(document => document.IsLikelyDuplicate), Is.All.False);
            Assert.That(await similar.FindAsync(Copy, [Space.Public], found[0].DocumentId, 3, CancellationToken.None), Has.None.Property(nameof(SimilarDocument.DocumentId)).EqualTo(found[0].DocumentId));
            Assert.That(await similar.FindAsync("", [Space.Public], null, 3, CancellationToken.None), Is.Empty);
        });
    }

    private async Task<string> LookAsync()
    {
        var looks = new List<object>();
        foreach (var question in new[] { "deadlock transactions", "unicorn secret", "deadlok", "rows" })
        {
            looks.Add(await corpus.FindAsync(question));
        }

        await corpus.UseAsync<SimilarKnowledge>(async similar => looks.Add(await similar.FindAsync("Deadlocks in PostgreSQL\nA secret unicorn avoids every deadlock", [Space.Public], null, 9, CancellationToken.None)));
        await corpus.UseAsync<PatternQueries>(async patterns => looks.Add((await patterns.ListAsync(CancellationToken.None)).Select(pattern => new { pattern.Words, pattern.Size, pattern.Typical })));
        await using var db = corpus.OpenDb();
        looks.Add(await db.Corpora.SingleAsync());
        return string.Join('\n', looks.Select(look => JsonSerializer.Serialize(look)));
    }

    private async Task FillAsync()
    {
        await corpus.PutAsync("Deadlocks in PostgreSQL", "Two transactions that update the same rows in different order wait for each other. Lock the rows in one fixed order and retry on 40P01.", tags: ["database"], stacks: ["postgresql"]);
        await corpus.PutAsync("Idempotent payments", "Send an idempotency key with each charge, so that a second click does not pay twice.", tags: ["payments"], stacks: ["stripe"]);
        await corpus.PutAsync("Blazor forms", "Keep what a person typed when a form fails; show the message beside its field.", tags: ["forms"], stacks: ["blazor"]);
        await corpus.PutAsync("Retry with a limit", "Wait longer after each attempt and stop after five; add some noise so that clients do not come at once.", tags: ["resilience"]);
    }

    private async Task FillWithNoiseAsync(int count)
    {
        for (var number = 0; number < count; number++)
        {
            await corpus.PutAsync($"Note {number}", $"Notes about {(number % 2 == 0 ? "caching pages in Redis with keys" : "queues and messages in RabbitMQ with workers")} and point {number}.");
        }
    }
}
