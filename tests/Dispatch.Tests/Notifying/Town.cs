using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Messaging;
using Dispatch.Notifying;
using Dispatch.Orders;
using Dispatch.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Notifying;

/// <summary>A station, two experts and orders whose life the test writes down; only the messages under test are published.</summary>
internal sealed class Town : IAsyncDisposable
{
    public const string FarmerPhone = "13847812345";
    public const string FarmerName = "李秀英";
    public static readonly ExpertId Wang = ExpertId.For("Z001");
    public static readonly ExpertId Zhao = ExpertId.For("Z002");
    public static readonly StationId Station = StationId.For("Y001");
    private static readonly Place Centre = new(40.76, 107.39);
    private static readonly SkillLevel Skill = new(Domain.Skill.PlantProtection, Level.Junior);
    private readonly Limits limits;
    private int orders;

    private Town(Service service)
    {
        Service = service;
        limits = service.Services.GetRequiredService<Limits>();
    }

    public Service Service { get; }

    public DateTimeOffset Now => Service.Clock.GetUtcNow();

    /// <summary>The rounds are left out: a test sends, matches and sweeps when it means to, however far it turns the clock.</summary>
    public static async Task<Town> Open(Action<Settings>? change = null, Action<IServiceCollection>? also = null)
    {
        var service = await Service.StartAsync(change, services =>
        {
            services.LeaveOutRounds();
            also?.Invoke(services);
        });
        await service.Save(
            new Station { Id = Station, Code = "Y001", Name = "新华驿站", TownCode = "150802100", Place = Centre, Clerks = [new("王芳", "04788210001"), new("刘洋", "04788210002")] },
            Expert(Wang, "Z001", "王建国", "13947800001"),
            Expert(Zhao, "Z002", "赵敏", "13947800002"));
        return new Town(service);
    }

    public async Task<OrderId> Order(Urgency urgency = Urgency.Normal, string language = "zh", int seats = 1)
    {
        var id = OrderId.For($"told-{++orders}");
        var order = new Order(id, TrackingNumber.For(id), Now) { Difficulty = "葵花打蔫", FarmerName = FarmerName, FarmerPhone = FarmerPhone };
        // Of a town without a station: triage finds no clerks to tell, so a test hears only what it is about.
        order.With(urgency, Centre, null, language).In("150802199", null);
        await Service.Save(order);
        if (seats > 0) await Happens(id, new Triaged(Domain.Actor.Engine("test"), Now, [.. Enumerable.Repeat<IReadOnlyList<SkillLevel>>([Skill], seats)], Centre) { Station = Station });
        return id;
    }

    public Task Offered(OrderId order, ExpertId expert, int seat = 1) => Happens(order, new Chosen(Domain.Actor.Engine("test"), Now, seat, expert));

    public Task Accepted(OrderId order, ExpertId expert, DateTimeOffset? comesAt = null) => Happens(order, new Accepted(Domain.Actor.Expert(expert), Now, expert, comesAt));

    /// <summary>Lets facts happen, with their history and without their news.</summary>
    public async Task Happens(OrderId id, params Fact[] facts)
    {
        foreach (var fact in facts)
            await Service.Db(db => db.Transact(
                async () =>
                {
                    var book = new OrderBook(db, limits);
                    Assert.That(book.Take((await book.Find(id, default))!, fact), Is.Null, fact.ToString());
                    db.Appending.Drop<OutboxRow>();
                    return true;
                },
                default));
    }

    public async Task<int> VersionOf(OrderId id) => (await Read(id)).Version;

    public Task<Order> Read(OrderId id) => Service.Db(db => db.Set<Order>().AsNoTracking().FirstAsync(order => order.Id == id));

    /// <summary>Publishes a message as often as said, with one id, and waits until it is handled.</summary>
    public async Task Hear(object message, int times = 1)
    {
        var id = Guid.CreateVersion7();
        for (var n = 0; n < times; n++)
        {
            Service.Services.GetRequiredService<Traffic>().Expect(message.GetType().Name);
            await Service.Services.GetRequiredService<IBus>().Publish(message, message.GetType(), context => context.MessageId = id);
        }
        await Service.Quiet();
        Assert.That(Service.Faults, Is.Zero);
    }

    public async Task<Contracts.OfferMade> MadeTo(OrderId order, ExpertId expert)
    {
        var offer = (await Read(order)).LastOfferTo(expert)!;
        return new Contracts.OfferMade { OrderId = order.Value, Seat = offer.Seat, ExpertId = expert.Value, OfferId = offer.Id.Value, AnswerBy = offer.AnswerBy };
    }

    public async Task<IReadOnlyList<Notice>> Told(string template) =>
        await Service.Db(db => db.Set<Notice>().AsNoTracking().Include(notice => notice.Deliveries).Where(notice => notice.Template == template).OrderBy(notice => notice.Phone).ToListAsync());

    public async Task<Notice> ToldOnce(string template)
    {
        var told = await Told(template);
        Assert.That(told, Has.Count.EqualTo(1), template);
        return told[0];
    }

    public Task Send(DateTimeOffset? at = null) => Service.Services.GetRequiredService<NoticeSender>().SendDue(at ?? Now).WaitAsync(TimeSpan.FromMinutes(1));

    public Task Leave(ExpertId id, Leave leave) => Service.Db(async db =>
    {
        (await db.Set<Expert>().FirstAsync(expert => expert.Id == id)).Leaves = [leave];
        return await db.SaveChangesAsync();
    });

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    private static Expert Expert(ExpertId id, string code, string name, string phone) => new()
    {
        Id = id,
        Code = code,
        Name = name,
        Phone = phone,
        Skills = [new(Domain.Skill.PlantProtection, Level.Senior)],
        Base = Centre,
        TownCode = "150802100",
        Capacity = 5,
    };
}
