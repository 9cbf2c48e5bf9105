namespace Dispatch.Domain.Orders;

/// <summary>
/// How long things may take. Answers and waiting count field hours; visits, reports and confirmations
/// are promises to a person and count days.
/// </summary>
public sealed record Limits(FieldHours FieldHours)
{
    /// <summary>Field time for an expert's answer.</summary>
    public PerUrgency Answer { get; init; } = new(Low: TimeSpan.FromHours(8), Normal: TimeSpan.FromHours(4), Urgent: TimeSpan.FromMinutes(30));

    /// <summary>Field time an order may wait before a clerk looks at it.</summary>
    public PerUrgency Waiting { get; init; } = new(Low: TimeSpan.FromHours(70), Normal: TimeSpan.FromHours(28), Urgent: TimeSpan.FromHours(4));

    /// <summary>From acceptance to the visit.</summary>
    public PerUrgency Visit { get; init; } = new(Low: TimeSpan.FromDays(7), Normal: TimeSpan.FromDays(3), Urgent: TimeSpan.FromDays(1));

    /// <summary>From check-in to the report.</summary>
    public TimeSpan Report { get; init; } = TimeSpan.FromDays(1);

    /// <summary>From the report to closing as unconfirmed.</summary>
    public TimeSpan Confirmation { get; init; } = TimeSpan.FromDays(7);

    /// <summary>From closing until reopening is no longer possible.</summary>
    public TimeSpan Reopening { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Refusals after which a clerk decides.</summary>
    public int Refusals { get; init; } = 5;

    /// <summary>Visits after which "not solved" goes to a clerk.</summary>
    public int Visits { get; init; } = 3;

    /// <summary>Orders that a farmer files with one phone within 24 hours.</summary>
    public int OrdersPerPhone { get; init; } = 50;

    public DateTimeOffset AnswerBy(Urgency urgency, DateTimeOffset now) => FieldHours.After(now, Answer[urgency]);

    public DateTimeOffset WaitUntil(Urgency urgency, DateTimeOffset now) => FieldHours.After(now, Waiting[urgency]);
}

/// <summary>One span for each urgency.</summary>
public sealed record PerUrgency(TimeSpan Low, TimeSpan Normal, TimeSpan Urgent)
{
    public TimeSpan this[Urgency urgency] => urgency switch { Urgency.Low => Low, Urgency.Urgent => Urgent, _ => Normal };
}
