using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Marketplace.Benchmarks.Selling;

/// <summary>A command as it went to the database.</summary>
internal sealed record LoggedCommand(string Sql, IReadOnlyList<DbParameter> Parameters);

/// <summary>Remembers what goes to the database, and how long it takes there until the last row is read. For one caller at a time.</summary>
internal sealed class CommandLog : DbCommandInterceptor
{
    private readonly Lock gate = new();
    private List<LoggedCommand> commands = [];
    private TimeSpan spent;

    /// <summary>What there was since the last call, and from now on afresh.</summary>
    public (IReadOnlyList<LoggedCommand> Commands, TimeSpan Spent) Take()
    {
        lock (gate)
        {
            var taken = (commands, spent);
            (commands, spent) = ([], TimeSpan.Zero);
            return taken;
        }
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Add(command);
        return new(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Add(command);
        return new(result);
    }

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Add(eventData.Duration);
        return new(result);
    }

    public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        Add(eventData.Duration);
        return new(result);
    }

    public override InterceptionResult DataReaderDisposing(DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        Add(eventData.Duration);
        return result;
    }

    private void Add(DbCommand command)
    {
        lock (gate)
        {
            // The parameters still belong to the command, which is disposed; a clone can go to another one.
            commands.Add(new(command.CommandText, [.. command.Parameters.Cast<ICloneable>().Select(parameter => (DbParameter)parameter.Clone())]));
        }
    }

    private void Add(TimeSpan duration)
    {
        lock (gate)
        {
            spent += duration;
        }
    }
}
