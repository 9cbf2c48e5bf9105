using Dispatch.Domain;
using Dispatch.Intake;
using Dispatch.Notifying;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Triage;

/// <summary>Two farmers of a village have reported the same; an expert who can hold one seat is near.</summary>
public abstract class MergeSpec : ServiceSpec
{
    protected const string Neighbour = "13804780009";

    [SetUp]
    public Task Settle() => Service.Settle(Langshan.Expert("E1", capacity: 1));

    /// <summary>The neighbour's order is the second of the two, and a moment later.</summary>
    protected async Task<(string Kept, string Same)> Two()
    {
        var kept = await Service.Ordered();
        Service.Clock.Advance(TimeSpan.FromSeconds(1));
        return (kept, await Service.Ordered(Neighbours));
    }

    protected static OrderRequest Neighbours(OrderRequest order) => order with { FarmerPhone = Neighbour, FarmerName = "王二", Difficulty = "我家葵花也烂盘了" };

    protected Task<Reply> Merge(string same, string kept) => Service.Merge(same, kept);

    protected async Task<IReadOnlyList<string>> Told(string tracking)
    {
        var order = (await Service.Order(tracking)).Id;
        return await Service.Db(db => db.Set<Notice>().Where(notice => notice.Order == order && notice.To == Role.Farmer).OrderBy(notice => notice.At).Select(notice => notice.Text).ToListAsync());
    }
}
