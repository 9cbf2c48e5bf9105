using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Messaging;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Benchmarks.Pages;

/// <summary>A district in which many orders are open: each waits for a clerk of its station, so nothing moves by itself.</summary>
internal sealed class OpenOrders(IServiceProvider services)
{
    public const int Stations = 200;
    private const string Town = "150802100";
    private static readonly DateTimeOffset Start = TimeProvider.System.GetUtcNow().AddDays(-1);

    public static string Village(int station) => $"150802100{station:D3}";

    public static string Phone(int order) => $"138{order:D8}";

    /// <summary>Makes the stations, a village for each, and the orders.</summary>
    /// <returns>The orders' numbers.</returns>
    public async Task<IReadOnlyList<string>> Make(int count)
    {
        await With(async db =>
        {
            db.Add(new Town { Code = Town, Name = "狼山镇", Kind = "镇", Place = new Place(41, 107.4) });
            for (var n = 0; n < Stations; n++)
            {
                db.Add(new Village { Code = Village(n), OfficialName = $"第{n}村村民委员会", ShortName = $"第{n}村", Kind = "village", TownCode = Town });
                db.Add(new Station { Id = StationId.For($"S{n:D3}"), Code = $"S{n:D3}", Name = $"第{n}驿站", TownCode = Town, Place = new Place(41, 107.4), Territory = [Village(n)] });
            }
            await db.SaveChangesAsync();
            return 0;
        });
        var numbers = new List<string>();
        foreach (var some in Enumerable.Range(0, count).Chunk(500)) numbers.AddRange(await With(db => Write(db, some)));
        return numbers;
    }

    /// <summary>A clerk's account for each station, and one of the desk.</summary>
    /// <returns>Logins and passwords; the desk's first.</returns>
    public async Task<IReadOnlyList<(string Login, string Password)>> Accounts(int clerks)
    {
        await using var scope = services.CreateAsyncScope();
        var book = scope.ServiceProvider.GetRequiredService<AccountBook>();
        var people = Enumerable.Range(0, clerks).Select(n => new Newcomer($"clerk{n}", "王芳", Role.Clerk, Station: $"S{n:D3}")).Prepend(new Newcomer("desk", "调度台", Role.Desk));
        var made = new List<(string, string)>();
        foreach (var who in people) made.Add((who.Login, (await book.Add(who, oneTime: false, default)).Password!));
        return made;
    }

    private static async Task<IReadOnlyList<string>> Write(DispatchDb db, int[] which)
    {
        var book = new OrderBook(db, new Settings().Limits());
        var clerk = new Actor(Role.Clerk, "王芳");
        foreach (var n in which)
            book.Add(new Order(IdOf(n), TrackingNumber.For(IdOf(n)), At(n)) { Difficulty = "葵花叶子发黄打蔫，地里好几亩都这样，不知道是什么毛病", FarmerName = "李秀英", FarmerPhone = Phone(n) }.In(Town, Village(n % Stations)), clerk);
        await Save(db);
        var orders = await book.FindAlone(which.Select(IdOf), default);
        foreach (var n in which) book.Take(orders[IdOf(n)], new Unclear(clerk, At(n), ClerkReason.SkillUnclear, "") { Station = StationId.For($"S{n % Stations:D3}"), TownCode = Town });
        await Save(db);
        return [.. which.Select(n => orders[IdOf(n)].Tracking.Value)];
    }

    private static OrderId IdOf(int n) => OrderId.For($"open {n}");

    private static DateTimeOffset At(int n) => Start.AddSeconds(n);

    /// <summary>Nobody need hear of what was always so.</summary>
    private static async Task Save(DispatchDb db)
    {
        db.Appending.Drop<OutboxRow>();
        await db.SaveChangesAsync();
    }

    private async Task<T> With<T>(Func<DispatchDb, Task<T>> act)
    {
        await using var scope = services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<DispatchDb>());
    }
}
