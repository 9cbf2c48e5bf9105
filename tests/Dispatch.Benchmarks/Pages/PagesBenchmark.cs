using System.Diagnostics;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Intake;
using Dispatch.Persistence;
using Dispatch.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dispatch.Benchmarks.Pages;

/// <summary>What was looked at.</summary>
/// <param name="What">In words.</param>
/// <param name="Pages">How many.</param>
/// <param name="MedianMs">From asking to the last byte.</param>
/// <param name="P99Ms">The same.</param>
/// <param name="Errors">How many did not come.</param>
internal sealed record PageRow(string What, int Pages, double MedianMs, double P99Ms, int Errors);

/// <summary>The real service on loopback, on SQLite, with clients in the same process: boards that listen and farmers who follow.</summary>
internal static class PagesBenchmark
{
    private const int Orders = 5_000;
    private const int Boards = 200;
    private const int Farmers = 2_000;
    private const int Changes = 60;
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(60);

    public static async Task<(IReadOnlyList<PageRow> Rows, double BoardKb)> Run()
    {
        var folder = Directory.CreateTempSubdirectory("dispatch-pages-");
        var builder = ServiceHost.Builder([$"--Dispatch:Database=sqlite:{folder.FullName}/dispatch.db", $"--Dispatch:Photos={folder.FullName}/photos", "--urls=http://127.0.0.1:0", "--Dispatch:Rates:PerAddress=1000000", "--Dispatch:Rates:OrdersPerPhone=1000"]);
        builder.Logging.ClearProviders();
        await using var app = ServiceHost.Ready(builder, ServiceHost.SettingsOf(builder.Configuration));
        await ServiceHost.StartAsync(app, default);
        try
        {
            return await Measure(app);
        }
        finally
        {
            await app.StopAsync();
            folder.Delete(recursive: true);
        }
    }

    public static IRenderable Table(IReadOnlyList<PageRow> rows, double boardKb)
    {
        var table = new Table().AddColumns("pages", "how many", "median ms", "p99 ms", "errors");
        foreach (var row in rows) table.AddRow(row.What, $"{row.Pages:N0}", $"{row.MedianMs:0.0}", $"{row.P99Ms:0.0}", $"{row.Errors}");
        return new Rows(table, new Text($"An open board takes {boardKb:0} KB, its scripted client included."));
    }

    private static async Task<(IReadOnlyList<PageRow> Rows, double BoardKb)> Measure(WebApplication app)
    {
        var home = new Uri(app.Urls.First());
        var district = new OpenOrders(app.Services);
        var numbers = await district.Make(Orders);
        var people = await district.Accounts(Boards);
        Console.Error.WriteLine($"{numbers.Count:N0} orders are open; {Boards} clerks sign in…");
        using var desk = await SignedIn(home, people[0], new PageTimes());
        var rows = new List<PageRow> { await Open(home, people[0]) };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (fetched, shown) = (new PageTimes(), new PageTimes());
        var boards = new List<Board>();
        foreach (var who in people.Skip(1)) boards.Add(await Board.Open(await SignedIn(home, who, fetched), shown));
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1024.0 / Boards;
        Console.Error.WriteLine($"{Boards} boards are open; {Farmers:N0} farmers follow…");
        var followed = new PageTimes();
        await Task.WhenAll(Follow(home, numbers, followed), Change(app.Services, boards));
        foreach (var board in boards) await board.DisposeAsync();
        rows.Add(Row($"a change until it is on the board, {Boards} boards open", shown));
        rows.Add(Row("a board drawn anew, and its first page", fetched));
        rows.Add(Row($"{Farmers:N0} farmers follow, within a minute", followed));
        return (rows, each);
    }

    private static async Task<PageRow> Open(Uri home, (string, string) who)
    {
        var times = new PageTimes();
        using var desk = await SignedIn(home, who, new PageTimes());
        for (var n = 0; n < 100; n++) await times.Of(() => desk.Open("/board"));
        return Row($"the desk's board, {Orders:N0} open orders", times);
    }

    private static async Task<Browser> SignedIn(Uri home, (string Login, string Password) who, PageTimes times)
    {
        var browser = new Browser(home, times);
        await browser.Send("/sign-in", ("login", who.Login), ("password", who.Password));
        return browser;
    }

    /// <summary>Evenly over a minute, each by the form and then the order once more.</summary>
    private static async Task Follow(Uri home, IReadOnlyList<string> numbers, PageTimes times)
    {
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Farmers).Select(async n =>
        {
            // The pace of the load, not a wait for something.
            await Task.Delay(Together * n / Farmers - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } wait ? wait : TimeSpan.Zero);
            using var farmer = new Browser(home, times);
            await farmer.Send("/follow", ("number", numbers[n]), ("phone", OpenOrders.Phone(n)[^4..]));
            await farmer.Open($"/follow/{numbers[n]}");
        }));
    }

    /// <summary>An order a second, each for another station.</summary>
    private static async Task Change(IServiceProvider services, List<Board> boards)
    {
        for (var n = 0; n < Changes; n++)
        {
            var id = OrderId.For($"new {n}");
            var request = new OrderRequest { FarmerName = "李秀英", FarmerPhone = "13804780001", Difficulty = "不知道怎么了", Village = OpenOrders.Village(n), Channel = nameof(Channel.Phone) };
            await using var scope = services.CreateAsyncScope();
            var (filings, db) = (scope.ServiceProvider.GetRequiredService<Filings>(), scope.ServiceProvider.GetRequiredService<DispatchDb>());
            boards[n].Expect(TrackingNumber.For(id).Value);
            await SubmitOrder.Take(request, id, new Actor(Role.Farmer, "13804780001"), filings, db, TimeProvider.System.GetUtcNow(), default);
            // The pace of the changes; what is waited for is below.
            await Task.Delay(Together / Changes);
        }
        foreach (var board in boards.Take(Changes)) await board.Shown.WaitAsync(TimeSpan.FromMinutes(1));
    }

    private static PageRow Row(string what, PageTimes times) => new(what, times.Count, Math.Round(times.Percentile(50), 1), Math.Round(times.Percentile(99), 1), times.Errors);
}
