using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching.Flow;
using Dispatch.Domain.Matching.Index;

namespace Dispatch.Domain.Matching;

/// <summary>
/// The foresight of a batch. A seat that an expert will have free can be had too: it costs what the expert's last seat costs, and the place
/// in line for it (<see cref="Rules.LineKm"/>). All that waits and all seats, free now or later, are weighed in one network. Who gets a
/// later one stands in line, and the others are matched without them.
/// </summary>
/// <remarks>
/// Nobody stands in line for ever (<see cref="Rules.IsPatient"/>), and promise 5 holds among lines too (<see cref="LetOlderGo"/>).
/// </remarks>
internal sealed class Lines
{
    private const int Goes = -1, Nobody = -1;
    private readonly IReadOnlyList<Need> seats;
    private readonly Scene scene;
    private readonly Prospects prospects;
    private readonly Candidate[] experts;
    private readonly int[] lineOf, placeOf;

    /// <param name="seats">By priority.</param>
    /// <param name="scene">The moment.</param>
    public Lines(IReadOnlyList<Need> seats, Scene scene)
    {
        (this.seats, this.scene, prospects, placeOf) = (seats, scene, new Prospects(seats, scene), new int[seats.Count]);
        experts = prospects.Experts;
        lineOf = [.. Network().Solve().Experts.Select(number => number < experts.Length ? Goes : number - experts.Length)];
    }

    /// <summary>Who doesn't stand in line, by priority.</summary>
    public IEnumerable<int> Going => Enumerable.Range(0, seats.Count).Where(seat => !Holds(seat));

    public bool Holds(int seat) => lineOf[seat] != Goes;

    /// <summary>Who is free for the seat.</summary>
    public List<Found> Free(int seat) => [.. prospects[seat].Where(one => one.NowM is not null).Select(one => new Found(one.NowM!.Value, prospects.Slots[one.Expert]))];

    /// <summary>
    /// Lets whoever stands in line go, by priority, who would rather have an expert with a seat left, or one whose seat goes to a newer one:
    /// to anybody newer in the line of that expert, else to an equal one. The newer stands in line there. It comes to an end, because of those
    /// whose lot changes the first by priority always goes.
    /// </summary>
    /// <param name="served">Whom those who go get, in their order.</param>
    /// <returns>Whether anybody was let go: then all who go are to be matched again.</returns>
    public bool LetOlderGo(IReadOnlyList<ExpertId?> served)
    {
        var numbers = experts.Index().ToDictionary(one => one.Item.Expert.Id, one => one.Index);
        var holders = Array.ConvertAll(experts, _ => new List<int>());
        foreach (var (seat, expert) in Going.Zip(served))
            if (expert is { } id) holders[numbers[id]].Add(seat);
        var (lengths, changed) = (new int[experts.Length], false);
        for (var seat = 0; seat < seats.Count; seat++)
        {
            if (!Holds(seat)) continue;
            placeOf[seat] = ++lengths[lineOf[seat]];
            if (Rather(seat, holders) is not var (expert, newer)) continue;
            lengths[lineOf[seat]]--;
            if (holders[expert].Remove(newer) && IsPatient(newer)) lineOf[newer] = expert;
            holders[expert].Add(seat);
            (lineOf[seat], changed) = (Goes, true);
        }
        return changed;
    }

    /// <summary>Why a seat in line waits: for its turn, when somebody is free for it; else as without lines.</summary>
    public NoAnswer Why(int seat)
    {
        var (need, who) = (seats[seat], experts[lineOf[seat]]);
        var why = WhyNobody.For(need, scene);
        if (!prospects[seat].Exists(one => one.NowM is not null)) return why;
        List<CostPart> parts = [.. Matcher.Parts(need, AtLast(who), scene), new CostPart(Rules.Line, Matcher.Km(LineM(who, placeOf[seat])))];
        var line = new InLine(who.Expert.Id.Value, placeOf[seat], parts.Sum(part => part.Km), parts, need.QueuedSince.AddHours(scene.Weights.PatienceHours));
        return why with { Code = NoAnswerCode.InLine, Full = [line.Expert], InLine = line };
    }

    /// <summary>The cheapest expert that costs no more than the place in line, and to whom the newest of their seats goes, if none is left.</summary>
    private (int Expert, int Newer)? Rather(int seat, List<int>[] holders)
    {
        var lineM = prospects[seat].Find(one => one.Expert == lineOf[seat]).CostM + PlaceM(experts[lineOf[seat]], placeOf[seat]);
        foreach (var (expert, _, costM) in prospects[seat].Where(one => one.NowM <= lineM).OrderBy(one => one.NowM))
        {
            var (who, held) = (experts[expert], holders[expert]);
            var left = held.Count < who.FreeSeats && costM + Rules.LoadM(who, held.Count, scene) <= lineM;
            var newer = left ? Nobody : held.Where(one => one > seat && (expert == lineOf[seat] || AreEqual(seats[one], seats[seat]))).DefaultIfEmpty(Nobody).Max();
            if ((left || newer != Nobody) && !held.Exists(one => one != newer && seats[one].Order == seats[seat].Order)) return (expert, newer);
        }
        return null;
    }

    private bool IsPatient(int seat) => Rules.IsPatient(seats[seat], scene);

    private static bool AreEqual(Need one, Need other) => one.Urgency == other.Urgency && one.Skills.SequenceEqual(other.Skills);

    /// <summary>The seats experts have free have the first numbers, those they will have the next.</summary>
    private SeatNetwork Network()
    {
        var patient = Enumerable.Range(0, seats.Count).Where(IsPatient).ToHashSet();
        var most = patient.SelectMany(seat => prospects[seat]).CountBy(one => one.Expert).ToDictionary();
        var (now, later) = (experts.Select(NowM), experts.Select((who, n) => LaterM(who, most.GetValueOrDefault(n))));
        var network = new SeatNetwork(Batch.TeamOf(seats), [.. now, .. later]);
        for (var seat = 0; seat < seats.Count; seat++)
        {
            foreach (var one in prospects[seat].Where(one => one.NowM is not null)) network.Allow(seat, one.Expert, one.CostM);
            if (!patient.Contains(seat)) continue;
            foreach (var one in prospects[seat]) network.Allow(seat, experts.Length + one.Expert, one.CostM);
        }
        return network;
    }

    private long[] NowM(Candidate who) => [.. Enumerable.Range(0, Math.Clamp(who.FreeSeats, 0, seats.Count)).Select(taken => Rules.LoadM(who, taken, scene))];

    private long[] LaterM(Candidate who, int most) => [.. Enumerable.Range(1, most).Select(place => PlaceM(who, place))];

    private long PlaceM(Candidate who, int place) => Rules.LoadM(AtLast(who), 0, scene) + LineM(who, place);

    private long LineM(Candidate who, int place) => Rules.Metres(Rules.LineKm(place, who.Expert, scene));

    /// <summary>The expert with one seat free.</summary>
    private static Candidate AtLast(Candidate who) => who with { OpenSeats = who.Expert.Capacity - 1 };
}
