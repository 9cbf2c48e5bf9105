using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;

namespace Dispatch.Tests.Orders;

/// <summary>What was said to an order, and how it stood before and after.</summary>
internal sealed record Step(Order Order, Fact Fact, Refusal? Refused, State From, int Seats, int Version, string Before, string After);

/// <summary>An order to which things are said at random, most of them such as may be; time goes forward. The same seed, the same life.</summary>
internal sealed class RandomLife(int seed)
{
    private static readonly Type[] Facts = [.. Life.Rows.Select(row => row.Fact).Distinct()];
    private static readonly Type[] Forward = [typeof(Chosen), typeof(Accepted), typeof(CheckedIn), typeof(Reported), typeof(Confirmed), typeof(Reopened)];
    private readonly Random random = new(seed);
    private readonly Story story = new();

    public DateTimeOffset Now { get; private set; } = Telling.Monday;

    public IEnumerable<Step> Steps(bool snapshots = false)
    {
        var order = story.Order;
        for (var left = random.Next(1, 100); left > 0; left--)
        {
            Now += Pause();
            var fact = Fact(Kind(order.State), order);
            var (from, seats, version, before) = (order.State, order.Seats.Count, order.Version, snapshots ? story.Snapshot : "");
            var refused = order.Take(fact, Telling.Usual);
            yield return new Step(order, fact, refused, from, seats, version, before, snapshots ? story.Snapshot : "");
        }
    }

    public IEnumerable<(Order Order, Fact Fact)> Taken() => Steps().Where(step => step.Refused is null).Select(step => (step.Order, step.Fact));

    /// <summary>Mostly minutes; now and then just past the limit that runs.</summary>
    private TimeSpan Pause() => random.Next(30) switch { 0 => TimeSpan.FromDays(random.Next(1, 9)), 1 when story.Order.DueAt > Now => story.Order.DueAt.Value - Now + TimeSpan.FromSeconds(1), < 4 => TimeSpan.FromHours(random.Next(1, 8)), _ => TimeSpan.FromMinutes(random.Next(1, 30)) };

    private Type Kind(State state)
    {
        var fitting = Life.Rows.Where(row => row.From == state).Select(row => row.Fact).ToArray();
        var onwards = fitting.Intersect(Forward).ToArray();
        return random.Next(10) switch { 0 => Any(Facts), < 6 when onwards.Length > 0 => Any(onwards), _ => Any(fitting) };
    }

    private Fact Fact(Type kind, Order order) => kind.Name switch
    {
        nameof(Triaged) => new Triaged(By(), Now, Seats(order), Telling.Here),
        nameof(Unclear) => new Unclear(Telling.Engine, Now, Any(Enum.GetValues<ClerkReason>()), ""),
        nameof(Chosen) => new Chosen(Telling.Engine, Now, Seat(order), Expert()),
        nameof(Assigned) => new Assigned(Telling.Clerk, Now, Seat(order), Expert(), ""),
        nameof(Unmatched) => new Unmatched(Telling.Engine, Now, Any(Enum.GetValues<ClerkReason>()), ""),
        nameof(Accepted) => new Accepted(By(), Now, Holder(order)),
        nameof(Declined) => new Declined(By(), Now, Holder(order), ""),
        nameof(Lapsed) => new Lapsed(Telling.Engine, Now, Holder(order)),
        nameof(HandedBack) => new HandedBack(By(), Now, Holder(order), ""),
        nameof(Withdrawn) => new Withdrawn(By(), Now, Holder(order), ""),
        nameof(WentOverdue) => new WentOverdue(Telling.Engine, Now),
        nameof(CheckedIn) => new CheckedIn(By(), Now, Holder(order)),
        nameof(Reported) => new Reported(By(), Now, Holder(order)),
        nameof(Confirmed) => new Confirmed(By(), Now, Any(Enum.GetValues<Outcome>())) { VisitAgain = random.Next(4) > 0 },
        nameof(ConfirmationLapsed) => new ConfirmationLapsed(Telling.Engine, Now),
        nameof(Answered) => new Answered(By(), Now, ""),
        nameof(GivenUp) => new GivenUp(By(), Now, ""),
        nameof(Cancelled) => new Cancelled(By(), Now),
        nameof(Merged) => new Merged(By(), Now, random.Next(5) == 0 ? Telling.Another() : order, ""),
        nameof(CalledInVain) => new CalledInVain(By(), Now),
        nameof(Reopened) => new Reopened(By(), Now, ""),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind.Name, "A new kind of fact: say here how to tell it."),
    };

    private SkillLevel[][] Seats(Order order) =>
        [.. Enumerable.Repeat<SkillLevel[]>([Telling.Pests], random.Next(order.State == State.Submitted ? 1 : 0, 4))];

    private int Seat(Order order) => order.Seats.Count == 0 || random.Next(10) == 0 ? random.Next(1, 5) : Any([.. order.Seats]).Number;

    private ExpertId Holder(Order order) =>
        order.Seats.Select(seat => seat.Expert).OfType<ExpertId>().ToArray() is { Length: > 0 } holders && random.Next(5) > 0 ? Any(holders) : Expert();

    private ExpertId Expert() => ExpertId.For($"e{random.Next(12)}");

    private Actor By() => random.Next(5) == 0 ? Actor.Expert(Expert()) : Any([Telling.Farmer, Telling.Clerk, Telling.Clerk]);

    private T Any<T>(T[] among) => among[random.Next(among.Length)];
}
