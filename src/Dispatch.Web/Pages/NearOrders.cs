using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Finding;
using Dispatch.Persistence;
using Dispatch.Triage;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Pages;

/// <summary>What an order is about, as the lexicon finds it in its words: the crop and the signs.</summary>
public sealed record About(string? Crop, IReadOnlyList<string> Signs)
{
    /// <summary>Of its words only those that the lexicon has, too.</summary>
    public static About Of(string? words, string? crop)
    {
        var reading = Lexicon.Read(words ?? "");
        return new About(crop ?? reading.Crop, [.. reading.Found.Where(term => FindCrop.KeyOf(term) == term)]);
    }

    public bool IsLike(About other) => (Crop is not null && Crop == other.Crop) || Signs.Intersect(other.Signs).Any();
}

/// <summary>An open order beside another.</summary>
public sealed record NearOrder(string Tracking, State State, StationId? Station, string FarmerPhone, string Difficulty, About About, string Place, DateTimeOffset At);

/// <summary>Open orders from the same village or town.</summary>
public sealed class NearOrders(DispatchDb db)
{
    private const int LookedAt = 300;
    private static readonly State[] Open = [.. Enum.GetValues<State>().Where(state => state != State.Closed)];

    /// <summary>The nearest and newest first.</summary>
    public async Task<IReadOnlyList<NearOrder>> To(string town, string? village, CancellationToken stop)
    {
        var open = await db.Set<Order>().AsNoTracking().IgnoreAutoIncludes()
            .Where(order => Open.Contains(order.State) && order.TownCode == town)
            .OrderByDescending(order => order.VillageCode == village).ThenByDescending(order => order.SubmittedAt).Take(LookedAt)
            .Select(order => new
            {
                order.Tracking,
                order.State,
                order.Station,
                order.FarmerPhone,
                order.Difficulty,
                order.Crop,
                order.SubmittedAt,
                Village = db.Set<Village>().Where(village => village.Code == order.VillageCode).Select(village => village.ShortName).FirstOrDefault(),
                Town = db.Set<Town>().Where(town => town.Code == order.TownCode).Select(town => town.Name).FirstOrDefault(),
            }).ToListAsync(stop);
        return [.. open.Select(order => new NearOrder(
            order.Tracking.Value, order.State, order.Station, order.FarmerPhone, order.Difficulty, About.Of(order.Difficulty, order.Crop), order.Village ?? order.Town ?? "", order.SubmittedAt))];
    }
}
