using System.Globalization;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Matching;
using Dispatch.Orders;
using Spectre.Console;

namespace Dispatch.Web.CommandLine;

/// <summary>An explanation as a person reads it in a terminal: one ranking for each offer, in kilometres, and the rest in words.</summary>
internal sealed class ExplanationPaper
{
    /// <summary>Of a file or a pipe: nothing is broken or cut, so it can be searched.</summary>
    private const int WidthOfFiles = 400;

    private readonly IAnsiConsole console;
    private readonly Dictionary<Guid, Expert> experts;
    private readonly TimeZoneInfo zone;

    public ExplanationPaper(TextWriter output, Dictionary<Guid, Expert> experts, TimeZoneInfo zone)
    {
        console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (!console.Profile.Out.IsTerminal) console.Profile.Width = WidthOfFiles;
        (this.experts, this.zone) = (experts, zone);
    }

    public void Head(Order order)
    {
        var where = string.Join(", ", new object?[] { order.State, order.Outcome, order.Reason, order.Urgency, order.Mode }.OfType<object>());
        console.MarkupLineInterpolated($"[bold]{order.Tracking}[/] {where}: {order.Difficulty}");
    }

    /// <summary>What was decided when; who costs what; and why not the others.</summary>
    public void Show(Order order, MatchRow match)
    {
        var explained = match.Explanation;
        var became = order.Offers.FirstOrDefault(offer => offer.Number == match.Offer && offer.Seat == match.Seat)?.State.ToString();
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]席位 seat {match.Seat}[/] ({string.Join(", ", explained.Needs)}), {Time(match.At)}: {(match.Offer == 0 ? "nobody yet 暂无" : $"offer 派单 {match.Offer}, {became}")}");
        if (match.Offer > 0 && explained.Because is { } because) console.MarkupLineInterpolated($"  {Name(explained.Chosen!.Value)}: {Said(because)}");
        if (explained.Nobody is { } nobody) Nobody(order, nobody);
        if (explained.Top.Count > 0) console.Write(Ranking(explained));
        foreach (var group in explained.Others.Where(other => other.Excluded is not null).GroupBy(other => other.Excluded!.Value).OrderBy(group => group.Key))
            console.MarkupLineInterpolated($"  [grey]{Said(group.Key)}[/]: {string.Join(", ", group.Select(Priced))}");
        var further = explained.Others.Where(other => other.Excluded is null).ToList();
        if (further.Count > 0) console.MarkupLineInterpolated($"  [grey]也合适 qualified too[/]: {string.Join(", ", further.Select(Priced))}");
    }

    /// <summary>Matching has made no offer: what happened instead.</summary>
    public void NeverMatched(IReadOnlyList<HistoryRow> history)
    {
        console.MarkupLine("没有经过派单 It has not been through matching:");
        foreach (var step in history) console.MarkupLineInterpolated($"  {Time(step.At)} {step.Fact} → {step.To} ({step.By}) {step.Why}");
    }

    private Table Ranking(Explanation explained)
    {
        var rules = explained.Top.SelectMany(ranked => ranked.Parts.Select(part => part.Rule)).Distinct().ToList();
        var table = new Table().Border(TableBorder.Rounded).AddColumns("", "专家 expert").AddColumns([.. rules.Select(rule => new TableColumn($"{rule} km").RightAligned())]).AddColumn(new TableColumn("合计 cost km").RightAligned());
        table.Columns[1].NoWrap();
        foreach (var ranked in explained.Top.OrderBy(ranked => ranked.Rank))
        {
            var parts = rules.Select(rule => ranked.Parts.Where(part => part.Rule == rule).Sum(part => part.Km) is var km && km != 0 ? Km(km) : "");
            table.AddRow([$"{(ranked.Expert == explained.Chosen ? "→ " : "")}{ranked.Rank}", Markup.Escape(Name(ranked.Expert)), .. parts, Km(ranked.CostKm)]);
        }
        return table;
    }

    private void Nobody(Order order, NoAnswer nobody)
    {
        console.MarkupLineInterpolated($"  [yellow]{nobody.Code}[/]: {Experts(nobody.Skilled)} with the skill at this level, {nobody.SkilledAtAnyLevel} at any. {string.Join(", ", nobody.Failed.Select(failed => $"{failed.Experts}: {Said(failed.Rule)}"))}");
        foreach (var change in Changes(order, nobody)) console.MarkupLineInterpolated($"  怎样才行 what would change it: {change}");
    }

    private IEnumerable<string> Changes(Order order, NoAnswer nobody)
    {
        if (nobody.OnDutyFrom is { } duty) yield return $"somebody is on duty from {Time(duty)}";
        if (nobody.InReachFrom is { } reach) yield return $"waiting brings somebody into reach at {Time(reach)}";
        if (nobody.Full.Count > 0) yield return $"a free seat of {string.Join(", ", nobody.Full.Select(Name))}";
        if (nobody.Code == NoAnswerCode.NobodyHasSkill) yield return nobody.SkilledAtAnyLevel > 0 ? "a lower level, if a clerk says it will do" : "an expert with this skill";
        foreach (var failed in nobody.Failed)
            if (Lasting(failed.Rule, order) is { } change) yield return change;
    }

    private static string? Lasting(Exclusion rule, Order order) => rule switch
    {
        Exclusion.BeyondRadius => "an expert who goes farther, or a clerk who asks one to",
        Exclusion.LanguageNotSpoken => $"an expert who speaks '{order.Language}', or an interpreter (a clerk changes the language)",
        Exclusion.AlreadyOnOrder => "one expert more: each has one seat of an order",
        Exclusion.HasRefused => "an expert who has not refused it; a clerk can answer it from afar",
        Exclusion.AwayThatDay => "another day",
        Exclusion.PlannedWithAnother => "another expert than the one of the plan, if a clerk assigns one",
        _ => null,
    };

    private string Priced(Other other) => other.CostKm is { } km ? $"{Name(other.Expert)} {Km(km)} km" : Name(other.Expert);

    private string Name(Guid id) => experts.TryGetValue(id, out var expert) ? $"{expert.Code} {expert.Name}" : id.ToString();

    private string Time(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Km(decimal km) => km.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Experts(int count) => count == 1 ? "1 expert" : $"{count} experts";

    /// <summary>In both languages: the terminal does not know who reads it.</summary>
    private static string Said(Enum word) => $"{Texts.In(Language.Chinese, $"{word.GetType().Name}.{word}")} {Texts.In(Language.English, $"{word.GetType().Name}.{word}")}";
}
