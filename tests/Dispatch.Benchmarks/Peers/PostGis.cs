using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Npgsql;

namespace Dispatch.Benchmarks.Peers;

/// <summary>
/// PostgreSQL with PostGIS: the nearest with the skill from one GiST index, on the Mercator plane, where near is as near on earth
/// and an index needs no trigonometry.
/// </summary>
internal sealed class PostGis : IDisposable
{
    private const double MercatorRadiusM = 6_378_137;

    private const string Staging = $"""
        CREATE EXTENSION IF NOT EXISTS postgis;
        CREATE EXTENSION IF NOT EXISTS btree_gist;
        DROP SCHEMA IF EXISTS dispatch_bench CASCADE;
        CREATE SCHEMA dispatch_bench;
        CREATE UNLOGGED TABLE dispatch_bench.listed (skill smallint, x float8, y float8, number int, {RulesInSql.Columns})
        """;

    /// <summary>Rows that are near each other share pages, and their index is built from rows in that order.</summary>
    private const string Indexing = """
        CREATE UNLOGGED TABLE dispatch_bench.able AS
          SELECT *, ST_SetSRID(ST_MakePoint(x, y), 3857) AS place FROM dispatch_bench.listed ORDER BY skill, place;
        DROP TABLE dispatch_bench.listed;
        CREATE INDEX able_near ON dispatch_bench.able USING gist (skill, place)
        """;

    private const string Point = "ST_SetSRID(ST_MakePoint($2, $3), 3857)";
    private const string Within = $"dispatch_bench.able WHERE skill = $1 AND place && ST_Expand({Point}, $4) AND {RulesInSql.Able}";
    private const string Nearest = $"ORDER BY place <-> {Point} LIMIT $5";

    private readonly Listings listings;
    private readonly RulesInSql rules;
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlCommand near, best;
    private readonly List<Found> found = [];

    /// <param name="address">As Npgsql takes it; the user may create extensions.</param>
    /// <param name="listings">What is loaded, into a schema of its own; what an earlier run left is removed.</param>
    /// <param name="rules">For the same listings.</param>
    public PostGis(string address, Listings listings, RulesInSql rules)
    {
        (this.listings, this.rules) = (listings, rules);
        connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(address) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        connection.Open();
        Execute(Staging);
        Load();
        Execute(Indexing);
        Execute("VACUUM ANALYZE dispatch_bench.able");
        near = new NpgsqlCommand($"SELECT number, open_seats FROM {Within} {Nearest}", connection);
        best = new NpgsqlCommand(rules.Best($"(SELECT * FROM {Within} AND {RulesInSql.Free(IsIn)} {Nearest}) AS near", IsIn), connection);
    }

    /// <summary>The best of the nearest.</summary>
    public Expert? BestOfNearest(Need need)
    {
        Set(near, [.. Where(need), .. rules.Asked(need)]);
        found.Clear();
        using var reader = near.ExecuteReader();
        while (reader.Read()) found.Add(new Found(reader.GetInt32(0), reader.GetInt32(1)));
        return listings.Best(need, found);
    }

    /// <summary>All in SQL, about the nearest of those who are free.</summary>
    public Expert? BestInSql(Need need)
    {
        Set(best, [.. Where(need), .. rules.Asked(need), .. rules.Ranking(need, numbers => numbers.ToArray())]);
        using var reader = best.ExecuteReader();
        return reader.Read() ? listings.All[reader.GetInt32(0)].Expert : null;
    }

    public void Dispose()
    {
        near.Dispose();
        best.Dispose();
        Execute("DROP SCHEMA dispatch_bench CASCADE");
        connection.Dispose();
    }

    private void Load()
    {
        using var import = connection.BeginBinaryImport("COPY dispatch_bench.listed FROM STDIN (FORMAT BINARY)");
        for (var number = 0; number < listings.All.Length; number++)
        {
            var who = listings.All[number];
            var ((x, y), row) = (Mercator(who.Expert.Base), rules.Row(who));
            foreach (var (skill, _) in who.Expert.Skills) import.WriteRow([(short)skill, x, y, number, .. row]);
        }
        import.Complete();
    }

    private object[] Where(Need need)
    {
        var (x, y) = Mercator(need.Place);
        return [(short)listings.Rarest(need).Skill, x, y, MercatorM(listings.FarthestKm, need.Place), Listings.Enough];
    }

    private static string IsIn(string column, string numbers) => $"{column} = ANY({numbers})";

    private static (double X, double Y) Mercator(Place place) =>
        (MercatorRadiusM * Radians(place.Longitude), MercatorRadiusM * Math.Asinh(Math.Tan(Radians(place.Latitude))));

    /// <summary>At least so far on the plane: it is stretched by the latitude, here by that of the farther edge.</summary>
    private static double MercatorM(double km, Place place) => km * 1010 / Math.Cos(Radians(Math.Abs(place.Latitude) + (km / 100)));

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    /// <summary>The first values tell the types, with which the command is prepared.</summary>
    private static void Set(NpgsqlCommand command, object[] values)
    {
        if (command.Parameters.Count > 0)
        {
            for (var n = 0; n < values.Length; n++) command.Parameters[n].Value = values[n];
            return;
        }
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        command.Prepare();
    }

    private void Execute(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
