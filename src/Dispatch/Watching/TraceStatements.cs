using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dispatch.Watching;

/// <summary>
/// A span for each statement, on either database, by EF's own events: SQLite's provider has none, PostgreSQL's would tell the
/// statement's text as well. Statements outside of any trace, the looking for something to do, are left out.
/// </summary>
internal sealed class TraceStatements : DbCommandInterceptor
{
    private readonly ConcurrentDictionary<Guid, Activity> underWay = new();

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Begin(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Begin(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        End(eventData);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        End(eventData);
        return ValueTask.FromResult(result);
    }

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        End(eventData, failed: eventData.Exception.GetType().Name);
        return Task.CompletedTask;
    }

    public override Task CommandCanceledAsync(DbCommand command, CommandEndEventData eventData, CancellationToken cancellationToken = default)
    {
        End(eventData, failed: "cancelled");
        return Task.CompletedTask;
    }

    private void Begin(DbCommand command, CommandEventData about)
    {
        if (Traces.Statement(command.CommandText) is { } span) underWay[about.CommandId] = span;
    }

    private void End(CommandEventData about, string? failed = null)
    {
        if (!underWay.TryRemove(about.CommandId, out var span)) return;
        if (failed is not null) span.SetStatus(ActivityStatusCode.Error, failed);
        span.Dispose();
    }
}
