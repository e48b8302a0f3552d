using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.Core.Data;

public static class DatabaseErrors
{
    /// <summary>Another row has the value already: two requests met, and this one lost.</summary>
    public static bool IsUniqueViolation(this DbUpdateException exception, string index) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } violation && violation.ConstraintName == index;
}
