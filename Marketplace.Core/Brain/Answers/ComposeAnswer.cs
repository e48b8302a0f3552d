using Marketplace.Core.Data;

namespace Marketplace.Core.Brain.Answers;

/// <summary>From a question to a stored answer: search, how sure it is, the model or the extract, each sentence checked before it is shown.</summary>
public sealed class ComposeAnswer(MarketplaceDb db, IKnowledgeSearch search, WriteByModel write, CitationCheck citations, ReadableSpaces readable, AnswerMeter meter, TimeProvider time)
{
    private const int MaxRelated = 5;

    internal async Task ExecuteAsync(AskedQuestion asked, KnowledgeAnswer answer, Func<AnswerEvent, ValueTask> emit, CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        var spaces = await readable.OfAsync(asked.Question.AskerId, asked.ProductId, cancellationToken);
        var found = await search.FindAsync(new()
        {
            Text = asked.Text,
            Spaces = spaces,
            Tags = asked.Question.Tags,
            Stacks = asked.Question.Stacks,
            ProductId = asked.ProductId,
            VersionId = asked.VersionId,
            Limit = AnswerPolicy.MaxPassages,
        }, cancellationToken);
        var confidence = ConfidencePolicy.Of(asked.Text, found).Value;
        answer.Confidence = confidence;
        var draft = new AnswerDraft(answer, spaces, found, emit);
        await WriteAsync(draft, ConfidencePolicy.StateOf(confidence), cancellationToken);
        answer.LatencyMs = (int)time.GetElapsedTime(startedAt).TotalMilliseconds;
        await StoreAsync(answer);
        await emit(new AnswerCompleted(answer));
    }

    /// <summary>The asker has left: what was shown and used is kept, whatever else is canceled with them.</summary>
    internal Task StoreCanceledAsync(KnowledgeAnswer answer)
    {
        (answer.IsPartial, answer.Note) = (true, AnswerNote.Canceled);
        answer.State = answer.Sentences.Count > 0 ? AnswerState.Answered : AnswerState.None;
        answer.Sources = [.. answer.Sources.Where(source => Cites(answer, source))];
        return StoreAsync(answer);
    }

    private async Task WriteAsync(AnswerDraft draft, AnswerState expected, CancellationToken cancellationToken)
    {
        if (expected == AnswerState.None)
        {
            return;
        }

        var answer = draft.Answer;
        answer.Sources = [.. draft.Found.Passages.Select((passage, index) => SourceOf(passage, index + 1, draft.Found.Terms))];
        await draft.ShowAsync(new SourcesFound(expected, [.. answer.Sources]));
        var isWritten = await write.TryAsync(draft, cancellationToken);

        // A model that has read the sources and finds no answer in them knows better than a threshold.
        var asksModelOnly = expected == AnswerState.Related || (answer.Model is not null && answer.Note is null);
        if (!isWritten && !asksModelOnly)
        {
            isWritten = await ExtractAsync(draft, cancellationToken);
        }

        answer.State = isWritten ? AnswerState.Answered : AnswerState.Related;
        answer.Sources = isWritten ? [.. answer.Sources.Where(source => Cites(answer, source))] : [.. answer.Sources.DistinctBy(source => source.DocumentId).Take(MaxRelated)];
    }

    private async Task<bool> ExtractAsync(AnswerDraft draft, CancellationToken cancellationToken)
    {
        foreach (var sentence in ExtractiveAnswer.Of(draft.Answer.Question, draft.Found))
        {
            // The search has just read them; an entry that was hidden in between is still not shown.
            if (await citations.KeepAsync(sentence.Quotes, draft.Found.Passages, draft.Spaces, cancellationToken) is { Count: > 0 })
            {
                await draft.ShowAsync(sentence);
            }
        }

        return draft.Answer.Sentences.Count > 0;
    }

    private async Task StoreAsync(KnowledgeAnswer answer)
    {
        // Not canceled with its asker: what was shown and paid for is written down.
        db.ChangeTracker.Clear();
        db.KnowledgeAnswers.Add(answer);
        db.AnswerCitations.AddRange(Citations(answer));
        await db.SaveChangesAsync(CancellationToken.None);
        meter.Answered(answer);
    }

    private static IEnumerable<AnswerCitation> Citations(KnowledgeAnswer answer)
    {
        var sources = answer.Sources.ToDictionary(source => source.N);
        return answer.Sentences.SelectMany(sentence => sentence.Quotes).Select((quote, position) => new AnswerCitation
        {
            AnswerId = answer.Id,
            Position = position,
            N = quote.N,
            DocumentId = sources[quote.N].DocumentId,
            Revision = sources[quote.N].Revision,
            ChunkId = sources[quote.N].ChunkId,
            AuthorId = sources[quote.N].AuthorId,
            Counts = sources[quote.N].AuthorId != answer.AskerId && !sources[quote.N].IsTeams,
            Quote = quote.Text,
            CreatedAt = answer.CreatedAt,
        });
    }

    private static bool Cites(KnowledgeAnswer answer, AnswerSource source) => answer.Sentences.Exists(sentence => sentence.Quotes.Any(quote => quote.N == source.N));

    private static AnswerSource SourceOf(Passage passage, int n, IReadOnlyList<QueryTerm> terms) => new(
        n, passage.ChunkId, passage.DocumentId, passage.Revision, passage.Kind, passage.AuthorId, passage.Title, passage.Heading, passage.Path, ExtractiveAnswer.ExtractOf(passage, terms))
    {
        IsTeams = passage.IsTeams,
    };
}
