using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Persistence.Sqlite;

/// <summary>Whose database a file is. Nothing is built inside what belongs to another program.</summary>
internal static class SqliteOwner
{
    private const int NotADatabase = 26;
    private const string Tables = "SELECT COUNT(*) AS Value FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_\\_EFMigrations%' ESCAPE '\\'";

    /// <summary>Whether the file holds a database of Dispatch; false when there is no file, or nothing in it yet.</summary>
    /// <exception cref="IOException">It holds something else; the message names the file.</exception>
    public static async Task<bool> IsOurs(DispatchDb db, string file, CancellationToken stop)
    {
        if (!File.Exists(file)) return false;
        try
        {
            // Another program may keep its migrations in a table of the same name.
            if ((await db.Database.GetAppliedMigrationsAsync(stop)).Intersect(db.Database.GetMigrations()).Any()) return true;
            return await db.Database.SqlQueryRaw<long>(Tables).SingleAsync(stop) == 0 ? false : throw new IOException($"{file} is not a database of Dispatch; it holds another program's tables. Name another file: --Dispatch:Database=sqlite:FILE");
        }
        catch (SqliteException other) when (other.SqliteErrorCode == NotADatabase)
        {
            throw new IOException($"{file} is not a database, but another kind of file. Name another: --Dispatch:Database=sqlite:FILE", other);
        }
    }
}
