using Dispatch.Domain.Orders;
using Dispatch.Finding;
using Dispatch.Triage;
using Dispatch.Web.Pages;

namespace Dispatch.Web.Farmer.Reporting;

/// <summary>Another farmer's order, as a stranger may see it: what the lexicon knows of it, and nothing that was written.</summary>
/// <param name="About">Crop and signs: 向日葵 菌核病.</param>
/// <param name="Place">Village, or town.</param>
/// <param name="At">When it was sent.</param>
/// <param name="State">Where it stands.</param>
public sealed record SimilarOrder(string About, string Place, DateTimeOffset At, State State);

/// <summary>Open orders from the same village or town about the same crop, or with the same signs in their words.</summary>
public sealed class SimilarOrders(NearOrders near, Words say)
{
    private const int Most = 3;

    /// <summary>The nearest and newest first.</summary>
    public async Task<IReadOnlyList<SimilarOrder>> To(Draft draft, CancellationToken stop)
    {
        if (draft.Town is null) return [];
        var mine = About.Of(draft.Difficulty, draft.Crop is null ? null : FindCrop.KeyOf(draft.Crop));
        var open = await near.To(draft.Town, draft.Village, stop);
        return [.. open.Where(order => mine.IsLike(order.About)).Take(Most).Select(order => new SimilarOrder(Named(order.About), order.Place, order.At, order.State))];
    }

    private string Named(About about) =>
        string.Join(' ', new[] { about.Crop is null || !Lexicon.CropKeys.Contains(about.Crop) ? null : say.Crop(about.Crop) }.Concat(about.Signs.Take(3)).OfType<string>());
}
