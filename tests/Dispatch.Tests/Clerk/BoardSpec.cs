using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Orders;
using Dispatch.Tests.Pages;
using Dispatch.Tests.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Clerk;

/// <summary>Two towns with a station each, and a clerk of the first at the computer.</summary>
public abstract class BoardSpec : ServiceSpec
{
    private protected static Town OtherTown { get; } = new() { Code = "150802101", Name = "新华镇", Kind = "镇", Place = new Place(40.9, 107.6) };

    private protected static Village OtherVillage { get; } = new() { Code = "150802101201", OfficialName = "团结村村民委员会", ShortName = "团结村", Kind = "village", TownCode = "150802101" };

    private protected static Station OtherStation { get; } = new() { Id = StationId.For("S002"), Code = "S002", Name = "新华镇驿站", TownCode = "150802101", Place = new Place(40.9, 107.6), Territory = ["150802101201"] };

    private protected Visitor Wang { get; private set; } = null!;

    [SetUp]
    public async Task Settle()
    {
        await Service.Settle(Langshan.Expert("E1"), Langshan.Expert("E2", km: 20));
        await Service.Save(OtherTown, OtherVillage, OtherStation);
        Wang = await SignedIn(new Newcomer("wang", "王芳", Role.Clerk, Station: "S001"));
    }

    /// <summary>Somebody of this role at a browser of their own.</summary>
    private protected async Task<Visitor> SignedIn(Newcomer who, string language = "zh-CN")
    {
        var visitor = new Visitor(Service, language);
        await visitor.SignIn(who.Login, await Service.Employ(who));
        return visitor;
    }

    private protected Task<Visitor> Desk() => SignedIn(new Newcomer("desk", "调度台", Role.Desk));

    private protected Task<Visitor> Office() => SignedIn(new Newcomer("office", "人才办", Role.Office));

    /// <summary>An order whose words say nothing: a clerk of Langshan is asked.</summary>
    private protected Task<string> Unclear() => Service.Ordered(order => order with { Difficulty = "不知道怎么了", Seats = null });

    private protected Task<string> Elsewhere() => Service.Ordered(order => order with { Town = "新华镇", Village = "团结村" });

    private protected async Task<Order> Known(string tracking)
    {
        await using var scope = Service.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<OrderBook>().Find(TrackingNumber.Of(tracking), default))!;
    }
}
