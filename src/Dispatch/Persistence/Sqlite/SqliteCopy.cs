using Microsoft.Data.Sqlite;

namespace Dispatch.Persistence.Sqlite;

/// <summary>A copy of the live database, complete and checked, or none at all.</summary>
internal static class SqliteCopy
{
    /// <param name="source">The file.</param>
    /// <param name="copy">The new file.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="IOException">The copy exists already, or the database does not, or the copy is not sound.</exception>
    /// <exception cref="SqliteException">The database can't be read or the copy not written.</exception>
    public static async Task Make(string source, string copy, CancellationToken stop)
    {
        if (!File.Exists(source)) throw new FileNotFoundException($"There is no database at {source}.", source);
        if (Path.Exists(copy)) throw new IOException($"{copy} exists already; nothing was overwritten.");
        var unfinished = copy + ".unfinished";
        File.Delete(unfinished);
        try
        {
            await Copy(source, unfinished, stop);
            File.Move(unfinished, copy, overwrite: false);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static async Task Copy(string source, string target, CancellationToken stop)
    {
        await using var live = Open(source, SqliteOpenMode.ReadWrite);
        await using var made = Open(target, SqliteOpenMode.ReadWriteCreate);
        await live.OpenAsync(stop);
        await made.OpenAsync(stop);
        live.BackupDatabase(made);
        await using var check = made.CreateCommand();

        // One file, without a write-ahead log beside it.
        check.CommandText = "PRAGMA journal_mode=DELETE; PRAGMA integrity_check";
        await using var found = await check.ExecuteReaderAsync(stop);
        await found.NextResultAsync(stop);
        await found.ReadAsync(stop);
        if (found.GetString(0) != "ok") throw new IOException($"The copy is not sound: {found.GetString(0)}");
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode) =>
        new(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
}
