using Dispatch.Persistence;
using Dispatch.Persistence.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests;

/// <summary>An empty database with the whole schema, made once and copied: migrating one for each test took most of a test's time.</summary>
internal static class Blank
{
    private static readonly Lazy<Task<byte[]>> Made = new(Make);

    /// <summary>Puts it where "sqlite:PATH" says, unless there is a database already.</summary>
    public static async Task PutAt(string database)
    {
        var file = SqliteStorage.PathOf(database);
        if (!File.Exists(file)) await File.WriteAllBytesAsync(file, await Made.Value);
    }

    private static async Task<byte[]> Make()
    {
        var folder = Directory.CreateTempSubdirectory("dispatch-blank-");
        var file = Path.Combine(folder.FullName, "dispatch.db");
        await using var parts = new ServiceCollection().AddLogging().AddDispatch(new Settings { Database = $"sqlite:{file}" }).BuildServiceProvider();
        await Schema.MigrateAsync(parts);
        await using var scope = parts.CreateAsyncScope();
        using var last = new SqliteConnection(scope.ServiceProvider.GetRequiredService<DispatchDb>().Database.GetConnectionString());
        // Whoever closes the last connection writes the log back into the file.
        SqliteConnection.ClearPool(last);
        var bytes = await File.ReadAllBytesAsync(file);
        folder.Delete(recursive: true);
        return bytes;
    }
}
