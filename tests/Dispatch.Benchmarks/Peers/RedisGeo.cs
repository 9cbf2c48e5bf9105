using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using StackExchange.Redis;

namespace Dispatch.Benchmarks.Peers;

/// <summary>Redis: a geospatial set for each skill and level, and a hash with the seats held. It doesn't compare languages or second skills.</summary>
internal sealed class RedisGeo : IDisposable
{
    private const string Seats = "dispatch-bench:open-seats";
    private const int Chunk = 5_000, LoadingLimitMs = 600_000;

    /// <summary>Narrower first: Redis sorts all within the radius before it takes the nearest.</summary>
    private const double FirstKm = 16;

    private const string Script = """
        local near
        for n = 4, #ARGV do
          near = redis.call('GEOSEARCH', KEYS[1], 'FROMLONLAT', ARGV[1], ARGV[2], 'BYRADIUS', ARGV[n], 'km', 'ASC', 'COUNT', ARGV[3])
          if #near == tonumber(ARGV[3]) then break end
        end
        if #near == 0 then return {near, near} end
        return {near, redis.call('HMGET', KEYS[2], unpack(near))}
        """;

    private readonly Listings listings;
    private readonly ConnectionMultiplexer connection;
    private readonly IDatabase database;
    private readonly byte[] script;

    /// <param name="address">As StackExchange.Redis takes it: host:port,password=….</param>
    /// <param name="listings">What is loaded; what an earlier run left is removed.</param>
    public RedisGeo(string address, Listings listings)
    {
        this.listings = listings;
        var options = ConfigurationOptions.Parse(address);
        options.SyncTimeout = LoadingLimitMs;
        connection = ConnectionMultiplexer.Connect(options);
        database = connection.GetDatabase();
        script = connection.GetServers()[0].ScriptLoad(Script);
        Remove();
        Load();
    }

    /// <summary>The nearest by one call, the seats they hold by another.</summary>
    public Expert? BestByTwoCalls(Need need)
    {
        var (place, circle) = (need.Place, new GeoSearchCircle(listings.FarthestKm, GeoUnit.Kilometers));
        var near = database.GeoSearch(Near(listings.Rarest(need)), place.Longitude, place.Latitude, circle, Listings.Enough, order: Order.Ascending, options: GeoRadiusOptions.None);
        if (near.Length == 0) return null;
        var numbers = Array.ConvertAll(near, one => one.Member);
        return Best(need, numbers, database.HashGet(Seats, numbers));
    }

    /// <summary>Both by one script.</summary>
    public Expert? BestByScript(Need need)
    {
        var answer = database.ScriptEvaluate(script, [Near(listings.Rarest(need)), Seats], [need.Place.Longitude, need.Place.Latitude, Listings.Enough, FirstKm, listings.FarthestKm]);
        return Best(need, (RedisValue[])answer[0]!, (RedisValue[])answer[1]!);
    }

    public void Dispose()
    {
        Remove();
        connection.Dispose();
    }

    private Expert? Best(Need need, RedisValue[] numbers, RedisValue[] openSeats) =>
        listings.Best(need, [.. numbers.Zip(openSeats, (number, open) => new Found((int)number, (int)open))]);

    private void Load()
    {
        var bases = new Dictionary<RedisKey, List<GeoEntry>>();
        var seats = new List<HashEntry>();
        for (var number = 0; number < listings.All.Length; number++)
        {
            var who = listings.All[number];
            Add(seats, new HashEntry(number, who.OpenSeats), full => database.HashSet(Seats, full, CommandFlags.FireAndForget));
            foreach (var (skill, level) in who.Expert.Skills)
                for (var at = Level.Junior; at <= level; at++)
                {
                    var key = Near(new SkillLevel(skill, at));
                    if (!bases.TryGetValue(key, out var waiting)) bases[key] = waiting = [];
                    Add(waiting, new GeoEntry(who.Expert.Base.Longitude, who.Expert.Base.Latitude, number), full => database.GeoAdd(key, full, CommandFlags.FireAndForget));
                }
        }
        if (seats.Count > 0) database.HashSet(Seats, [.. seats]);
        foreach (var (key, waiting) in bases.Where(one => one.Value.Count > 0)) database.GeoAdd(key, [.. waiting]);
    }

    /// <summary>Pipelined: nothing waits for an answer before the last of all.</summary>
    private static void Add<T>(List<T> waiting, T one, Action<T[]> send)
    {
        waiting.Add(one);
        if (waiting.Count < Chunk) return;
        send([.. waiting]);
        waiting.Clear();
    }

    private void Remove() => database.KeyDelete([Seats, .. Enumerable.Range(0, byte.MaxValue).SelectMany(skill => Enum.GetValues<Level>().Select(level => Near(new SkillLevel((Skill)skill, level))))]);

    private static RedisKey Near(SkillLevel asked) => $"dispatch-bench:{(int)asked.Skill}:{(int)asked.Level}";
}
