using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Npgsql;
using NpgsqlTypes;

namespace Dispatch.Benchmarks.Peers;

/// <summary>
/// PostgreSQL with PostGIS: the nearest with the skill from one GiST index, on the Mercator plane, where near is as near on earth
/// and an index needs no trigonometry.
/// </summary>
internal sealed class PostGis : IDisposable
{
    private const double MercatorRadiusM = 6_378_137;

    private const string Staging = """
        CREATE EXTENSION IF NOT EXISTS postgis;
        CREATE EXTENSION IF NOT EXISTS btree_gist;
        DROP SCHEMA IF EXISTS dispatch_bench CASCADE;
        CREATE SCHEMA dispatch_bench;
        CREATE UNLOGGED TABLE dispatch_bench.listed (skill smallint, x float8, y float8, number int, open_seats int, speaks int, holds1 bigint, holds2 bigint, holds3 bigint)
        """;

    private const string Copy = "COPY dispatch_bench.listed FROM STDIN (FORMAT BINARY)";

    /// <summary>Rows that are near each other share pages, and their index is built from rows in that order.</summary>
    private const string Indexing = """
        CREATE UNLOGGED TABLE dispatch_bench.able AS
          SELECT skill, ST_SetSRID(ST_MakePoint(x, y), 3857) AS place, number, open_seats, speaks, holds1, holds2, holds3
          FROM dispatch_bench.listed ORDER BY skill, ST_SetSRID(ST_MakePoint(x, y), 3857);
        DROP TABLE dispatch_bench.listed;
        CREATE INDEX able_near ON dispatch_bench.able USING gist (skill, place)
        """;

    private const string Near = """
        SELECT number, open_seats FROM dispatch_bench.able
        WHERE skill = $1 AND place && ST_Expand(ST_SetSRID(ST_MakePoint($2, $3), 3857), $4)
          AND speaks & $5 <> 0 AND holds1 & $6 = $6 AND holds2 & $7 = $7 AND holds3 & $8 = $8
        ORDER BY place <-> ST_SetSRID(ST_MakePoint($2, $3), 3857) LIMIT $9
        """;

    private readonly Listings listings;
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlCommand near;
    private readonly List<Found> found = [];

    private readonly NpgsqlParameter<short> skill = new() { NpgsqlDbType = NpgsqlDbType.Smallint };
    private readonly NpgsqlParameter<double> x = new(), y = new(), within = new();
    private readonly NpgsqlParameter<int> speaks = new();
    private readonly NpgsqlParameter<long>[] holds = [new(), new(), new()];

    /// <param name="address">As Npgsql takes it; the user may create extensions.</param>
    /// <param name="listings">What is loaded, into a schema of its own; what an earlier run left is removed.</param>
    public PostGis(string address, Listings listings)
    {
        this.listings = listings;
        connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(address) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        connection.Open();
        Execute(Staging);
        Load();
        Execute(Indexing);
        Execute("VACUUM ANALYZE dispatch_bench.able");
        near = new NpgsqlCommand(Near, connection) { Parameters = { skill, x, y, within, speaks, holds[0], holds[1], holds[2], new NpgsqlParameter<int> { TypedValue = Listings.Enough } } };
        near.Prepare();
    }

    /// <summary>The best of the nearest.</summary>
    public Expert? Best(Need need)
    {
        var asked = Listings.Bits(need.Skills);
        skill.TypedValue = (short)listings.Rarest(need).Skill;
        (x.TypedValue, y.TypedValue) = Mercator(need.Place);
        within.TypedValue = MercatorM(listings.FarthestKm, need.Place);
        speaks.TypedValue = listings.Speaks(need.Language);
        for (var at = 0; at < holds.Length; at++) holds[at].TypedValue = asked[at];
        found.Clear();
        using var reader = near.ExecuteReader();
        while (reader.Read()) found.Add(new Found(reader.GetInt32(0), reader.GetInt32(1)));
        return listings.Best(need, found);
    }

    public void Dispose()
    {
        near.Dispose();
        Execute("DROP SCHEMA dispatch_bench CASCADE");
        connection.Dispose();
    }

    private void Load()
    {
        using var import = connection.BeginBinaryImport(Copy);
        for (var number = 0; number < listings.All.Length; number++)
            foreach (var (held, _) in listings.All[number].Who.Expert.Skills) Write(import, held, number, listings.All[number]);
        import.Complete();
    }

    private static void Write(NpgsqlBinaryImporter import, Skill held, int number, Listing one)
    {
        var (east, north) = Mercator(one.Who.Expert.Base);
        import.StartRow();
        import.Write((short)held);
        import.Write(east);
        import.Write(north);
        import.Write(number);
        import.Write(one.Who.OpenSeats);
        import.Write(one.Speaks);
        foreach (var bits in one.Holds) import.Write(bits);
    }

    private static (double X, double Y) Mercator(Place place) =>
        (MercatorRadiusM * Radians(place.Longitude), MercatorRadiusM * Math.Asinh(Math.Tan(Radians(place.Latitude))));

    /// <summary>At least so far on the plane: it is stretched by the latitude, here by that of the farther edge.</summary>
    private static double MercatorM(double km, Place place) => km * 1000 / Math.Cos(Radians(Math.Abs(place.Latitude) + (km / 100)));

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    private void Execute(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
