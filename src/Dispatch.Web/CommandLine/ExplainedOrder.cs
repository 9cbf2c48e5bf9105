using System.Text.Json.Serialization;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using Dispatch.Matching;
using Dispatch.Orders;

namespace Dispatch.Web.CommandLine;

/// <summary>An explanation as a program reads it.</summary>
/// <param name="Tracking">Whose explanation it is.</param>
/// <param name="State">Where the order stands now.</param>
/// <param name="Outcome">How it ended, if it has.</param>
/// <param name="Reason">Why it is with a clerk, if it is.</param>
/// <param name="Matches">What was decided when, oldest first; offer 0 is why nobody could be asked.</param>
/// <param name="Experts">Who is meant by the ids in the matches, by code.</param>
/// <param name="History">The order's steps; only where it has not been through matching.</param>
internal sealed record ExplainedOrder(
    string Tracking,
    State State,
    Outcome? Outcome,
    ClerkReason? Reason,
    IReadOnlyList<ExplainedMatch> Matches,
    IReadOnlyList<ExplainedExpert> Experts,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ExplainedStep>? History)
{
    public static ExplainedOrder Of(Order order, IReadOnlyList<MatchRow> matches, IReadOnlyList<HistoryRow>? history, Dictionary<Guid, Expert> experts) => new(
        order.Tracking.Value,
        order.State,
        order.Outcome,
        order.Reason,
        [.. matches.Select(match => new ExplainedMatch(match.Seat, match.Offer, match.At, match.Explanation))],
        [.. matches.SelectMany(match => match.Explanation.Everybody).Distinct().Where(experts.ContainsKey).Select(id => new ExplainedExpert(id, experts[id].Code, experts[id].Name)).OrderBy(expert => expert.Code, StringComparer.Ordinal)],
        history?.Select(step => new ExplainedStep(step.At, step.Fact, step.To, step.By.ToString(), step.Why)).ToList());
}

/// <summary>One decision about a seat.</summary>
internal sealed record ExplainedMatch(int Seat, int Offer, DateTimeOffset At, Explanation Explanation);

/// <summary>An expert by id, with the code and name people know.</summary>
internal sealed record ExplainedExpert(Guid Id, string Code, string Name);

/// <summary>A step of an order.</summary>
internal sealed record ExplainedStep(DateTimeOffset At, string Fact, State To, string By, string? Why);
