using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dispatch.Persistence.Postgres;

/// <summary>Claims the rows of a query that says so; EF has no words for it.</summary>
internal sealed class SkipLocked : DbCommandInterceptor
{
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (command.CommandText.StartsWith($"-- {Claims.Tag}", StringComparison.Ordinal)) command.CommandText += "\nFOR NO KEY UPDATE SKIP LOCKED";
        return ValueTask.FromResult(result);
    }
}
