namespace Dispatch.Persistence.Sqlite;

/// <summary>
/// Columns that need not be filled any more, in SQLite's words: EF Core would build the whole table anew, with foreign keys
/// off and outside the migration's transaction.
/// </summary>
internal static class Loosened
{
    /// <summary>Part of the migration that lets a notice be about a lecture.</summary>
    public static readonly string[] Notices = [.. Column("notices", "Order"), .. Column("notices", "Tracking")];

    private static string[] Column(string table, string column) =>
    [
        $"DROP INDEX \"IX_{table}_{column}\"",
        $"ALTER TABLE \"{table}\" RENAME COLUMN \"{column}\" TO \"{column}Before\"",
        $"ALTER TABLE \"{table}\" ADD COLUMN \"{column}\" TEXT NULL",
        $"UPDATE \"{table}\" SET \"{column}\" = \"{column}Before\"",
        $"ALTER TABLE \"{table}\" DROP COLUMN \"{column}Before\"",
        $"CREATE INDEX \"IX_{table}_{column}\" ON \"{table}\" (\"{column}\")",
    ];
}
