namespace Marketplace.Core.Brain;

/// <summary>What is looked for, and where it may be looked for.</summary>
public sealed record KnowledgeQuery
{
    /// <summary>A question or some words, as typed.</summary>
    public required string Text { get; init; }

    /// <summary>Only these are read; see <see cref="Space"/>.</summary>
    public required IReadOnlyList<string> Spaces { get; init; }

    /// <summary>Lift what has them; never exclude what has not.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
    public IReadOnlyList<string> Stacks { get; init; } = [];

    /// <summary>Only what belongs to this product: its version <see cref="VersionId"/> and its questions.</summary>
    public Guid? ProductId { get; init; }
    public Guid? VersionId { get; init; }

    /// <summary>Only these kinds; null for all.</summary>
    public IReadOnlyList<DocumentKind>? Kinds { get; init; }

    /// <summary>Chunks, at most.</summary>
    public int Limit { get; init; } = 8;
}

/// <summary>A term of a question.</summary>
/// <param name="Text">As the index keeps it: folded and stemmed.</param>
/// <param name="Weight">Inverse document frequency among public chunks; a term that no chunk has weighs most.</param>
public sealed record QueryTerm(string Text, double Weight);

/// <summary>A chunk that was found, with what it needs to be shown and cited.</summary>
/// <param name="Revision">Of the document when the chunk was made.</param>
/// <param name="Heading">The headings above it, joined by " › "; empty at the document's start.</param>
/// <param name="Text">The chunk as stored: a verbatim piece of the document's Markdown.</param>
/// <param name="Score">Fused: 0 to 1, comparable within one result only.</param>
/// <param name="Coverage">The share of the question's term weight that the chunk (or its title) has: 0 to 1.</param>
/// <param name="Cosine">Similarity by the active embedding model: −1 to 1.</param>
public sealed record Passage(
    Guid ChunkId, Guid DocumentId, int Revision, DocumentKind Kind, Guid? ProductId, Guid? VersionId, Guid AuthorId, string Title, string Heading, string Text, string Path,
    double Score, double Coverage, double Cosine)
{
    /// <summary>From the asker's team, not public.</summary>
    public bool IsTeams { get; init; }
}

/// <param name="Terms">Of the question, stop words left out.</param>
/// <param name="Passages">Best first.</param>
/// <param name="Model">Id of the embedding model that was asked; null when only words were compared.</param>
public sealed record KnowledgeResult(IReadOnlyList<QueryTerm> Terms, IReadOnlyList<Passage> Passages, string? Model);
