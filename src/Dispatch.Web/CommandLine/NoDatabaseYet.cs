using Dispatch.Persistence;
using Microsoft.Data.Sqlite;

namespace Dispatch.Web.CommandLine;

/// <summary>An empty database to try something on where there is none yet; gone afterwards.</summary>
internal sealed class NoDatabaseYet : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dispatch-try-");

    public string Database => $"sqlite:{Path.Combine(folder.FullName, "empty.db")}";

    /// <summary>Null where there is a database.</summary>
    public static async Task<NoDatabaseYet?> At(string database, CancellationToken stop) => await Storage.Of(database).IsThere(stop) ? null : new NoDatabaseYet();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }
}
