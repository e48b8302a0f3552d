using System.Runtime.InteropServices;
using Marketplace.Core.Brain.Retrieval.Embedding;
using Marketplace.Core.Brain.Retrieval.Vectors;
using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Marketplace.Core.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Brain.Retrieval;

/// <summary>
/// Brings the chunks of a document to its text. Embeds before it locks anything, then writes all or nothing; a document that changed meanwhile is read again.
/// An embedder or an outside store that fails costs the vectors only: words are found at once, and <see cref="RefitModel"/> makes the vectors later.
/// </summary>
public sealed class IngestDocument(MarketplaceDb db, EmbeddingModels models, ChunkVectors vectors, ILogger<IngestDocument> logger) : IOutboxHandler<DocumentChanged>
{
    private const int MaxRounds = 5;
    private const int ShortestWord = 4;

    public Task HandleAsync(DocumentChanged message, CancellationToken cancellationToken) => ExecuteAsync(message.DocumentId, cancellationToken);

    public async Task ExecuteAsync(Guid documentId, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            var document = await db.KnowledgeDocuments.AsNoTracking().SingleOrDefaultAsync(known => known.Id == documentId, cancellationToken);
            if (await IsCurrentAsync(documentId, document, cancellationToken))
            {
                return;
            }

            IReadOnlyList<ReadChunk> chunks = document is null ? [] : DocumentReader.Read(document);
            var made = await EmbedAsync(chunks, cancellationToken);

            // Rows are made afresh for each try: what a failed one was given by the database must not be written again.
            if (await db.InTransactionAsync(() => WriteAsync(documentId, document, document is null ? [] : DocumentReader.Read(document), made, cancellationToken), cancellationToken))
            {
                return;
            }
        }

        throw new InvalidOperationException($"The document {documentId} changes faster than it can be read.");
    }

    private async Task<bool> IsCurrentAsync(Guid documentId, KnowledgeDocument? document, CancellationToken cancellationToken)
    {
        var indexed = await db.IndexedDocuments.AsNoTracking().SingleOrDefaultAsync(known => known.DocumentId == documentId, cancellationToken);
        return document is null ? indexed is null : indexed is not null && document.IndexedRevision == document.Revision && indexed.Space == document.Space;
    }

    private async Task<List<(ModelInfo Model, IReadOnlyList<ChunkVector> Vectors)>> EmbedAsync(IReadOnlyList<ReadChunk> chunks, CancellationToken cancellationToken)
    {
        List<(ModelInfo, IReadOnlyList<ChunkVector>)> made = [];
        try
        {
            await models.EnsureActiveAsync(cancellationToken);
            foreach (var model in chunks.Count > 0 ? await models.CurrentAsync(cancellationToken) : [])
            {
                made.Add((model, await vectors.EmbedAsync(model, [.. chunks.Select(chunk => (chunk.Chunk, chunk.ForEmbedding))], cancellationToken)));
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(exception, "Chunks are indexed without vectors for now");
        }

        return made;
    }

    /// <returns>False when the document is no longer what was read.</returns>
    private async Task<bool> WriteAsync(
        Guid documentId, KnowledgeDocument? read, IReadOnlyList<ReadChunk> chunks, List<(ModelInfo Model, IReadOnlyList<ChunkVector> Vectors)> made, CancellationToken cancellationToken)
    {
        var document = await db.KnowledgeDocuments.FromSql($"select * from brain.documents where id = {documentId} for update").AsTracking().SingleOrDefaultAsync(cancellationToken);
        if (document?.Revision != read?.Revision || document?.Space != read?.Space)
        {
            return false;
        }

        var before = await db.IndexedDocuments.FromSql($"select * from brain.indexed_documents where document_id = {documentId} for update").AsTracking().SingleOrDefaultAsync(cancellationToken);
        var spaceBefore = before?.Space;
        var gone = before is null ? [] : before.Chunks.Except(before.Space == document?.Space ? chunks.Select(chunk => chunk.Chunk.Id) : []).ToList();
        await db.KnowledgeChunks.Where(chunk => chunk.DocumentId == documentId).ExecuteDeleteAsync(cancellationToken);
        var change = Change(before, -1) + (document is null ? default : new Totals(document.Space == Space.Public ? 1 : 0, chunks.Count, chunks.Sum(chunk => (long)chunk.Chunk.Length)).In(document.Space));
        if (document is not null)
        {
            document.IndexedRevision = document.Revision;
            db.KnowledgeChunks.AddRange(chunks.Select(chunk => chunk.Chunk));
        }

        Remember(before, document, chunks);
        await db.SaveChangesAsync(cancellationToken);
        await WritePostingsAsync(chunks, cancellationToken);
        await WriteTotalsAsync(change, document?.Space, spaceBefore, chunks, cancellationToken);
        await WriteVectorsAsync(made, spaceBefore, gone, cancellationToken);
        return true;
    }

    private static Totals Change(IndexedDocument? indexed, int sign) =>
        indexed is null ? default : new Totals(sign, sign * indexed.Chunks.Count, sign * indexed.Length).In(indexed.Space);

    private void Remember(IndexedDocument? before, KnowledgeDocument? document, IReadOnlyList<ReadChunk> chunks)
    {
        if (before is not null && document is null)
        {
            db.IndexedDocuments.Remove(before);
        }
        else if (document is not null)
        {
            before ??= db.IndexedDocuments.Add(new() { DocumentId = document.Id, Space = "", Chunks = [], Length = 0 }).Entity;
            (before.Space, before.Chunks, before.Length) = (document.Space, [.. chunks.Select(chunk => chunk.Chunk.Id)], chunks.Sum(chunk => (long)chunk.Chunk.Length));
        }
    }

    private async Task WritePostingsAsync(IReadOnlyList<ReadChunk> chunks, CancellationToken cancellationToken)
    {
        var postings = chunks.SelectMany(chunk => chunk.Frequencies.Select(term => (chunk.Chunk, term.Key, term.Value))).ToList();
        await using var connection = await SearchConnection.OpenAsync(db, cancellationToken);
        await connection.ExecuteAsync(
            "insert into brain.postings (chunk_number, term, space, frequency, length) select * from unnest(@numbers, @terms, @spaces, @frequencies, @lengths)",
            cancellationToken,
            ("numbers", postings.Select(posting => posting.Chunk.Number).ToArray()),
            ("terms", postings.Select(posting => posting.Key).ToArray()),
            ("spaces", postings.Select(posting => posting.Chunk.Space).ToArray()),
            ("frequencies", postings.Select(posting => posting.Value).ToArray()),
            ("lengths", postings.Select(posting => posting.Chunk.Length).ToArray()));
    }

    /// <summary>Takes the corpus for this transaction: from here to the commit one document at a time.</summary>
    private async Task WriteTotalsAsync(Totals change, string? space, string? spaceBefore, IReadOnlyList<ReadChunk> chunks, CancellationToken cancellationToken)
    {
        if (space != Space.Public && spaceBefore != Space.Public)
        {
            return;
        }

        await using var connection = await SearchConnection.OpenAsync(db, cancellationToken);
        await connection.ExecuteAsync(
            "update brain.corpus set version = version + 1, documents = documents + @documents, chunks = chunks + @chunks, length = length + @length",
            cancellationToken,
            ("documents", change.Documents),
            ("chunks", change.Chunks),
            ("length", change.Length));
        if (space == Space.Public)
        {
            await connection.ExecuteAsync(
                "insert into brain.words (term) select unnest(@terms) on conflict do nothing",
                cancellationToken,
                ("terms", chunks.SelectMany(chunk => chunk.Frequencies.Keys).Where(term => term.Length >= ShortestWord && term.All(char.IsLetter)).Distinct().Order(StringComparer.Ordinal).ToArray()));
        }
    }

    private async Task WriteVectorsAsync(
        List<(ModelInfo Model, IReadOnlyList<ChunkVector> Vectors)> made, string? spaceBefore, List<Guid> gone, CancellationToken cancellationToken)
    {
        foreach (var (model, ofChunks) in made.Where(item => vectors.CollectionOf(item.Model).IsInDatabase))
        {
            await vectors.PutAsync(model, ofChunks, cancellationToken);
        }

        try
        {
            foreach (var (model, ofChunks) in made.Where(item => !vectors.CollectionOf(item.Model).IsInDatabase))
            {
                await vectors.PutAsync(model, ofChunks, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(exception, "The vector store cannot be reached; the vectors follow");
        }

        // What is gone must be gone: this one fails the message, which is tried again.
        foreach (var model in gone.Count > 0 ? await models.CurrentAsync(cancellationToken) : [])
        {
            if (vectors.CollectionOf(model) is { IsInDatabase: false } collection)
            {
                await collection.RemoveAsync(spaceBefore!, gone, cancellationToken);
            }
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Totals(int Documents, int Chunks, long Length)
    {
        public Totals In(string space) => space == Space.Public ? this : default;

        public static Totals operator +(Totals left, Totals right) => new(left.Documents + right.Documents, left.Chunks + right.Chunks, left.Length + right.Length);
    }
}
