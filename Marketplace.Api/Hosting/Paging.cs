using Marketplace.Contracts.Http;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Hosting;

/// <summary>Limits and cursors of lists whose rows are ordered by a version 7 id, newest first: the cursor is the last row's id.</summary>
internal static class Paging
{
    public const int DefaultLimit = 24;
    public const int MaxLimit = 100;

    /// <summary>The page's size and the id to go on after; a refusal names the field.</summary>
    public static Result<PageRequest> Parse(string? cursor, int? limit)
    {
        if (limit is < 1 or > MaxLimit)
        {
            return new Error(ErrorKind.Invalid, "validation_failed", $"The limit is 1 to {MaxLimit}.", "limit");
        }

        if (string.IsNullOrEmpty(cursor))
        {
            return new PageRequest(null, limit ?? DefaultLimit);
        }

        return Guid.TryParseExact(cursor, "N", out var id)
            ? new PageRequest(id, limit ?? DefaultLimit)
            : new Error(ErrorKind.Invalid, "validation_failed", "This cursor is not from an earlier answer. Start again without one.", "cursor");
    }

    /// <summary>The total of a list that grows for ever: counted as far as <see cref="PageTotals.Most"/>.</summary>
    public static Task<int> CountUpAsync<T>(this IQueryable<T> rows, CancellationToken cancellationToken) => rows.Take(PageTotals.Most).CountAsync(cancellationToken);
}

internal sealed record PageRequest(Guid? Before, int Limit);
