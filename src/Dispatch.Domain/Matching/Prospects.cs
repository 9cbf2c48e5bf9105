namespace Dispatch.Domain.Matching;

/// <summary>An expert for a seat.</summary>
/// <param name="Expert">Number.</param>
/// <param name="NowM">The cost in metres while a seat of theirs is free and they are within reach, else null.</param>
/// <param name="CostM">The cost without that of the load.</param>
internal readonly record struct Prospect(int Expert, long? NowM, long CostM);

/// <summary>Whom seats could have, were nobody full and no one beyond reach.</summary>
internal sealed class Prospects
{
    private readonly Scene scene;
    private readonly List<Prospect>[] of;

    public Prospects(IReadOnlyList<Need> seats, Scene scene)
    {
        this.scene = scene;
        var free = new Scene(scene.Now, scene.Zone, scene.Weights with { LoadKm = 0, ReachKm = Weights.Most }, new Roster(scene.Roster.Candidates.ToArray().Select(who => who with { OpenSeats = 0 })));
        var found = seats.Select(seat => free.Roster.Index.Allowed(seat, free)).ToList();
        // By id, so that ties fall the same way however the roster came to be.
        var numbers = found.SelectMany(all => all).Select(one => one.Slot).Distinct().OrderBy(slot => free.Roster.Candidates[slot].Expert.Id).Index().ToDictionary(one => one.Item, one => one.Index);
        Slots = [.. numbers.Keys.Select(slot => scene.Roster.SlotOf(free.Roster.Candidates[slot].Expert.Id))];
        Experts = Array.ConvertAll(Slots, slot => scene.Roster.Candidates[slot]);
        of = [.. seats.Zip(found, (seat, all) => Of(seat, all.Select(one => (numbers[one.Slot], one.CostM))))];
    }

    /// <summary>By number, as they stand.</summary>
    public Candidate[] Experts { get; }

    /// <summary>Where they are in the roster.</summary>
    public int[] Slots { get; }

    /// <summary>By number.</summary>
    public List<Prospect> this[int seat] => of[seat];

    private List<Prospect> Of(Need need, IEnumerable<(int Number, long CostM)> found) => [.. found.OrderBy(one => one.Number).Select(one =>
    {
        var (who, nowM) = (Experts[one.Number], one.CostM + Rules.LoadM(Experts[one.Number], 0, scene));
        return new Prospect(one.Number, who.FreeSeats > 0 && Rules.IsInReach(need, who, nowM, scene) ? nowM : null, one.CostM);
    })];
}
