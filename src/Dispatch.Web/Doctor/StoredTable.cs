using System.Runtime.CompilerServices;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Dispatch.Web.Doctor;

/// <summary>A table as it lies in the database: read once from end to end, and only what can be wrong to read.</summary>
internal sealed class StoredTable(IEntityType table)
{
    private readonly List<string> keys = [.. UnreadableRow.KeyOf(table).Select(property => property.GetColumnName())];

    private readonly List<StoredColumn> columns = [.. table.GetProperties().Where(StoredColumn.CanBeWrong).Select(property => new StoredColumn(property))];

    /// <summary>Rows of which some column can't be read. Wants an open connection.</summary>
    public async IAsyncEnumerable<UnreadableRow> Unreadable(DispatchDb db, [EnumeratorCancellation] CancellationToken stop)
    {
        if (columns.Count == 0) yield break;
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", columns.Select(column => column.Name).Concat(keys).Select(name => $"\"{name}\""))} FROM \"{table.GetTableName()}\"";
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            for (var n = 0; n < columns.Count; n++)
            {
                if (columns[n].WhyNot(reader.GetValue(n)) is not { } why) continue;
                yield return new UnreadableRow(table.GetTableName()!, keys.Select((key, k) => (key, reader.GetValue(columns.Count + k))).ToDictionary(), $"{columns[n].Name}: {why}");
                break;
            }
        }
    }
}
