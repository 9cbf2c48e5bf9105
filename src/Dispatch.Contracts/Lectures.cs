namespace Dispatch.Contracts;

/// <summary>A lecture has been planned, or its plan has changed.</summary>
public sealed record LecturePlanned
{
    public required Guid LectureId { get; init; }
}

/// <summary>A lecture has been held, with attendance.</summary>
public sealed record LectureHeld
{
    public required Guid LectureId { get; init; }
}

/// <summary>A lecture will not take place.</summary>
public sealed record LectureCalledOff
{
    public required Guid LectureId { get; init; }
}
