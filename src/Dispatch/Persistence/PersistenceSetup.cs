using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dispatch.Persistence;

/// <summary>Chooses the database by <c>Dispatch:Database</c>.</summary>
public static class PersistenceSetup
{
    /// <param name="services">Where the database is added.</param>
    /// <param name="database">As in <see cref="Settings.Database"/>.</param>
    /// <param name="patience">How long to wait while somebody else writes.</param>
    /// <exception cref="BadSetting">Another kind of database.</exception>
    public static IServiceCollection AddPersistence(this IServiceCollection services, string database, TimeSpan patience)
    {
        var storage = Storage.Of(database);
        services.AddSingleton(storage);
        storage.AddTo(services, patience);
        return services;
    }

    /// <summary>
    /// What a guard of the database refuses and a lost race are answers here, not failures, and every failure that is one
    /// is logged by whoever could not go on. EF would log each of them with its stack.
    /// </summary>
    internal static DbContextOptionsBuilder Quietly(this DbContextOptionsBuilder options) => options.ConfigureWarnings(warnings => warnings.Log(
        (CoreEventId.SaveChangesFailed, LogLevel.Debug),
        (CoreEventId.QueryIterationFailed, LogLevel.Debug),
        (RelationalEventId.ConnectionError, LogLevel.Debug),
        (RelationalEventId.TransactionError, LogLevel.Debug),
        (RelationalEventId.CommandError, LogLevel.Debug)));
}
