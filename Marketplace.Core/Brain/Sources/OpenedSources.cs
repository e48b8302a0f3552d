namespace Marketplace.Core.Brain.Sources;

/// <summary>What of a product its seller lets the Brain read and quote. Nothing until the seller says so.</summary>
public sealed class OpenedSources
{
    public required Guid ProductId { get; init; }

    /// <summary>The README of each version that is sold.</summary>
    public bool Readme { get; set; }

    /// <summary>Markdown below <c>docs</c> of each version that is sold.</summary>
    public bool Docs { get; set; }

    /// <summary>Questions on the product's page that the seller has answered.</summary>
    public bool Faq { get; set; }
    public required DateTimeOffset ChangedAt { get; set; }
}
