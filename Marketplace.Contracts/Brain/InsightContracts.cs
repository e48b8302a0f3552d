using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Brain;

/// <summary>What the Brain knows and how it works at present.</summary>
/// <param name="Entries">Published ones.</param>
/// <param name="Texts">Entries, READMEs, documentation and answered questions that answers may quote, public ones.</param>
/// <param name="Passages">The pieces they were cut into.</param>
/// <param name="Embedder">Which embeddings are compared, in plain words.</param>
/// <param name="Answerer">Who writes answers, in plain words.</param>
/// <param name="OpenQuestions">That wait for somebody who knows.</param>
public sealed record BrainStatsView(int Entries, int Authors, int Texts, int Passages, int OpenQuestions, string Embedder, string Answerer, IReadOnlyList<EntryAuthorCreditView> MostCited);

/// <param name="Citations">In answers to others.</param>
public sealed record EntryAuthorCreditView(string Handle, string Name, int Entries, int Citations);

/// <summary>Groups of entries about the same thing, and what more is written about than before.</summary>
/// <param name="Rising">Tags and technologies of which the last four weeks brought more than the weeks before let expect, strongest first.</param>
/// <param name="MadeAt">When the groups were made; null before the first time.</param>
public sealed record PatternsView(IReadOnlyList<PatternView> Patterns, IReadOnlyList<TrendView> Rising, DateTimeOffset? MadeAt);

/// <param name="Label">The words that tell the group from others.</param>
/// <param name="Weeks">Entries published per week, oldest first; the last is the present one.</param>
/// <param name="Items">The ones nearest to the group's middle.</param>
public sealed record PatternView(string Label, int Size, IReadOnlyList<string> Tags, IReadOnlyList<int> Weeks, IReadOnlyList<EntrySummaryView> Items);

/// <param name="Kind"><c>tag</c> or <c>stack</c>.</param>
/// <param name="Recent">Entries of the last four weeks.</param>
/// <param name="Before">Entries of the weeks before that are looked at.</param>
/// <param name="Weeks">Entries per week, oldest first.</param>
public sealed record TrendView(string Kind, string Name, int Recent, int Before, IReadOnlyList<int> Weeks);

/// <summary>What may help at this place.</summary>
/// <param name="Entries">Knowledge that fits; best first.</param>
/// <param name="Listing">Only while a listing is written.</param>
public sealed record SuggestionsView(IReadOnlyList<EntrySummaryView> Entries, ListingSuggestionsView? Listing);

/// <summary>Hints for a listing, from products in the shop that resemble it.</summary>
/// <param name="Title">A remark about the title; null when there is none to make.</param>
/// <param name="Tags">Used by similar products, not by this one.</param>
/// <param name="Stacks">As people read them, used by similar products, not by this one.</param>
/// <param name="Prices">Null when fewer than three similar products have a price.</param>
/// <param name="ReadmeGaps">What buyers look for and the README of the newest package (the description, before there is one) does not say.</param>
public sealed record ListingSuggestionsView(
    string? Title, IReadOnlyList<string> Tags, IReadOnlyList<string> Stacks, PriceRangeView? Prices, IReadOnlyList<ReadmeGapView> ReadmeGaps, IReadOnlyList<SimilarProductView> Similar);

/// <summary>Prices of the Standard licence: the middle half of the similar products, and the middle.</summary>
public sealed record PriceRangeView(MoneyView From, MoneyView Median, MoneyView To, int Products);

/// <param name="Part">Stable: <c>requirements</c>, <c>installation</c>, <c>configuration</c>, <c>usage</c>, <c>license</c>, <c>support</c>.</param>
public sealed record ReadmeGapView(string Part, string Hint);

public sealed record SimilarProductView(string Slug, string Title, MoneyView? Price);
