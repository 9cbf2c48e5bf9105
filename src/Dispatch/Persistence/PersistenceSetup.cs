using Dispatch.Messaging;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dispatch.Persistence;

/// <summary>Chooses the database by <c>Dispatch:Database</c>.</summary>
public static class PersistenceSetup
{
    private const string Sqlite = "sqlite:";

    /// <param name="services">Where the database is added.</param>
    /// <param name="database">"sqlite:PATH".</param>
    /// <param name="patience">How long to wait while somebody else writes.</param>
    /// <exception cref="BadSetting">Another kind of database.</exception>
    public static IServiceCollection AddPersistence(this IServiceCollection services, string database, TimeSpan patience)
    {
        var path = PathOf(database);
        services.AddSingleton(new OneWriter(patience));
        services.AddSingleton(provider => new KeepConnections(provider.GetService<Settings>()));
        return services.AddDbContextPool<DispatchDb>((provider, options) => options
            .UseSqlite(ConnectionString(path, patience), sqlite => sqlite
                .UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery)
                .UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
            .ConfigureWarnings(Quietly)
            .AddInterceptors(provider.GetRequiredService<KeepConnections>(), provider.GetRequiredService<OneWriter>(), provider.GetRequiredService<OutboxSignal>()));
    }

    /// <summary>
    /// What a guard of the database refuses and a lost race are answers here, not failures, and every failure that is one
    /// is logged by whoever could not go on. EF would log each of them with its stack.
    /// </summary>
    private static void Quietly(WarningsConfigurationBuilder warnings) => warnings.Log(
        (CoreEventId.SaveChangesFailed, LogLevel.Debug),
        (RelationalEventId.CommandError, LogLevel.Debug));

    /// <summary>The file that "sqlite:PATH" names.</summary>
    /// <exception cref="BadSetting">Another kind of database.</exception>
    public static string PathOf(string database) =>
        database.StartsWith(Sqlite, StringComparison.Ordinal) && database.Length > Sqlite.Length
            ? Path.GetFullPath(database[Sqlite.Length..])
            : throw new BadSetting("Dispatch:Database", database, "sqlite:PATH");

    private static string ConnectionString(string path, TimeSpan patience) =>
        new SqliteConnectionStringBuilder { DataSource = path, Pooling = true, DefaultTimeout = (int)Math.Ceiling(patience.TotalSeconds), ForeignKeys = true }.ToString();
}
