using Dispatch.Persistence.Postgres;
using Dispatch.Persistence.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Persistence;

/// <summary>Coming between the service and its database, whichever it is.</summary>
public static class Intercepting
{
    public static IServiceCollection Intercept(this IServiceCollection services, IInterceptor interceptor) => services.Intercept(_ => interceptor);

    public static IServiceCollection Intercept(this IServiceCollection services, Func<IServiceProvider, IInterceptor> interceptor) => services
        .ConfigureDbContext<SqliteDb>((provider, options) => options.AddInterceptors(interceptor(provider)))
        .ConfigureDbContext<PostgresDb>((provider, options) => options.AddInterceptors(interceptor(provider)));
}
