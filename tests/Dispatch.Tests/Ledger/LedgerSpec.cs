using System.Net.Http.Json;
using System.Text.Json;
using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Ledger;
using Dispatch.Messaging;
using Dispatch.Orders;
using Dispatch.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Ledger;

/// <summary>A service with a town, a village, a station and three experts; orders are brought where a test wants them.</summary>
public abstract class LedgerSpec : ServiceSpec
{
    protected const string Town = "150802100";
    protected const string Village = "150802100201";
    protected static readonly StationId Station = StationId.For("S001");
    protected static readonly ExpertId Wang = ExpertId.For("E001");
    protected static readonly ExpertId Li = ExpertId.For("E002");
    protected static readonly ExpertId Zhao = ExpertId.For("E003");
    private static readonly Actor Farmer = new(Role.Farmer, "13804780001");
    private static readonly Actor Clerk = new(Role.Clerk, "王芳");
    private static readonly SkillLevel Needed = new(Skill.Veterinary, Level.Junior);

    private static DateTimeOffset Now => Service.Monday;

    [SetUp]
    public Task Fill() => Service.Save(
        new Town { Code = Town, Name = "狼山镇", Kind = "镇" },
        new Village { Code = Village, OfficialName = "富强村村民委员会", ShortName = "富强村", Kind = "村", TownCode = Town },
        new Station { Id = Station, Code = "S001", Name = "狼山驿站", TownCode = Town, Place = new Place(40.9, 107.2), Territory = [Village] },
        Expert("E001", "王"), Expert("E002", "李"), Expert("E003", "赵"));

    /// <summary>Writes an order and lets it take facts, all in one transaction, through the order book.</summary>
    protected Task<Order> Ordered(string key, params Func<Order, Fact[]>[] acts) => Write(key, acts, announced: true);

    /// <summary>The same without any news of it: a test says them when it means to.</summary>
    protected Task<Order> Unheard(string key, params Func<Order, Fact[]>[] acts) => Write(key, acts, announced: false);

    private Task<Order> Write(string key, IEnumerable<Func<Order, Fact[]>> acts, bool announced) => Service.Db(async db =>
    {
        var book = new OrderBook(db, Service.Services.GetRequiredService<Limits>());
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (await book.Find(OrderId.For(key), default) is not { } order)
        {
            book.Add(Written(key), Clerk);
            await Save(db, announced);
            order = (await book.Find(OrderId.For(key), default))!;
        }
        foreach (var fact in acts.SelectMany(act => act(order)))
            Assert.That(book.Take(order, fact), Is.Null, $"{fact.GetType().Name} in {order.State}");
        await Save(db, announced);
        await transaction.CommitAsync();
        return order;
    });

    private static async Task Save(DispatchDb db, bool announced)
    {
        if (!announced) db.Appending.Drop<OutboxRow>();
        await db.SaveChangesAsync();
    }

    protected static Func<Order, Fact[]> Triaged(int seats = 1) => _ =>
        [new Triaged(Clerk, Now, [.. Enumerable.Repeat<IReadOnlyList<SkillLevel>>([Needed], seats)], new Place(40.9, 107.2)) { Station = Station }];

    /// <summary>The experts take the seats, visit and report, one seat each.</summary>
    protected static Func<Order, Fact[]> Visited(params ExpertId[] experts) => order =>
    [
        .. experts.Select((expert, n) => new Assigned(Clerk, Now, order.Seats[n].Number, expert, "熟悉")),
        .. experts.Select(expert => new Accepted(Actor.Expert(expert), Now, expert)),
        .. experts.Select(expert => new Reported(Actor.Expert(expert), Now, expert)),
    ];

    protected static Func<Order, Fact[]> Confirmed(Outcome outcome) => _ => [new Confirmed(Farmer, Now, outcome) { VisitAgain = false }];

    protected static Func<Order, Fact[]> Answered => _ => [new Answered(Clerk, Now, "浇水即可")];

    protected static Func<Order, Fact[]> Unconfirmed => _ => [new ConfirmationLapsed(Actor.Engine("test"), Now.AddDays(8))];

    protected static Func<Order, Fact[]> Reopened => order => [new Reopened(Farmer, Now.AddMinutes(order.Closings), "又犯了")];

    protected static Func<Order, Fact[]> ReopenedAfter(TimeSpan time) => _ => [new Reopened(Farmer, Now + time, "又犯了")];

    protected static Func<Order, Fact[]> Cancelled => _ => [new Cancelled(Farmer, Now)];

    protected static Func<Order, Fact[]>[] Solved(params ExpertId[] experts) => [Triaged(experts.Length), Visited(experts), Confirmed(Outcome.Solved)];

    protected static Contracts.OrderClosed ClosedNews(Order order, int occasion = 1) =>
        new() { OrderId = order.Id.Value, Occasion = occasion, Outcome = nameof(Outcome.Solved) };

    protected static Contracts.OrderReopened ReopenedNews(Order order, int occasion = 1) => new() { OrderId = order.Id.Value, Occasion = occasion };

    /// <summary>Puts a message on the bus, under an id, and waits until it has been handled.</summary>
    protected async Task Say(object message, Guid? id = null)
    {
        Service.Services.GetRequiredService<Traffic>().Expect(message.GetType().Name);
        await Service.Services.GetRequiredService<IBus>().Publish(message, message.GetType(), context => context.MessageId = id ?? Guid.CreateVersion7());
        await Service.Quiet();
    }

    /// <summary>A message that has gone out and is under way. From elsewhere, so that the relay here is not told and does not send it once more.</summary>
    protected async Task<Guid> Sent(object message)
    {
        await using var db = await Service.Elsewhere();
        db.Publish(message, Now);
        var row = db.Appending.Of<OutboxRow>().Single();
        row.SentAt = Now;
        await db.SaveChangesAsync();
        return row.MessageId;
    }

    protected async Task<List<Entry>> Entries()
    {
        await Service.Quiet();
        Assert.That(Service.Faults, Is.Zero, "nothing in an error queue");
        return await Service.Db(db => db.Set<Entry>().AsNoTracking().OrderBy(entry => entry.Sequence).ToListAsync());
    }

    /// <summary>What the kept sum says, over all months.</summary>
    protected Task<long> Total(EntryKind kind, Dimension dimension = Dimension.District, string key = "", bool opening = false) =>
        Service.Db(db => db.Set<Total>().Where(total => total.Kind == kind && total.Dimension == dimension && total.Key == key && total.Opening == opening).SumAsync(total => total.Quantity));

    protected Task<List<LedgerFinding>> Findings() => Service.Db(async db =>
        await new VerifyLedger(db, Service.Services.GetRequiredService<Limits>()).Run(DateTimeOffset.MaxValue, default).ToListAsync());

    protected async Task<(int Status, JsonElement Body)> Call(HttpMethod method, string path, object? body = null, string actor = "Office:office", string? key = null, string language = "zh")
    {
        using var request = new HttpRequestMessage(method, $"/api/v1{path}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("Dispatch-Actor", actor);
        request.Headers.Add("Accept-Language", language);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var answer = await Service.Http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    protected static string[] Fields(JsonElement problem) => [.. problem.GetProperty("errors").EnumerateObject().Select(field => field.Name)];

    protected Task<int> Sql(string sql) => Service.Db(db => db.Database.ExecuteSqlRawAsync(sql));

    private static Order Written(string key) => new Order(OrderId.For(key), TrackingNumber.For(OrderId.For(key)), Now)
    {
        Difficulty = "羊不吃草",
        FarmerName = "李秀英",
        FarmerPhone = "13804780001",
    }.In(Town, Village);

    /// <summary>Nobody whom matching would choose for the orders here: they know another skill.</summary>
    private static Expert Expert(string code, string name) => new()
    {
        Id = ExpertId.For(code),
        Code = code,
        Name = name,
        Phone = "13904780001",
        Skills = [new SkillLevel(Skill.Aquaculture, Level.Senior)],
        Base = new Place(40.8, 107.4),
        TownCode = Town,
        Station = Station,
        Capacity = 50,
    };
}
