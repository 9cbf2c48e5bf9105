using Dispatch.Persistence.Postgres;
using Dispatch.Persistence.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests;

/// <summary>Coming between the service and its database, whichever it is.</summary>
internal static class Interceptors
{
    public static IServiceCollection Intercept(this IServiceCollection services, IInterceptor interceptor) => services
        .ConfigureDbContext<SqliteDb>(options => options.AddInterceptors(interceptor))
        .ConfigureDbContext<PostgresDb>(options => options.AddInterceptors(interceptor));
}
