namespace Dispatch.Domain.Lectures;

/// <summary>How it is known that somebody came. Stored by name.</summary>
public enum CameBy
{
    /// <summary>名单 Whoever holds the lecture has ticked or written them down.</summary>
    List,
    /// <summary>扫码 They have said so themselves, by the code on the screen.</summary>
    Code,
}

/// <summary>Somebody came to a lecture (签到): once for each phone, and once as written down for who gives none.</summary>
public sealed class Attendee
{
    /// <summary>Named after the lecture and the phone, or after how it was written down where there is none.</summary>
    public required Guid Id { get; init; }

    public required LectureId Lecture { get; init; }

    public required string Name { get; init; }

    /// <summary>As dialled within the country; null for who has none or gives none.</summary>
    public string? Phone { get; init; }

    public required CameBy How { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Actor By { get; init; }

    /// <param name="lecture">Which lecture.</param>
    /// <param name="phone">Of whom.</param>
    public static Guid IdOf(LectureId lecture, string phone) => NamedId.For("attendee", $"{lecture}", phone);

    /// <param name="lecture">Which lecture.</param>
    /// <param name="request">What names the request by which somebody without a phone was written down.</param>
    /// <param name="name">Whom.</param>
    public static Guid IdOf(LectureId lecture, string request, string name) => NamedId.For("attendee", $"{lecture}", request, name);
}

/// <summary>What is on the screen of a lecture, for farmers to scan: nobody guesses it, and a new one makes the old one worthless.</summary>
public sealed class AttendanceCode
{
    public required LectureId Lecture { get; init; }

    public required string Code { get; set; }
}
