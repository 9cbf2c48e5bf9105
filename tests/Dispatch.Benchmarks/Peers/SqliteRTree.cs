using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Microsoft.Data.Sqlite;

namespace Dispatch.Benchmarks.Peers;

/// <summary>SQLite in memory, an R*Tree for each skill. It searches boxes and knows no order of distance.</summary>
internal sealed class SqliteRTree : IDisposable
{
    private const double FirstKm = 8, KmPerDegree = 111;
    private readonly Listings listings;
    private readonly RulesInSql rules;
    private readonly SqliteConnection database = new("Data Source=:memory:");
    private readonly Dictionary<Skill, (SqliteCommand Near, SqliteCommand Best)> commands = [];
    private readonly List<Found> found = [];

    public SqliteRTree(Listings listings, RulesInSql rules)
    {
        (this.listings, this.rules) = (listings, rules);
        database.Open();
        Load();
        foreach (var skill in listings.Skills) commands[skill] = (Prepared(Near(skill), 9), Prepared(Best(skill), 19));
    }

    /// <summary>Boxes around the place grow until enough are inside; the best of all who are.</summary>
    public Expert? BestByBoxes(Need need)
    {
        if (!commands.TryGetValue(listings.Rarest(need).Skill, out var command)) return null;
        for (var km = FirstKm; ; km *= 2)
        {
            Set(command.Near, [0, .. Box(need.Place, Math.Min(km, listings.FarthestKm)), .. rules.Asked(need)]);
            found.Clear();
            using var reader = command.Near.ExecuteReader();
            while (reader.Read()) found.Add(new Found(reader.GetInt32(0), reader.GetInt32(1)));
            if (found.Count >= Listings.Enough || km >= listings.FarthestKm) return listings.Best(need, found);
        }
    }

    /// <summary>All in SQL, about all who may come from so far.</summary>
    public Expert? BestInSql(Need need)
    {
        if (!commands.TryGetValue(listings.Rarest(need).Skill, out var command)) return null;
        Set(command.Best, [0, .. Box(need.Place, listings.FarthestKm), .. rules.Asked(need), .. rules.Ranking(need, numbers => $"[{string.Join(',', numbers)}]")]);
        using var reader = command.Best.ExecuteReader();
        return reader.Read() ? listings.All[reader.GetInt32(0)].Expert : null;
    }

    public void Dispose()
    {
        foreach (var (near, best) in commands.Values)
        {
            near.Dispose();
            best.Dispose();
        }
        database.Dispose();
    }

    private void Load()
    {
        using var loading = database.BeginTransaction();
        Execute($"CREATE TABLE expert (number INTEGER PRIMARY KEY, {RulesInSql.Columns})");
        foreach (var skill in listings.Skills) Execute($"CREATE VIRTUAL TABLE near{(int)skill} USING rtree(id, south, north, west, east)");
        var columns = RulesInSql.Columns.Split(',').Length;
        using var expert = Prepared($"INSERT INTO expert VALUES ({string.Join(", ", Enumerable.Range(1, columns + 1).Select(n => $"${n}"))})", columns + 1);
        var bases = listings.Skills.ToDictionary(skill => skill, skill => Prepared($"INSERT INTO near{(int)skill} VALUES ($1, $2, $2, $3, $3)", 3));
        for (var number = 0; number < listings.All.Length; number++)
        {
            var who = listings.All[number];
            Insert(expert, [number, .. rules.Row(who)]);
            foreach (var (skill, _) in who.Expert.Skills) Insert(bases[skill], [number, who.Expert.Base.Latitude, who.Expert.Base.Longitude]);
        }
        foreach (var command in bases.Values) command.Dispose();
        loading.Commit();
    }

    private static string Near(Skill skill) => $"SELECT number, open_seats FROM {Within(skill)}";

    private string Best(Skill skill) => rules.Best($"{Within(skill)} AND {RulesInSql.Free(IsIn)}", IsIn);

    /// <summary>A cross join keeps the tree outside: nobody is looked up who is not in the box.</summary>
    private static string Within(Skill skill) =>
        $"near{(int)skill} CROSS JOIN expert ON number = id WHERE south >= $2 AND north <= $3 AND west >= $4 AND east <= $5 AND {RulesInSql.Able}";

    private static string IsIn(string column, string numbers) => $"{column} IN (SELECT value FROM json_each({numbers}))";

    /// <summary>South, north, west and east, at least so far.</summary>
    private static object[] Box(Place around, double km)
    {
        var north = km / KmPerDegree;
        var east = north / Math.Cos((Math.Abs(around.Latitude) + north) * Math.PI / 180);
        return [around.Latitude - north, around.Latitude + north, around.Longitude - east, around.Longitude + east];
    }

    private SqliteCommand Prepared(string sql, int parameters)
    {
        var command = database.CreateCommand();
        command.CommandText = sql;
        for (var n = 1; n <= parameters; n++) command.Parameters.Add(new SqliteParameter($"${n}", value: 0));
        command.Prepare();
        return command;
    }

    private static void Set(SqliteCommand command, object[] values)
    {
        for (var n = 0; n < values.Length; n++) command.Parameters[n].Value = values[n];
    }

    private static void Insert(SqliteCommand command, object[] values)
    {
        Set(command, values);
        command.ExecuteNonQuery();
    }

    private void Execute(string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
