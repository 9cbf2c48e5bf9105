namespace Dispatch.Domain.Lectures;

/// <summary>What happened to a lecture: who said it and when.</summary>
public abstract record LectureFact(Actor By, DateTimeOffset At)
{
    public virtual string? Why => null;
}

/// <summary>It took place, and so many people came.</summary>
public sealed record Held(Actor By, DateTimeOffset At, DateTimeOffset HeldAt, int Attendance, string? Words = null) : LectureFact(By, At)
{
    public override string? Why => Words;
}

/// <summary>It will not take place.</summary>
public sealed record CalledOff(Actor By, DateTimeOffset At, string Because) : LectureFact(By, At)
{
    public override string? Why => Because;
}

/// <summary>The life of a lecture: a row for every state and fact.</summary>
public static class LectureLife
{
    public static LectureRefusal? Act(Lecture lecture, LectureFact fact) => (lecture.State, fact) switch
    {
        (LectureState.Planned, Held held) => lecture.Hold(held),
        (LectureState.Planned, CalledOff) => lecture.CallOff(),
        (LectureState.Held, Held held) => held.Attendance == lecture.Attendance && held.HeldAt == lecture.HeldAt ? LectureRefusal.AlreadyDone : LectureRefusal.AlreadyHeld,
        (LectureState.Held, CalledOff) => LectureRefusal.AlreadyHeld,
        (LectureState.CalledOff, CalledOff) => LectureRefusal.AlreadyDone,
        (LectureState.CalledOff, Held) => LectureRefusal.AlreadyCalledOff,
        _ => throw new ArgumentException($"{fact.GetType().Name} is no fact of a lecture.", nameof(fact)),
    };
}
