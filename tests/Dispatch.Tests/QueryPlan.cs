using System.Data.Common;

namespace Dispatch.Tests;

/// <summary>How SQLite would go about a statement: "SEARCH o USING INDEX …", or "SCAN o".</summary>
public static class QueryPlan
{
    /// <param name="command">On a connection that is open.</param>
    public static async Task<List<string>> Of(DbCommand command)
    {
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        await using var reader = await command.ExecuteReaderAsync();
        var steps = new List<string>();
        while (await reader.ReadAsync()) steps.Add(reader.GetString(3));
        return steps;
    }
}
