using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Finding;
using Dispatch.Persistence;
using Dispatch.Triage;
using Dispatch.Web.Pages;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Farmer.Reporting;

/// <summary>Another farmer's order, as a stranger may see it: what the lexicon knows of it, and nothing that was written.</summary>
/// <param name="About">Crop and signs: 向日葵 菌核病.</param>
/// <param name="Place">Village, or town.</param>
/// <param name="At">When it was sent.</param>
/// <param name="State">Where it stands.</param>
public sealed record SimilarOrder(string About, string Place, DateTimeOffset At, State State);

/// <summary>Open orders from the same village or town about the same crop, or with the same signs in their words.</summary>
public sealed class SimilarOrders(DispatchDb db, Words say)
{
    private const int Most = 3;
    private const int LookedAt = 300;
    private static readonly State[] Open = [.. Enum.GetValues<State>().Where(state => state != State.Closed)];

    /// <summary>The nearest and newest first.</summary>
    public async Task<IReadOnlyList<SimilarOrder>> To(Draft draft, CancellationToken stop)
    {
        if (draft.Town is null) return [];
        var mine = About(draft.Difficulty, draft.Crop is null ? null : FindCrop.KeyOf(draft.Crop));
        var open = await db.Set<Order>().AsNoTracking().IgnoreAutoIncludes()
            .Where(order => Open.Contains(order.State) && order.TownCode == draft.Town)
            .OrderByDescending(order => order.VillageCode == draft.Village).ThenByDescending(order => order.SubmittedAt).Take(LookedAt)
            .Select(order => new
            {
                order.Difficulty,
                order.Crop,
                order.SubmittedAt,
                order.State,
                Village = db.Set<Village>().Where(village => village.Code == order.VillageCode).Select(village => village.ShortName).FirstOrDefault(),
                Town = db.Set<Town>().Where(town => town.Code == order.TownCode).Select(town => town.Name).FirstOrDefault(),
            }).ToListAsync(stop);
        var similar = from order in open
                      let about = About(order.Difficulty, order.Crop)
                      where (about.Crop is not null && about.Crop == mine.Crop) || about.Signs.Intersect(mine.Signs).Any()
                      select new SimilarOrder(Named(about), order.Village ?? order.Town ?? "", order.SubmittedAt, order.State);
        return [.. similar.Take(Most)];
    }

    /// <summary>Of its words only those that the lexicon has, too.</summary>
    private static (string? Crop, IReadOnlyList<string> Signs) About(string? words, string? crop)
    {
        var reading = Lexicon.Read(words ?? "");
        return (crop ?? reading.Crop, [.. reading.Found.Where(term => FindCrop.KeyOf(term) == term)]);
    }

    private string Named((string? Crop, IReadOnlyList<string> Signs) about) =>
        string.Join(' ', new[] { about.Crop is null || !Lexicon.CropKeys.Contains(about.Crop) ? null : say.Crop(about.Crop) }.Concat(about.Signs.Take(3)).OfType<string>());
}
