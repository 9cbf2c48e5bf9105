namespace Dispatch.Domain.Lectures;

/// <summary>Somebody means to come to a lecture (报名): once for each phone, as whoever called first said it.</summary>
public sealed class Enrolment
{
    public required LectureId Lecture { get; init; }

    /// <summary>As dialled within the country.</summary>
    public required string Phone { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Actor By { get; init; }
}
