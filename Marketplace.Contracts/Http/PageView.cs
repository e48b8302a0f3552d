namespace Marketplace.Contracts.Http;

/// <summary>One page of a list.</summary>
/// <param name="Items">The page's rows, in the list's order.</param>
/// <param name="Total">How many rows the whole list has.</param>
/// <param name="NextCursor">Pass as <c>cursor</c> for the next page; null on the last.</param>
public sealed record PageView<T>(IReadOnlyList<T> Items, long Total, string? NextCursor);
