namespace Marketplace.Contracts.Http;

/// <summary>One page of a list.</summary>
/// <param name="Items">The page's rows, in the list's order.</param>
/// <param name="Total">How many rows the whole list has, counted up to 10,000: that many means so many or more.</param>
/// <param name="NextCursor">Pass as <c>cursor</c> for the next page; null on the last.</param>
public sealed record PageView<T>(IReadOnlyList<T> Items, long Total, string? NextCursor);

public static class PageTotals
{
    /// <summary>What <see cref="PageView{T}.Total"/> is counted up to: so a page of a long list costs what one of a short list does.</summary>
    public const int Most = 10_000;
}
