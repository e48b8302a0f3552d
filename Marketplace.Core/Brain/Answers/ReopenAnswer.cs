using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Brain.Answers;

/// <summary>An answer as it may be shown now.</summary>
/// <param name="Withdrawn">Sentences that are left out because none of their sources can be read any more, or says it any more.</param>
public sealed record ReopenedAnswer(KnowledgeAnswer Answer, IReadOnlyList<AnswerSource> Sources, IReadOnlyList<AnswerSentence> Sentences, int Withdrawn);

/// <summary>
/// Shows an answer again to who asked. Each quote is looked for in the document as it is now: what its author has taken back, changed or hidden is not
/// shown from memory. Chunks come and go with each indexing, so the document decides and not the chunk.
/// </summary>
public sealed class ReopenAnswer(MarketplaceDb db, ReadableSpaces readableSpaces)
{
    public async Task<Result<ReopenedAnswer>> ExecuteAsync(Guid askerId, Guid answerId, CancellationToken cancellationToken)
    {
        var answer = await db.KnowledgeAnswers.AsNoTracking().SingleOrDefaultAsync(answer => answer.Id == answerId && answer.AskerId == askerId, cancellationToken);
        if (answer is null)
        {
            return Error.NotFound("answer");
        }

        var spaces = await readableSpaces.OfAsync(askerId, answer.ProductId, cancellationToken);
        var ids = answer.Sources.Select(source => source.DocumentId).ToHashSet();
        var documents = await db.KnowledgeDocuments.Where(document => ids.Contains(document.Id) && spaces.Contains(document.Space))
            .Select(document => new { document.Id, document.Text }).ToDictionaryAsync(document => document.Id, document => document.Text, cancellationToken);
        var readable = answer.Sources.Where(source => documents.ContainsKey(source.DocumentId)).ToDictionary(source => source.N);
        var sentences = answer.Sentences
            .Select(sentence => sentence with
            {
                Quotes = [.. sentence.Quotes.Where(quote => readable.TryGetValue(quote.N, out var source) && QuotePolicy.IsVerbatim(quote.Text, documents[source.DocumentId]))],
            })
            .Where(sentence => sentence.Quotes.Count > 0).ToList();
        var sources = answer.Sources.Where(source => readable.ContainsKey(source.N) && (sentences.Exists(sentence => sentence.Quotes.Any(quote => quote.N == source.N))
            || (answer.State == AnswerState.Related && QuotePolicy.Normalise(documents[source.DocumentId]).Contains(QuotePolicy.Normalise(source.Extract), StringComparison.Ordinal)))).ToList();
        return new ReopenedAnswer(answer, sources, sentences, answer.Sentences.Count - sentences.Count);
    }
}

/// <summary>Whether an answer helped, in the eyes of who asked; they may change their mind.</summary>
public sealed class RateAnswer(MarketplaceDb db)
{
    public async Task<Result<Done>> ExecuteAsync(Guid askerId, Guid answerId, bool isHelpful, CancellationToken cancellationToken)
    {
        var changed = await db.KnowledgeAnswers.Where(answer => answer.Id == answerId && answer.AskerId == askerId)
            .ExecuteUpdateAsync(set => set.SetProperty(answer => answer.IsHelpful, isHelpful), cancellationToken);
        return changed > 0 ? new Done() : Error.NotFound("answer");
    }
}
