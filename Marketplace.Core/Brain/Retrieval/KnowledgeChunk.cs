namespace Marketplace.Core.Brain.Retrieval;

/// <summary>A verbatim piece of a document, as long as an answer quotes at most. Made anew with each revision; what it is filtered by is copied here.</summary>
public sealed class KnowledgeChunk
{
    /// <summary>Made of document, revision and place: the same text read twice is the same chunk.</summary>
    public required Guid Id { get; init; }

    /// <summary>Short, for the postings.</summary>
    public int Number { get; init; }
    public required Guid DocumentId { get; init; }
    public required int Revision { get; init; }
    public required int Ordinal { get; init; }
    public required string Space { get; init; }
    public required DocumentKind Kind { get; init; }
    public Guid? ProductId { get; init; }
    public Guid? VersionId { get; init; }
    public required string Heading { get; init; }
    public required string Text { get; init; }

    /// <summary>Terms, weighted as they are counted.</summary>
    public required int Length { get; init; }
}

/// <summary>A term of a chunk. Index-only reads need all that ranking needs.</summary>
public sealed class KnowledgePosting
{
    public required int ChunkNumber { get; init; }
    public required string Term { get; init; }
    public required string Space { get; init; }
    public required float Frequency { get; init; }
    public required int Length { get; init; }
}

/// <summary>A vector of a chunk by one model, as half floats; null values when an outside store has them.</summary>
public sealed class KnowledgeVector
{
    public required string ModelId { get; init; }
    public required Guid ChunkId { get; init; }
    public required string Space { get; init; }
    public byte[]? Halves { get; init; }

    /// <summary>Of <see cref="Corpus"/> when it was written: a cache reads what is newer than it.</summary>
    public required long Version { get; init; }
}

/// <summary>What was indexed of a document; outlives it, so that outside stores and statistics can forget it.</summary>
public sealed class IndexedDocument
{
    public required Guid DocumentId { get; init; }
    public required string Space { get; set; }
    public required List<Guid> Chunks { get; set; }
    public required long Length { get; set; }
}

/// <summary>
/// The public chunks in numbers: one row. It is locked before vectors are written and until they are committed, so versions become visible in order.
/// Nothing of private spaces is counted.
/// </summary>
public sealed class Corpus
{
    public required int Id { get; init; }
    public long Version { get; set; }
    public int Documents { get; set; }
    public int Chunks { get; set; }
    public long Length { get; set; }
}

/// <summary>A term that a public chunk has or had: what misspelled words are compared with.</summary>
public sealed class KnowledgeWord
{
    public required string Term { get; init; }
}
