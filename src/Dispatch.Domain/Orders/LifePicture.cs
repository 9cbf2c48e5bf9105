using Line = (Dispatch.Domain.Orders.State From, string To, System.Type Fact);

namespace Dispatch.Domain.Orders;

/// <summary>Draws <see cref="Life"/> as it stands in README.md: the life of an order with one seat, and in words what is left out of the picture.</summary>
public static class LifePicture
{
    private static readonly (State State, string Chinese)[] Names =
    [
        (State.Submitted, "已提交"), (State.NeedsClerk, "待人工"), (State.Waiting, "待派单"), (State.Offered, "已派单"),
        (State.Accepted, "已接单"), (State.Visiting, "服务中"), (State.Reported, "待确认"), (State.Closed, "已办结"),
    ];

    private static readonly Type[] EndAnyAlike = [typeof(Cancelled), typeof(Merged)];

    /// <summary>Markdown: a Mermaid state diagram and a few lines below it.</summary>
    public static string Markdown() => $"```mermaid\n{Mermaid()}```\n\n{Beside()}";

    /// <summary>One arrow from a state to another, with all facts that lead there. What ends any order alike, and what leaves it where it is, is not drawn.</summary>
    public static string Mermaid() => Lines(
    [
        "stateDiagram-v2",
        .. Names.Select(name => $"    {name.State}: {name.State} {name.Chinese}"),
        $"    [*] --> {State.Submitted}",
        .. Grouped(Arrows()).Select(arrow => $"    {arrow.From} --> {arrow.To}: {arrow.Facts}"),
        $"    {State.Closed} --> [*]",
    ]);

    private static string Beside() => Lines(
    [
        $"{string.Join(' ', EndAnyAlike.Select(fact => $"*{fact.Name}* leads to {State.Closed} from {string.Join(", ", Life.Rows.Where(row => row.Fact == fact).Select(row => row.From))}."))} "
            + "Where a fact has several arrows, the limits decide: how many refusals, how many visits.",
        "",
        "What leaves an order where it is, and where else it may lead while another seat of a team stands elsewhere:",
        "",
        "| in | this | leads to |",
        "|---|---|---|",
        .. Grouped(Elsewhere()).Select(line => $"| {line.From} | {line.Facts} | {line.To} |"),
    ]);

    private static IEnumerable<Line> Arrows() =>
        from row in Life.Rows
        where !EndAnyAlike.Contains(row.Fact)
        from to in row.To
        where to != row.From
        select (row.From, to.ToString(), row.Fact);

    private static IEnumerable<Line> Elsewhere() =>
        from row in Life.Rows
        let to = string.Join(" or ", row.To.Where(to => to == row.From).Concat(row.Teams))
        where to.Length > 0
        select (row.From, to, row.Fact);

    private static IEnumerable<(State From, string To, string Facts)> Grouped(IEnumerable<Line> lines) =>
        lines.GroupBy(line => (line.From, line.To)).Select(same => (same.Key.From, same.Key.To, string.Join(", ", same.Select(line => Words(line.Fact)))));

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    /// <summary>"WentOverdue" as "went overdue".</summary>
    private static string Words(Type fact) =>
        string.Concat(fact.Name.Select((letter, at) => char.IsUpper(letter) ? (at == 0 ? "" : " ") + char.ToLowerInvariant(letter) : letter.ToString()));
}
