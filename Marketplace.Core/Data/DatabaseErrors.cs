using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.Core.Data;

public static class DatabaseErrors
{
    private const int Attempts = 5;

    /// <summary>Runs <paramref name="work"/> again when another request took the value first: it finds a free one then.</summary>
    public static async Task<T> RetryOnTakenAsync<T>(string index, Func<Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (DbUpdateException exception) when (attempt < Attempts && exception.IsUniqueViolation(index))
            {
            }
        }
    }

    /// <summary>Another row has the value already: two requests met, and this one lost.</summary>
    public static bool IsUniqueViolation(this DbUpdateException exception, string index) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } violation && violation.ConstraintName == index;
}
