using Dispatch.Domain;
using Dispatch.Domain.Experts;

namespace Dispatch.Tests.Experts;

public sealed class RoundSpec
{
    private static readonly FieldHours Hours = new(new TimeOnly(6, 0), new TimeOnly(20, 0), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    [Test]
    public void The_nearest_comes_next_from_wherever_one_is() => Assert.That(Today(At("c", 3), At("a", 1), At("b", -4)), Is.EqualTo("a c b"));

    [Test]
    public void What_was_promised_keeps_its_time() => Assert.That(Today(At("far", 30, hours: 2), At("near", 1, hours: 4)), Is.EqualTo("far near"));

    [Test]
    public void Before_a_promise_there_is_time_for_one_on_the_way_or_there_is_not() =>
        Assert.That((Today(At("p", 10, hours: 3), At("x", 5)), Today(At("p", 10, hours: 1), At("x", 5))), Is.EqualTo(("x p", "p x")));

    [Test]
    public void Where_one_is_comes_first() => Assert.That(Today(At("p", 1, hours: 0.1), At("here", 40) with { IsThere = true }), Is.EqualTo("here p"));

    [Test]
    public void What_has_no_place_comes_last_and_has_no_way()
    {
        var legs = Round.Plan(Langshan.Centre, [new ToVisit("?", null, null), At("a", 50)], Service.Monday, Hours)[0].Legs;
        Assert.That(legs.Select(leg => (leg.Visit.Name, leg.Km is { } km ? Math.Round(km) : -1)), Is.EqualTo(new[] { ("a", 50.0), ("?", -1.0) }));
    }

    [Test]
    public void Days_follow_each_other_and_what_is_overdue_is_todays()
    {
        var rounds = Round.Plan(Langshan.Centre, [At("thursday", 1, hours: 72), At("late", 1, hours: -30), At("tomorrow", 1, hours: 24), At("any", 1)], Service.Monday, Hours);
        Assert.That(rounds.Select(round => $"{round.Day:MM-dd} {string.Join(' ', round.Legs.Select(leg => leg.Visit.Name))}"), Is.EqualTo(new[] { "06-01 late any", "06-02 tomorrow", "06-04 thursday" }));
    }

    [Test]
    public void The_same_visits_give_the_same_round_in_whatever_order_they_come() =>
        Assert.That(Today(At("b", 2), At("a", 2), At("c", 2)), Is.EqualTo(Today(At("c", 2), At("b", 2), At("a", 2))));

    private static string Today(params ToVisit[] visits) => string.Join(' ', Round.Plan(Langshan.Centre, visits, Service.Monday, Hours)[0].Legs.Select(leg => leg.Visit.Name));

    /// <summary>So many kilometres north of where the expert starts, promised in so many hours.</summary>
    private static ToVisit At(string name, double km, double? hours = null) =>
        new(name, new Place(Langshan.Centre.Latitude + (km / 111.2), Langshan.Centre.Longitude), hours is { } span ? Service.Monday.AddHours(span) : null);
}
