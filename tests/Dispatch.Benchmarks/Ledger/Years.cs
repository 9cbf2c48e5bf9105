using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;

namespace Dispatch.Benchmarks.Ledger;

/// <summary>An order, lecture or visit as it is in the end, and what was posted for it, in turn.</summary>
internal sealed record Happened(object Source, IReadOnlyList<Posting> Postings);

/// <summary>
/// Five years of a district: of a hundred sources seventy are problems solved, by one to three experts, fifteen are answered from
/// afar, ten are pairing visits and five lectures; one order in fifty is reopened and closed again. The same seed gives the same years.
/// </summary>
internal sealed class Years
{
    /// <summary>What a reversal names here: the entry before it, whichever sequence that has.</summary>
    public const long Before = -1;

    private static readonly DateTimeOffset Start = new(2021, 1, 1, 8, 0, 0, TimeSpan.FromHours(8));
    private static readonly TimeSpan Length = TimeSpan.FromDays(5 * 365);
    private static readonly Actor Clerk = new(Role.Clerk, "王芳");

    private readonly Random random = new(1);
    private readonly Limits limits;
    private readonly int entries;
    private int sources, visits;

    /// <param name="entries">How many there will be.</param>
    /// <param name="limits">Of the service.</param>
    public Years(int entries, Limits limits)
    {
        (this.entries, this.limits) = (entries, limits);
        // None is visited twice a day: twice as many as there are visits a day, at the least.
        Countryside = new Countryside(Countryside.Experts + (int)(0.2 * entries / Length.TotalDays), Start.AddDays(-1));
    }

    public Countryside Countryside { get; }

    public static DateTimeOffset End => Start + Length;

    public IEnumerable<Happened> Play()
    {
        for (var posted = 0; posted < entries;)
        {
            var happened = Next(Start + (Length * ((double)posted / entries)), entries - posted);
            posted += happened.Postings.Count;
            yield return happened;
        }
    }

    private Happened Next(DateTimeOffset at, int room) => random.Next(100) switch
    {
        < 5 => Lecture(at),
        < 15 => Visit(at),
        < 30 => Ordered(at, room, []),
        _ => Ordered(at, room, Team()),
    };

    private Happened Ordered(DateTimeOffset at, int room, ExpertId[] team)
    {
        var station = random.Next(Countryside.Stations);
        var order = SolvedOrders.Written($"{sources}", Number(sources++), at.AddDays(-2), station);
        var counted = Closed(order, SolvedOrders.Facts(order, station, team, at));
        if (room < 3 || random.Next(50) > 0) return new Happened(order, [counted]);
        var takenBack = counted with { Quantity = -counted.Quantity, People = -counted.People, Reverses = Before };
        return new Happened(order, [counted, takenBack, Closed(order, SolvedOrders.OnceMore(order, team, at))]);
    }

    private Posting Closed(Order order, IEnumerable<Fact> facts)
    {
        Fact? last = null;
        foreach (var fact in facts)
            if (order.Take(last = fact, limits) is { } refusal) throw new InvalidOperationException($"{fact.GetType().Name} is refused: {refusal}.");
        return Posting.Of(Closing.Of(order, last!)) ?? throw new InvalidOperationException($"{order.Outcome} does not count.");
    }

    private Happened Lecture(DateTimeOffset at)
    {
        var station = random.Next(Countryside.Stations);
        var lecture = new Lecture
        {
            Id = LectureId.For($"{sources++}"),
            Title = "列当防治",
            Skill = Skill.PlantProtection,
            Station = Countryside.StationOf(station),
            TownCode = Countryside.TownOf(station),
            Whereabouts = "村委会",
            StartsAt = at.AddHours(-1),
            Duration = TimeSpan.FromHours(1),
            PlannedAt = at.AddDays(-7),
            PlannedBy = Clerk,
        }.By(Team());
        if (lecture.Take(new Held(Clerk, at, at.AddHours(-1), random.Next(10, 80))) is { } refusal) throw new InvalidOperationException($"The lecture is refused: {refusal}.");
        return new Happened(lecture, [Posting.Of(lecture)]);
    }

    private Happened Visit(DateTimeOffset at)
    {
        var pairing = Countryside.Pairings[visits++ % Countryside.Pairings.Count];
        var (visit, refusal) = pairing.Visited(Clerk, at, "看了大棚", at, limits.FieldHours.Zone);
        return new Happened(visit ?? throw new InvalidOperationException($"The visit is refused: {refusal}."), [Posting.Of(visit, pairing)]);
    }

    private ExpertId[] Team() => [.. Enumerable.Range(random.Next(Countryside.Experts), random.Next(100) switch { < 85 => 1, < 95 => 2, _ => 3 }).Select(n => Countryside.ExpertOf(n % Countryside.Experts))];

    /// <summary>No number twice, as the product has it by trying the next: here from a sequence that visits each number once.</summary>
    private static TrackingNumber Number(long n) => TrackingNumber.Of($"{n * 7_236_945_371 % 10_000_000_000:D10}0");
}
