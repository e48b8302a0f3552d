namespace Marketplace.Core.Brain;

/// <summary>What a text is; a person reads it beside each quote.</summary>
public enum DocumentKind
{
    /// <summary>Somebody's pattern, solution, lesson or tip.</summary>
    Entry,

    /// <summary>The README of one version of a product, opened by its seller.</summary>
    Readme,

    /// <summary>Another Markdown file of one version.</summary>
    Docs,

    /// <summary>A question on a product's page with the seller's answer.</summary>
    Faq,
}

/// <summary>
/// A text that answers may quote, whatever it comes from: derived from an entry, a package or a question, and rebuildable from them.
/// Its chunks follow it: a worker reads it again whenever <see cref="DocumentChanged"/> was published.
/// </summary>
public sealed class KnowledgeDocument
{
    /// <summary>The entry's or the question's own id; for a file of a package one made from the version and the path.</summary>
    public required Guid Id { get; init; }
    public required DocumentKind Kind { get; init; }

    /// <summary>Who may read it, see <see cref="Brain.Space"/>.</summary>
    public required string Space { get; set; }
    public Guid? ProductId { get; init; }

    /// <summary>The exact version whose file this is; null for entries and questions.</summary>
    public Guid? VersionId { get; init; }

    /// <summary>Who is credited when it is quoted.</summary>
    public required Guid AuthorId { get; init; }
    public required string Title { get; set; }

    /// <summary>When it applies, in the author's words; found like the title.</summary>
    public string Context { get; set; } = "";

    /// <summary>Markdown.</summary>
    public required string Text { get; set; }
    public List<string> Tags { get; set; } = [];
    public List<string> Stacks { get; set; } = [];

    /// <summary>Its page on this site: <c>/brain/some-title</c>.</summary>
    public required string Path { get; set; }

    /// <summary>Grows with each change of what is read here.</summary>
    public int Revision { get; set; } = 1;
    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>The revision its chunks were made of; null before the first time.</summary>
    public int? IndexedRevision { get; set; }
}
