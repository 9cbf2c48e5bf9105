using Dispatch.Domain.Experts;
using Dispatch.Domain.Stations;

namespace Dispatch.Domain.Lectures;

public readonly record struct LectureId(Guid Value)
{
    /// <summary>The id of the lecture that was planned under this name: by whom, and under which idempotency key.</summary>
    public static LectureId For(string name) => new(NamedId.For("lecture", name));

    public override string ToString() => Value.ToString();
}

/// <summary>Where a lecture stands. Stored by name.</summary>
public enum LectureState
{
    /// <summary>已安排</summary>
    Planned,
    /// <summary>已举办 With attendance; it counts.</summary>
    Held,
    /// <summary>已取消</summary>
    CalledOff,
}

/// <summary>Why an act on a lecture was not taken: "refused because…".</summary>
public enum LectureRefusal
{
    /// <summary>It has been said before and holds already; no harm done.</summary>
    AlreadyDone,
    /// <summary>It has been reported as held, with other figures.</summary>
    AlreadyHeld,
    AlreadyCalledOff,
    /// <summary>It can't have been held before it was to start.</summary>
    NotStartedYet,
    /// <summary>It can't be held in the future.</summary>
    InTheFuture,
    NobodyCame,
    /// <summary>A lecturer gives another lecture at that time.</summary>
    LecturerElsewhere,
    /// <summary>This is for its lecturers or the station to say.</summary>
    NotYoursToSay,
    /// <summary>It has begun; nobody enrols any more.</summary>
    AlreadyBegun,
    /// <summary>Who comes is written down from a little before it starts.</summary>
    NotOpenYet,
    /// <summary>Its day is over; by the code nobody comes any more.</summary>
    CodeOver,
}

/// <summary>A thematic lecture (专题讲座): planned, then held with attendance or called off. See <see cref="LectureLife"/>.</summary>
public sealed class Lecture
{
    /// <summary>So long before the start the first may be written down as having come.</summary>
    public static readonly TimeSpan Early = TimeSpan.FromMinutes(30);

    private readonly List<Lecturer> lecturers = [];

    public required LectureId Id { get; init; }

    public required string Title { get; init; }

    public required Skill Skill { get; init; }

    public required StationId Station { get; init; }

    /// <summary>The station's town.</summary>
    public required string TownCode { get; init; }

    /// <summary>Where, in words.</summary>
    public required string Whereabouts { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public required TimeSpan Duration { get; init; }

    public required DateTimeOffset PlannedAt { get; init; }

    public required Actor PlannedBy { get; init; }

    public LectureState State { get; private set; }

    /// <summary>How many people came; at least one where it was held.</summary>
    public int Attendance { get; private set; }

    public DateTimeOffset? HeldAt { get; private set; }

    /// <summary>When it was said that it was held or called off, and by whom.</summary>
    public DateTimeOffset? SettledAt { get; private set; }

    public Actor? SettledBy { get; private set; }

    /// <summary>Why it was called off, or what is to be said of it.</summary>
    public string? Words { get; private set; }

    /// <summary>Grows by one with every fact; two writers can't both win.</summary>
    public int Version { get; private set; }

    public IReadOnlyList<Lecturer> Lecturers => lecturers;

    /// <summary>Says who lectures; each is bound from start to end.</summary>
    public Lecture By(params IEnumerable<ExpertId> experts)
    {
        lecturers.AddRange(experts.Distinct().Select(expert => new Lecturer { Lecture = Id, Expert = expert, StartsAt = StartsAt, EndsAt = StartsAt + Duration }));
        return this;
    }

    /// <summary>Takes a fact, or refuses it and changes nothing.</summary>
    /// <returns>Null when taken.</returns>
    public LectureRefusal? Take(LectureFact fact)
    {
        var refusal = WhyNot(fact) ?? LectureLife.Act(this, fact);
        if (refusal is not null) return refusal;
        (SettledAt, SettledBy, Words) = (fact.At, fact.By, fact.Why);
        Version++;
        return null;
    }

    /// <summary>Why nobody can enrol any more; null while one can, which is until it begins.</summary>
    public LectureRefusal? WhyNotEnrol(DateTimeOffset now) => State switch
    {
        LectureState.Held => LectureRefusal.AlreadyHeld,
        LectureState.CalledOff => LectureRefusal.AlreadyCalledOff,
        _ => now < StartsAt ? null : LectureRefusal.AlreadyBegun,
    };

    /// <summary>Why this person can't write anybody down as having come; null from a little before the start until it is held or called off.</summary>
    public LectureRefusal? WhyNotAttend(Actor by, DateTimeOffset now) => State switch
    {
        _ when IsAnother(by) => LectureRefusal.NotYoursToSay,
        LectureState.Held => LectureRefusal.AlreadyHeld,
        LectureState.CalledOff => LectureRefusal.AlreadyCalledOff,
        _ => now < StartsAt - Early ? LectureRefusal.NotOpenYet : null,
    };

    /// <summary>The same for who says so by the code on the screen: at the latest on the day on which it ends.</summary>
    public LectureRefusal? WhyNotByCode(Actor by, DateTimeOffset now, TimeZoneInfo zone) =>
        WhyNotAttend(by, now) ?? (DayOf(now, zone) > DayOf(StartsAt + Duration, zone) ? LectureRefusal.CodeOver : null);

    internal LectureRefusal? Hold(Held fact)
    {
        if (fact.HeldAt < StartsAt) return LectureRefusal.NotStartedYet;
        if (fact.HeldAt > fact.At) return LectureRefusal.InTheFuture;
        if (fact.Attendance < 1) return LectureRefusal.NobodyCame;
        (State, Attendance, HeldAt) = (LectureState.Held, fact.Attendance, fact.HeldAt);
        return null;
    }

    internal LectureRefusal? CallOff()
    {
        State = LectureState.CalledOff;
        return null;
    }

    private static DateOnly DayOf(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    private LectureRefusal? WhyNot(LectureFact fact) =>
        fact.By.Role == Role.Farmer || IsAnother(fact.By) ? LectureRefusal.NotYoursToSay : null;

    /// <summary>Whether this is an expert who does not lecture here.</summary>
    private bool IsAnother(Actor by) => by.Role == Role.Expert && !lecturers.Exists(lecturer => lecturer.Expert.ToString() == by.Name);
}

/// <summary>An expert bound by a lecture. Nobody lectures at two places at once.</summary>
public sealed class Lecturer
{
    public required LectureId Lecture { get; init; }

    public required ExpertId Expert { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>Exclusive.</summary>
    public required DateTimeOffset EndsAt { get; init; }
}
