using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using FsCheck;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Dispatch.Tests.Basics;

public sealed class TrackingNumberSpec
{
    [Property(MaxTest = 300, Replay = "20260601,41")]
    public void A_slip_of_one_digit_or_two_swapped_ones_is_noticed(DoNotSize<int> seed)
    {
        var number = TrackingNumber.For(OrderId.For($"{seed.Item}")).Value;
        Assert.That(TrackingNumber.TryParse(number, out _));
        var slips = from place in Enumerable.Range(0, number.Length) from digit in "0123456789" where number[place] != digit select number[..place] + digit + number[(place + 1)..];
        var swaps = from place in Enumerable.Range(0, number.Length - 1) where number[place] != number[place + 1] select $"{number[..place]}{number[place + 1]}{number[place]}{number[(place + 2)..]}";
        Assert.That(slips.Concat(swaps).Where(wrong => TrackingNumber.TryParse(wrong, out _)), Is.Empty);
    }

    [TestCase("{0} {1}")]
    [TestCase("{0}-{1}")]
    [TestCase("　{0}　{1} ")]
    [TestCase("{0}－{1}")]
    public void It_is_read_as_people_write_it(string form)
    {
        var number = TrackingNumber.For(OrderId.For("x")).Value;
        var written = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, number[..5], number[5..]);
        Assert.That((TrackingNumber.TryParse(written, out var read), read.Value), Is.EqualTo((true, number)));
        Assert.That(TrackingNumber.TryParse(string.Concat(written.Select(letter => char.IsAsciiDigit(letter) ? (char)(letter - '0' + '０') : letter)), out read) && read.Value == number, "full-width digits");
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("0000000000")]
    [TestCase("000000000000")]
    [TestCase("0000000000a")]
    [TestCase("٠٠٠٠٠٠٠٠٠٠٠")]
    public void Anything_else_is_none(string? text) => Assert.That(TrackingNumber.TryParse(text, out _), Is.False);

    [Test] public void The_next_one_of_an_order_is_another() => Assert.That(TrackingNumber.For(OrderId.For("x"), 1), Is.Not.EqualTo(TrackingNumber.For(OrderId.For("x"))));
}

/// <summary>Ids are stored: what they were they must stay.</summary>
public sealed class NamedIdSpec
{
    [Test] public void An_order_keeps_its_id() => Assert.That(OrderId.For("key-1").ToString(), Is.EqualTo("3728ecd8-e187-828f-83ab-b70de50f8438"));

    [Test] public void An_expert_keeps_theirs() => Assert.That(ExpertId.For("E017").ToString(), Is.EqualTo("8028c398-e2cd-8c11-b953-2653b1006d29"));

    [Test] public void A_station_keeps_its_own() => Assert.That(StationId.For("S001").ToString(), Is.EqualTo("d4c780c4-834f-8e1e-bcaf-b67488cbe67b"));

    [Test] public void An_offer_keeps_its_own() => Assert.That(OfferId.For(OrderId.For("key-1"), 1, 2).ToString(), Is.EqualTo("6416a52f-18b5-898d-b400-11dbcfa1b982"));

    [Test] public void A_number_stays_with_its_order() => Assert.That(TrackingNumber.For(OrderId.For("key-1")).Value, Is.EqualTo("23514124938"));

    [Test]
    public void It_is_a_version_8_id_and_the_kind_counts()
    {
        var id = NamedId.For("order", "a");
        Assert.That((id.Version, id.Variant & 0xC), Is.EqualTo((8, 8)));
        Assert.That(NamedId.For("expert", "a"), Is.Not.EqualTo(id));
        Assert.That(NamedId.For("order", "a", "b"), Is.Not.EqualTo(NamedId.For("order", "ab")));
    }
}

public sealed class PlaceSpec
{
    [TestCase(90, 180, true)]
    [TestCase(-90, -180, true)]
    [TestCase(90.1, 0, false)]
    [TestCase(0, -180.1, false)]
    [TestCase(double.NaN, 0, false)]
    [TestCase(0, double.PositiveInfinity, false)]
    public void It_is_on_the_earth(double latitude, double longitude, bool valid)
    {
        Assert.That(Place.IsValid(latitude, longitude), Is.EqualTo(valid));
        Assert.That(() => new Place(latitude, longitude), valid ? Throws.Nothing : Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    /// <summary>Beijing to Shanghai, and a degree of the equator: 2πR/360 with R = 6371.0088 km.</summary>
    [TestCase(39.9042, 116.4074, 31.2304, 121.4737, 1067.3, 0.5)]
    [TestCase(0, 0, 0, 1, 111.19508, 0.0001)]
    [TestCase(0, 179.5, 0, -179.5, 111.19508, 0.0001)]
    [TestCase(0, 0, 0, 180, 20015.1146, 0.001)]
    [TestCase(41.04, 107.45, 41.04, 107.45, 0, 0)]
    public void Distance_is_along_the_great_circle(double fromLat, double fromLon, double toLat, double toLon, double km, double within)
    {
        var (from, to) = (new Place(fromLat, fromLon), new Place(toLat, toLon));
        Assert.That(from.KmTo(to), Is.EqualTo(km).Within(within));
        Assert.That(to.KmTo(from), Is.EqualTo(from.KmTo(to)));
    }

    [Test]
    public void A_place_that_was_never_set_lies_where_its_degrees_say() => Assert.That(default(Place).KmTo(new Place(0, 1)), Is.EqualTo(new Place(0, 0).KmTo(new Place(0, 1))));
}

public sealed class SkillLevelSpec
{
    [TestCase("PlantProtection:2", Skill.PlantProtection, Level.Intermediate)]
    [TestCase("veterinary", Skill.Veterinary, Level.Junior)]
    [TestCase(" Seed : senior ", Skill.Seed, Level.Senior)]
    public void It_is_read(string text, Skill skill, Level level) =>
        Assert.That((SkillLevel.TryParse(text, out var read), read), Is.EqualTo((true, new SkillLevel(skill, level))));

    [TestCase(null)]
    [TestCase("")]
    [TestCase("Magic")]
    [TestCase("3")]
    [TestCase("+3")]
    [TestCase("Agronomy,Seed")]
    [TestCase("Seed:0")]
    [TestCase("Seed:4")]
    [TestCase("Seed:1,2")]
    [TestCase("Seed:+2")]
    [TestCase("Seed:")]
    [TestCase("Seed:2:2")]
    public void What_is_none_is_refused(string? text) => Assert.That(SkillLevel.TryParse(text, out _), Is.False);

    [Test] public void It_is_written_as_it_is_read() => Assert.That(SkillLevel.TryParse(new SkillLevel(Skill.Seed, Level.Senior).ToString(), out var read) && read == new SkillLevel(Skill.Seed, Level.Senior));
}

public sealed class ActorSpec
{
    [Test] public void It_is_written_as_it_is_read() => Assert.That(Actor.Parse(new Actor(Role.Clerk, "王:芳").ToString()), Is.EqualTo(new Actor(Role.Clerk, "王:芳")));

    [TestCase("Clerk")]
    [TestCase(":x")]
    [TestCase("2:x")]
    [TestCase("Expert,Clerk:x")]
    public void What_is_none_is_refused(string text) => Assert.That(() => Actor.Parse(text), Throws.InstanceOf<FormatException>());
}

public sealed class LimitsSpec
{
    private static readonly Limits Usual = Orders.Telling.Usual;

    [TestCase(Urgency.Urgent, "2026-06-01T09:30+08:00", "2026-06-01T13:00+08:00")]
    [TestCase(Urgency.Normal, "2026-06-01T13:00+08:00", "2026-06-03T09:00+08:00")]
    [TestCase(Urgency.Low, "2026-06-01T17:00+08:00", "2026-06-06T09:00+08:00")]
    public void What_is_urgent_has_less_time(Urgency urgency, string answerBy, string waitUntil)
    {
        Assert.That($"{Usual.AnswerBy(urgency, Service.Monday):yyyy-MM-ddTHH:mmzzz}", Is.EqualTo(answerBy));
        Assert.That($"{Usual.WaitUntil(urgency, Service.Monday):yyyy-MM-ddTHH:mmzzz}", Is.EqualTo(waitUntil));
    }
}
