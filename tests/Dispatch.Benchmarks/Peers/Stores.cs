using Npgsql;
using StackExchange.Redis;

namespace Dispatch.Benchmarks.Peers;

/// <summary>What a user would take instead of the index, loaded with one world. Where no variable says where it is, a server is absent.</summary>
internal sealed class Stores : IDisposable
{
    /// <summary>Where Redis is, as StackExchange.Redis takes it: host:port,password=….</summary>
    private const string RedisAt = "DISPATCH_BENCH_REDIS";

    /// <summary>Where PostgreSQL is, as Npgsql takes it: Host=…;Port=…;Username=…;Password=…;Database=….</summary>
    private const string PostgresAt = "DISPATCH_BENCH_POSTGRES";

    private readonly SqliteRTree sqlite;
    private readonly RedisGeo? redis;
    private readonly PostGis? postGis;

    /// <exception cref="StoreUnusableException">A server is not where its variable says; the variable is named.</exception>
    public Stores(Listings listings)
    {
        var rules = new RulesInSql(listings);
        sqlite = new SqliteRTree(listings, rules);
        redis = At(RedisAt, address => new RedisGeo(address, listings));
        postGis = At(PostgresAt, address => new PostGis(address, listings, rules));
    }

    /// <summary>Who answers; null: who would if it were there. Their answers need not be the engine's.</summary>
    public IReadOnlyList<Contestant> Contestants =>
    [
        new("SQLite R*Tree, growing boxes", sqlite.BestByBoxes, Exact: false),
        new("SQLite R*Tree, all in SQL", sqlite.BestInSql, Exact: false),
        new("Redis, two calls", redis is null ? null : redis.BestByTwoCalls, Exact: false),
        new("Redis, one script", redis is null ? null : redis.BestByScript, Exact: false),
        new("PostGIS, nearest 32", postGis is null ? null : postGis.BestOfNearest, Exact: false),
        new("PostGIS, all in SQL", postGis is null ? null : postGis.BestInSql, Exact: false),
    ];

    public void Dispose()
    {
        sqlite.Dispose();
        redis?.Dispose();
        postGis?.Dispose();
    }

    private static T? At<T>(string variable, Func<string, T> load) where T : class
    {
        if (Environment.GetEnvironmentVariable(variable) is not { Length: > 0 } address) return null;
        try
        {
            return load(address);
        }
        catch (Exception e) when (e is RedisException or NpgsqlException or ArgumentException)
        {
            throw new StoreUnusableException($"{variable}: {e.Message}", e);
        }
    }
}

/// <summary>A server that was named can't be used; the message says which variable named it.</summary>
internal sealed class StoreUnusableException(string message, Exception? cause = null) : Exception(message, cause);
