using System.Text.Json;
using System.Text.Json.Serialization;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Orders;
using Dispatch.Lectures;
using Dispatch.Orders;
using Dispatch.Pairings;

namespace Dispatch.Tests.Http;

/// <summary>They are written by hand: each can be read as what it is an example of, all of it there, and no field contradicts another.</summary>
public sealed class The_examples_of_answers
{
    private static readonly JsonElement Answers = Read();

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    private static IEnumerable<string> Types() => Answers.EnumerateObject().Select(answer => answer.Name).Where(name => char.IsUpper(name[0]));

    [TestCaseSource(nameof(Types))]
    public void Each_is_of_its_type_and_whole(string name)
    {
        var type = typeof(DispatchSetup).Assembly.GetTypes().Single(type => type.Name == name);
        Assert.That(() => Answers.GetProperty(name).Deserialize(type, Strict), Throws.Nothing);
        Assert.That(Answers.GetProperty(name).EnumerateObject().Count(), Is.EqualTo(type.GetProperties().Length), "fields");
    }

    /// <summary>Seen red with an order in state Submitted that was solved, closed and a clerk's, and whose open seat an expert had.</summary>
    [Test]
    public void The_order_is_one_that_could_be()
    {
        var order = Of<OrderView>(nameof(OrderView));
        var seat = order.Seats.Single();

        Assert.That((order.State, order.Outcome, order.Reason, order.ClosedAt, order.Visits.Count), Is.EqualTo((State.Accepted, (Outcome?)null, (ClerkReason?)null, (DateTimeOffset?)null, 0)));
        Assert.That((seat.State, seat.ExpertCode), Is.EqualTo((SeatState.Accepted, order.History[^1].ExpertCode)));
        Assert.That((order.History[0].At, order.History[^1].To), Is.EqualTo((order.SubmittedAt, order.State)));
        Assert.That(order.History.Select(step => step.At), Is.Ordered);
        Assert.That(seat.ComesAt, Is.GreaterThan(order.History[^1].At).And.LessThan(order.DueAt!));
    }

    [TestCase("LectureView", LectureState.Planned)]
    [TestCase("holdLecture", LectureState.Held)]
    [TestCase("callOffLecture", LectureState.CalledOff)]
    public void A_lecture_has_what_its_state_says_and_names_as_they_are_shown(string name, LectureState state)
    {
        var lecture = Of<LectureView>(name);

        Assert.That((lecture.State, lecture.Attendance is not null, lecture.HeldAt is not null, lecture.Words is not null), Is.EqualTo((state, state == LectureState.Held, state == LectureState.Held, state != LectureState.Planned)));
        Assert.That(lecture.Experts.Append(lecture.Station), Has.All.Match(@"^[EZ]\d{3} \w+$"));
    }

    [Test]
    public void A_pairing_is_with_a_farmer_or_a_village_and_ends_after_it_starts()
    {
        var (runs, ended) = (Of<PairingView>(nameof(PairingView)), Of<PairingView>("endPairing"));

        Assert.That((runs.FarmerPhone is null, runs.VillageCode is null, runs.From < runs.To, runs.EndedAt), Is.EqualTo((true, false, true, (DateTimeOffset?)null)));
        Assert.That((ended.EndedAt > ended.From, ended.EndedAt < ended.To, ended.EndedBecause is null), Is.EqualTo((true, true, false)));
    }

    private static T Of<T>(string name) => Answers.GetProperty(name).Deserialize<T>(Strict)!;

    private static JsonElement Read()
    {
        using var stream = typeof(DispatchSetup).Assembly.GetManifestResourceStream("Dispatch.Http.Answers.json")!;
        return JsonDocument.Parse(stream).RootElement;
    }
}
