using System.Text.RegularExpressions;
using Dispatch.Persistence.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests;

/// <summary>Changing rows past every trigger, as somebody with a tool of their own could.</summary>
internal static partial class Unguarded
{
    public static async Task Unguard(this Service service)
    {
        foreach (var statement in await service.Db(async db => db is SqliteDb
            ? await db.Database.SqlQueryRaw<string>("SELECT 'DROP TRIGGER \"' || name || '\"' AS \"Value\" FROM sqlite_master WHERE type = 'trigger'").ToListAsync()
            : db.Model.GetEntityTypes().Select(table => $"ALTER TABLE \"{table.GetTableName()}\" DISABLE TRIGGER USER").Distinct().ToList()))
            await service.Db(db => db.Database.ExecuteSqlRawAsync(statement));
    }

    /// <summary>The same for one change, which foreign keys don't stop either; written for SQLite.</summary>
    public static async Task Harm(this Service service, string sql)
    {
        await using var db = await service.Elsewhere();
        if (db is SqliteDb)
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = OFF");
            await db.Database.ExecuteSqlRawAsync(sql);
            return;
        }
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlRawAsync("SET LOCAL session_replication_role = replica");
        await db.Database.ExecuteSqlRawAsync(OnlySqlite().Replace(sql.Replace("PRAGMA ignore_check_constraints = ON", "ALTER TABLE experts DROP CONSTRAINT experts_capacity", StringComparison.Ordinal), ""));
        await transaction.CommitAsync();
    }

    [GeneratedRegex(@"(DROP TRIGGER \w+|PRAGMA [^;]+);")]
    private static partial Regex OnlySqlite();
}
