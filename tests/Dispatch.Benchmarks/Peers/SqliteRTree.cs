using System.Globalization;
using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Microsoft.Data.Sqlite;

namespace Dispatch.Benchmarks.Peers;

/// <summary>
/// SQLite in memory, an R*Tree for each skill. It knows no order of distance, so boxes around the place grow until enough are
/// inside; all who are inside are looked at.
/// </summary>
internal sealed class SqliteRTree : IDisposable
{
    private const double FirstKm = 8, KmPerDegree = 111;
    private readonly Listings listings;
    private readonly SqliteConnection database = new("Data Source=:memory:");
    private readonly Dictionary<Skill, SqliteCommand> near = [];
    private readonly List<Found> found = [];

    public SqliteRTree(Listings listings)
    {
        this.listings = listings;
        database.Open();
        using var loading = database.BeginTransaction();
        Execute("CREATE TABLE expert (number INTEGER PRIMARY KEY, open_seats INTEGER, speaks INTEGER, holds1 INTEGER, holds2 INTEGER, holds3 INTEGER)");
        using var expert = Prepared("INSERT INTO expert VALUES ($0, $1, $2, $3, $4, $5)", 6);
        var bases = new Dictionary<Skill, SqliteCommand>();
        for (var number = 0; number < listings.All.Length; number++) Add(number, listings.All[number], expert, bases);
        loading.Commit();
        foreach (var (skill, insert) in bases)
        {
            insert.Dispose();
            near[skill] = Near(skill);
        }
        Execute("ANALYZE");
    }

    /// <summary>The best of all in the smallest box that has enough of them.</summary>
    public Expert? Best(Need need)
    {
        if (!near.TryGetValue(listings.Rarest(need).Skill, out var command)) return null;
        for (var km = FirstKm; ; km *= 2)
        {
            Search(command, need, Math.Min(km, listings.FarthestKm));
            if (found.Count >= Listings.Enough || km >= listings.FarthestKm) return listings.Best(need, found);
        }
    }

    public void Dispose()
    {
        foreach (var command in near.Values) command.Dispose();
        database.Dispose();
    }

    private void Search(SqliteCommand command, Need need, double km)
    {
        var (latitude, longitude) = (need.Place.Latitude, need.Place.Longitude);
        var (north, asked) = (km / KmPerDegree, Listings.Bits(need.Skills));
        var east = north / Math.Cos((Math.Abs(latitude) + north) * Math.PI / 180);
        Set(command, latitude - north, latitude + north, longitude - east, longitude + east, listings.Speaks(need.Language), asked[0], asked[1], asked[2]);
        found.Clear();
        using var reader = command.ExecuteReader();
        while (reader.Read()) found.Add(new Found(reader.GetInt32(0), reader.GetInt32(1)));
    }

    private void Add(int number, Listing one, SqliteCommand expert, Dictionary<Skill, SqliteCommand> bases)
    {
        Set(expert, number, one.Who.OpenSeats, one.Speaks, one.Holds[0], one.Holds[1], one.Holds[2]);
        expert.ExecuteNonQuery();
        var at = one.Who.Expert.Base;
        foreach (var (skill, _) in one.Who.Expert.Skills)
        {
            if (!bases.TryGetValue(skill, out var insert)) bases[skill] = insert = Tree(skill);
            Set(insert, number, at.Latitude, at.Latitude, at.Longitude, at.Longitude);
            insert.ExecuteNonQuery();
        }
    }

    private SqliteCommand Tree(Skill skill)
    {
        Execute($"CREATE VIRTUAL TABLE near{(int)skill} USING rtree(number, south, north, west, east)");
        return Prepared($"INSERT INTO near{(int)skill} VALUES ($0, $1, $2, $3, $4)", 5);
    }

    /// <summary>A cross join keeps the tree outside: nobody is looked up who is not in the box.</summary>
    private SqliteCommand Near(Skill skill) => Prepared($"""
        SELECT expert.number, open_seats FROM near{(int)skill} AS near CROSS JOIN expert ON expert.number = near.number
        WHERE south >= $0 AND north <= $1 AND west >= $2 AND east <= $3
          AND speaks & $4 <> 0 AND holds1 & $5 = $5 AND holds2 & $6 = $6 AND holds3 & $7 = $7
        """, 8);

    private SqliteCommand Prepared(string sql, int parameters)
    {
        var command = database.CreateCommand();
        command.CommandText = sql;
        for (var n = 0; n < parameters; n++) command.Parameters.Add(new SqliteParameter(string.Create(CultureInfo.InvariantCulture, $"${n}"), value: 0));
        command.Prepare();
        return command;
    }

    private static void Set(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var n = 0; n < values.Length; n++) command.Parameters[n].Value = values[n];
    }

    private void Execute(string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
