namespace Marketplace.Contracts.Brain;

/// <summary>What of a product the Brain may read and quote.</summary>
public sealed record SourcesRequest
{
    /// <summary>The README of each version that is sold.</summary>
    public bool Readme { get; set; }

    /// <summary>Markdown in the folder <c>docs</c> of each version that is sold.</summary>
    public bool Docs { get; set; }

    /// <summary>Questions on the product's page that were answered.</summary>
    public bool Faq { get; set; }
}

/// <param name="Texts">What is read at present; changes of the last seconds may be missing.</param>
public sealed record SourcesView(bool Readme, bool Docs, bool Faq, IReadOnlyList<SourceTextView> Texts);

/// <param name="Kind"><c>readme</c>, <c>docs</c> or <c>faq</c>.</param>
/// <param name="Version">Whose file it is; null for a question.</param>
/// <param name="IsIndexed">Answers know its present text.</param>
/// <param name="Citations">How often an answer has quoted it.</param>
public sealed record SourceTextView(string Kind, string Title, string? Version, bool IsIndexed, int Citations);
