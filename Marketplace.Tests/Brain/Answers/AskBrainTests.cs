using Marketplace.Core.Brain;
using Marketplace.Core.Brain.Answers;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Brain.Answers;

/// <summary>From a question to a stored answer without a language model, on the product's own search.</summary>
internal sealed class AskBrainTests
{
    private const string Question = "How do I validate a foreign key constraint without locking the table?";

    private const string Locks = """
        Add the foreign key constraint as `NOT VALID` first and validate it in a second step, so that the table is not locked while rows are checked.

        ```sql
        alter table orders validate constraint orders_seller_fk;
        ```

        ## Watch out

        - Run the steps as separate transactions. A foreign key creates no index.
        """;

    private AnsweringBrain brain = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        brain = await AnsweringBrain.OpenAsync();
        await brain.Corpus.PutAsync("Validate a foreign key constraint without locking the table", Locks, tags: ["locking"], stacks: ["postgresql"]);
        await brain.Corpus.PutAsync("Retry with jitter", "Spread retries by a random delay, or all clients come back at the same moment.", tags: ["retries"]);
        await brain.Corpus.PutAsync("Hash passwords with Argon2id", "Store a salted Argon2id hash of each password and raise its cost every year.", tags: ["passwords"]);
    }

    [TearDown]
    public async Task CloseAsync() => await brain.DisposeAsync();

    [Test]
    public async Task AnAnswer_IsVerbatim_WithItsSources_AndStored()
    {
        var events = await brain.AskAsync(Question);
        var answer = AnsweringBrain.Answer(events);
        Assert.That((answer.State, answer.Engine, answer.Note, answer.Model), Is.EqualTo((AnswerState.Answered, AnswerEngine.Extract, AnswerNote.NoModel, (string?)null)));
        Assert.That(events[0], Is.InstanceOf<SourcesFound>());
        Assert.That(events.OfType<SentenceChecked>().Select(sentence => sentence.Sentence), Is.EqualTo(answer.Sentences));
        Assert.That(answer.Sentences[0].Text, Does.StartWith("Add the foreign key constraint as `NOT VALID` first"));
        Assert.That(answer.Sentences.Single(sentence => sentence.Kind == SentenceKind.Code).Text, Does.StartWith("```sql").And.EndsWith("```"));
        Assert.That(answer.Sources.Select(source => source.Path).Distinct(), Does.Contain("/brain/validate-a-foreign-key-constraint-without-locking-the-table"));
        await brain.AssertProvenAsync();
        var stored = await brain.ReadAsync(db => db.KnowledgeAnswers.SingleAsync(found => found.Id == answer.Id));
        Assert.That((stored.AskerId, stored.Question, stored.Sentences.Count, stored.CostMicros), Is.EqualTo((brain.Asker, Question, answer.Sentences.Count, (long?)null)));
        Assert.That(await brain.UsedAsync(), Is.EqualTo(1));
    }

    [TestCase("What is the best pizza dough recipe?")]
    [TestCase("How do I cook validated rice?")]
    public async Task WhatNobodyWrote_IsNotAnswered_AndCounts(string question)
    {
        var answer = await brain.AnswerAsync(question);
        Assert.That((answer.State, answer.Sentences.Count), Is.EqualTo((AnswerState.None, 0)));
        Assert.That(answer.Sources, Is.Empty);
        Assert.That(await brain.UsedAsync(), Is.EqualTo(1));
    }

    [TestCase("")]
    [TestCase("  ?\u202E ")]
    [TestCase(null)]
    public async Task ABadQuestion_IsRefused_AndDoesNotCount(string? question)
    {
        var refused = await brain.WithAsync((AskBrain ask) => ask.PrepareAsync(new(brain.Asker, question ?? new string('x', BrainPolicy.MaxQuestion + 1)), CancellationToken.None));
        Assert.That((refused.Error?.Field, await brain.UsedAsync()), Is.EqualTo(("question", 0)));
    }

    [Test]
    public async Task AProductOrVersionThatIsNotThere_IsNotFound_AndDoesNotCount()
    {
        var product = await brain.WithAsync((AskBrain ask) => ask.PrepareAsync(new(brain.Asker, Question) { ProductSlug = "nothing" }, CancellationToken.None));
        var version = await brain.WithAsync((AskBrain ask) => ask.PrepareAsync(new(brain.Asker, Question) { Version = "1.0.0" }, CancellationToken.None));
        Assert.That((product.Error?.Code, version.Error?.Code, await brain.UsedAsync()), Is.EqualTo(("not_found", "brain.version_without_product", 0)));
    }

    [Test]
    public async Task Another_PersonsDraft_AnswersOnlyThem()
    {
        var other = Guid.CreateVersion7();
        await brain.Corpus.AddPersonAsync(other, "other");
        await brain.Corpus.PutAsync("Rotate the zebra key", "Rotate the zebra key by calling the stripes endpoint twice before noon.", Space.Of(other));
        const string Secret = "How do I rotate the zebra key with the stripes endpoint?";
        var mine = await brain.AnswerAsync(Secret);
        Assert.That((mine.State, mine.Sources.Count), Is.EqualTo((AnswerState.None, 0)));
        Assert.That(AnsweringBrain.Answer(await brain.AskAsync(new BrainQuestion(other, Secret))).State, Is.EqualTo(AnswerState.Answered));
    }

    [Test]
    public async Task WhatFails_IsGivenBack_AndTheReaderLearnsOfIt()
    {
        await using var failing = await AnsweringBrain.OpenAsync(search: new FailingSearch());
        Assert.That(async () => await failing.AskAsync(Question), Throws.InstanceOf<InvalidOperationException>());
        Assert.That((await failing.UsedAsync(), await failing.ReadAsync(db => db.KnowledgeAnswers.CountAsync())), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task ReShown_AnAnswerHasWhatItsSourcesStillSay_ForItsAskerOnly()
    {
        var answer = await brain.AnswerAsync(Question);
        var document = answer.Sources[0].DocumentId;
        Assert.That((await ReopenAsync(Guid.CreateVersion7(), answer.Id)).Error?.Code, Is.EqualTo("not_found"));
        Assert.That((await ReopenAsync(brain.Asker, answer.Id)).Value!.Withdrawn, Is.Zero);

        // Read again by the worker: new chunks, the same words.
        await brain.Corpus.ChangeAsync(document, changed => changed.Text = "## New\n\n" + changed.Text);
        Assert.That((await ReopenAsync(brain.Asker, answer.Id)).Value!.Sentences, Has.Count.EqualTo(answer.Sentences.Count));
        await brain.Corpus.ChangeAsync(document, changed => changed.Text = changed.Text.Replace("NOT VALID", "VALID", StringComparison.Ordinal));
        Assert.That((await ReopenAsync(brain.Asker, answer.Id)).Value!.Sentences.Select(sentence => sentence.Text), Has.None.Contains("NOT VALID"));
        await brain.Corpus.RemoveAsync(document);
        var gone = (await ReopenAsync(brain.Asker, answer.Id)).Value!;
        Assert.That((gone.Sentences.Count(sentence => sentence.Quotes.Count > 0 && answer.Sources.Single(source => source.N == sentence.Quotes[0].N).DocumentId == document), gone.Withdrawn > 0), Is.EqualTo((0, true)));
    }

    [Test]
    public async Task Authors_AreCreditedForOthersQuestions_NotForTheirOwn()
    {
        var since = brain.Corpus.Time.GetUtcNow();
        var answer = await brain.AnswerAsync(Question);
        await brain.AnswerAsync(Question);
        await brain.AskAsync(new BrainQuestion(brain.Corpus.Author, Question));
        var document = answer.Sources[0].DocumentId;
        await brain.WithAsync((RateAnswer rate) => rate.ExecuteAsync(brain.Asker, answer.Id, true, CancellationToken.None));
        var counts = await brain.WithAsync((CitationQueries citations) => citations.OfDocumentsAsync([document], CancellationToken.None));
        Assert.That(counts[document], Is.EqualTo(new CitationCount(document, 2, 1)));
        Assert.That(await brain.WithAsync((CitationQueries citations) => citations.OfAuthorAsync(brain.Corpus.Author, since, CancellationToken.None)), Is.EqualTo(2));
        Assert.That((await brain.WithAsync((CitationQueries citations) => citations.MostCitedAsync(brain.Corpus.Author, since, 5, CancellationToken.None)))[0].DocumentId, Is.EqualTo(document));

        // The chunk and the document go; the credit stays.
        await brain.Corpus.RemoveAsync(document);
        Assert.That((await brain.WithAsync((CitationQueries citations) => citations.OfDocumentsAsync([document], CancellationToken.None)))[document].Answers, Is.EqualTo(2));
    }

    private Task<Core.Kernel.Result<ReopenedAnswer>> ReopenAsync(Guid asker, Guid id) => brain.WithAsync((ReopenAnswer reopen) => reopen.ExecuteAsync(asker, id, CancellationToken.None));

    private sealed class FailingSearch : IKnowledgeSearch
    {
        public Task<KnowledgeResult> FindAsync(KnowledgeQuery query, CancellationToken cancellationToken) => throw new InvalidOperationException("The search is broken.");
    }
}
