using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Tests.Pages;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Farmer;

/// <summary>A small district, and a farmer in it who uses the pages.</summary>
public abstract class FarmerSpec : ServiceSpec
{
    protected const string LastFour = "0001";

    private protected static Town OtherTown { get; } = new() { Code = "150802101", Name = "新华镇", Kind = "镇" };

    private protected static Village OtherVillage { get; } = new() { Code = "150802101201", OfficialName = "团结村村民委员会", ShortName = "团结村", Kind = "village", TownCode = "150802101" };

    private protected Visitor Li { get; private set; } = null!;

    [SetUp]
    public async Task Settle()
    {
        await Service.Settle(Langshan.Expert("E1"), Langshan.Expert("E2", skill: Skill.Veterinary));
        await Service.Save(OtherTown, OtherVillage);
        Li = new Visitor(Service);
    }

    /// <summary>From the first page to the one before sending.</summary>
    private protected static async Task Write(Visitor who, params byte[][] photos)
    {
        await who.Open("/report");
        await who.Send(photos, ("difficulty", "葵花得了菌核病，烂盘"), ("crop", "葵花"), ("urgency", "Urgent"));
        await who.Send(("town", Langshan.Town.Code));
        await who.Send(("village", Langshan.Village.Code), ("whereabouts", "村委会往北两里"));
        await who.Send(("farmerName", "李秀英"), ("farmerPhone", "138 0478 0001"));
    }

    /// <summary>Opens an order by its number and the phone it was sent with.</summary>
    private protected static async Task Follow(Visitor who, string tracking, string digits = LastFour)
    {
        await who.Open("/follow");
        await who.Send(("number", tracking), ("phone", digits));
    }

    protected Task<List<Order>> Orders() => Service.Db(db => db.Set<Order>().AsNoTracking().ToListAsync());
}
