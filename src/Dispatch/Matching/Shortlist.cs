using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Matching;

/// <summary>A clerk's choice of an expert.</summary>
/// <param name="Fact">What the order is to take.</param>
/// <param name="Excluded">The rule that shuts the expert out; null where none does.</param>
/// <param name="Explain">Writes the explanation beside it, in the same transaction.</param>
public sealed record Pin(Assigned Fact, Exclusion? Excluded, Action<Order> Explain);

/// <summary>Who could have the seats of an order now, who was judged before, and a clerk's choice among them.</summary>
public sealed class Shortlist(DispatchDb db, KnownExperts experts, Settings settings, Limits limits, TimeProvider clock)
{
    /// <summary>What was judged before, oldest first, and what is judged of every open seat now.</summary>
    public async Task<IReadOnlyList<CandidatesView>> Of(Order order, CancellationToken stop)
    {
        var recorded = await db.Set<MatchRow>().AsNoTracking().Where(row => row.Order == order.Id).OrderBy(row => row.At).ToListAsync(stop);
        var scene = await Scene(stop);
        var names = Names(scene.Roster);
        var views = recorded.ConvertAll(row => View(row.Seat, row.At, row.Offer, row.Explanation, names));
        foreach (var seat in order.Seats.Where(seat => seat.State == SeatState.Open && order.Place is not null))
        {
            var need = await Need(order, seat, scene.Now, stop);
            var holder = Plans.HolderOf(need, order, scene);
            var explained = Matcher.Explain(need, scene, holder, holder is null ? null : Choice.Planned);
            if (explained.Nobody is { } why) explained = explained with { Nobody = (await Busy.Of(db, [why], stop)).With(why) };
            views.Add(View(seat.Number, scene.Now, null, explained, names));
        }
        return views;
    }

    /// <summary>Judges a clerk's choice by the rules that hold for every offer; only how far the expert goes is for the clerk to say.</summary>
    /// <exception cref="BadInput">There is no such expert, or something is missing.</exception>
    public async Task<Pin> Pin(Order order, AssignRequest request, Actor by, CancellationToken stop)
    {
        var (code, why) = request.Checked();
        var number = request.Seat ?? order.Seats.OrderBy(seat => seat.State).ThenBy(seat => seat.Number).Select(seat => seat.Number).FirstOrDefault();
        var scene = await Scene(stop);
        if (scene.Roster.Find(ExpertId.For(code)) is not { } candidate) throw new BadInput("expert", "UnknownExpert", code);
        var fact = new Assigned(by, scene.Now, number, candidate.Expert.Id, why);
        if (order.Seats.FirstOrDefault(seat => seat.Number == number) is not { } seat || order.Place is null) return new Pin(fact, null, _ => { });
        var need = await Need(order, seat, scene.Now, stop);
        if (Rules.Judge(need with { Refused = [.. order.RefusedBy] }, candidate, scene, out _) is { } excluded and not Exclusion.BeyondReach) return new Pin(fact, excluded, _ => { });
        var explained = Matcher.Explain(need, scene, candidate.Expert.Id, Choice.Pinned);
        return new Pin(fact, null, taken => db.Append(new MatchRow { Order = taken.Id, Seat = number, Offer = taken.Offers.Count, At = scene.Now, Explanation = explained }));
    }

    private static CandidatesView View(int seat, DateTimeOffset at, int? offer, Explanation explanation, Dictionary<Guid, ExpertName> names) =>
        new(seat, at, offer, explanation, explanation.Everybody.Distinct().Where(names.ContainsKey).ToDictionary(id => id, id => names[id]));

    private static Dictionary<Guid, ExpertName> Names(Roster roster)
    {
        var names = new Dictionary<Guid, ExpertName>();
        foreach (var candidate in roster.Candidates) names.Add(candidate.Expert.Id.Value, new ExpertName(candidate.Expert.Code, candidate.Expert.Name));
        return names;
    }

    private async Task<Scene> Scene(CancellationToken stop) =>
        new(clock.GetUtcNow(), limits.FieldHours.Zone, settings.Weights, await experts.Roster(db, stop));

    private async Task<Need> Need(Order order, Seat seat, DateTimeOffset now, CancellationToken stop)
    {
        var paired = await Paired.With(db, [order], now, stop);
        return ReadNeeds.Of(order, seat, limits, paired[order.Id], now);
    }
}
