using System.Globalization;
using System.Text.Json;

namespace Dispatch.SystemTests.Faults;

/// <summary>What a run came to: a line for each kind of fault, and one for all.</summary>
public sealed class Table(Shape shape, IReadOnlyList<Passed> rounds, IReadOnlyList<Finding> findings, Told told, IReadOnlyCollection<string> missing)
{
    private static readonly string[] Heads = ["fault", "rounds", "lost", "doubled", "over capacity", "asked again", "out of turn", "ledger", "other", "longest healing", "longest recovery"];
    private static readonly Wrong[][] Columns = [[Wrong.Lost], [Wrong.Doubled], [Wrong.Overbooked], [Wrong.AskedAgain], [Wrong.OutOfTurn], [Wrong.Ledger], [Wrong.Allowed, Wrong.Odd, Wrong.Doctor, Wrong.Recovery]];

    public IReadOnlyList<Finding> Findings => findings;

    public override string ToString() => string.Join('\n',
    [
        $"{shape}: {told.Submissions.Count} orders, {told.Submissions.Count(sent => sent.Seats > 1)} of them for two experts, {told.Submissions.Count(sent => sent.Tracking is null)} of them without an answer; {told.Deeds.Count} acts, {told.Deeds.Count(deed => !deed.IsSure)} of them without a sure one; {told.PutBack} messages were put into their queues again or in reverse",
        "",
        Line(Heads),
        Line(Heads.Select(_ => "---")),
        .. rounds.GroupBy(round => round.Round.Fault.Name).OrderBy(same => same.Key, StringComparer.Ordinal).Select(same => Line(Cells(same.Key, [.. same]))),
        Line(Cells("all", rounds)),
        .. missing.Select(words => $"\nNot here: {words}."),
        .. findings.GroupBy(finding => finding.Wrong).SelectMany(same => same.Take(10)).Select(finding => $"\n{finding.Wrong} (round {finding.Round}): {finding.Words}"),
    ]);

    public string ToJson(TimeSpan took) => JsonSerializer.Serialize(new
    {
        shape.Rounds,
        shape.Seed,
        Database = shape.OnPostgres ? "PostgreSQL" : "SQLite",
        shape.Nodes,
        seconds = took.TotalSeconds,
        orders = told.Submissions.Count,
        teams = told.Submissions.Count(sent => sent.Seats > 1),
        acts = told.Deeds.Count,
        messagesPutBack = told.PutBack,
        faults = rounds.GroupBy(round => round.Round.Fault.Name).ToDictionary(same => same.Key, same => Cells(same.Key, [.. same]).Skip(1)),
        findings = findings.Select(finding => new { finding.Round, wrong = finding.Wrong.ToString(), finding.Words }),
        missing,
    });

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private IEnumerable<string> Cells(string name, IReadOnlyList<Passed> some)
    {
        var numbers = some.Select(round => round.Round.Number).ToHashSet();
        // What belongs to no round is in the last line only.
        int Count(Wrong[] wrong) => findings.Count(finding => wrong.Contains(finding.Wrong) && (numbers.Contains(finding.Round) || some.Count == rounds.Count));
        return [name, $"{some.Count}", .. Columns.Select(wrong => $"{Count(wrong)}"), Longest(some, round => round.Healing), Longest(some, round => round.Recovery)];
    }

    private static string Longest(IReadOnlyList<Passed> some, Func<Passed, TimeSpan> span) =>
        some.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{some.Max(span).TotalSeconds:0.0} s");
}
