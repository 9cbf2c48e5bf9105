using System.Globalization;
using Dispatch.Domain;
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
    private const int WidthOfFiles = 1_000_000;

    private readonly IAnsiConsole console;
    private readonly string language;
    private readonly Dictionary<Guid, Expert> experts;
    private readonly Limits limits;

    public ExplanationPaper(TextWriter output, string language, Dictionary<Guid, Expert> experts, Limits limits)
    {
        console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (!console.Profile.Out.IsTerminal) console.Profile.Width = WidthOfFiles;
        (this.language, this.experts, this.limits) = (language, experts, limits);
    }

    /// <param name="order">The order.</param>
    /// <param name="matches">What was decided when.</param>
    /// <param name="history">The order's steps, where matching has made no offer.</param>
    public void Write(Order order, IReadOnlyList<MatchRow> matches, IReadOnlyList<HistoryRow>? history)
    {
        var where = string.Join(", ", new Enum?[] { order.State, order.Outcome, order.Reason, order.Urgency, order.Mode }.OfType<Enum>().Select(Word));
        console.MarkupLineInterpolated($"[bold]{order.Tracking}[/] {where}: {order.Difficulty}");
        foreach (var match in matches) Show(order, match);
        if (history is null) return;
        console.WriteLine(Say("Explain.NeverMatched"));
        foreach (var step in history) console.MarkupLineInterpolated($"  {Time(step.At)} {Say($"Fact.{step.Fact}")} → {Word(step.To)} ({step.By}) {step.Why}");
    }

    /// <summary>What was decided when; who costs what; and why not the others.</summary>
    private void Show(Order order, MatchRow match)
    {
        var explained = match.Explanation;
        var offer = order.Offers.FirstOrDefault(offer => offer.Number == match.Offer && offer.Seat == match.Seat);
        var decided = offer is null ? Say("Explain.NobodyYet") : Say("Explain.Offer", match.Offer, Word(offer.State));
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{Say("Explain.Seat", match.Seat, string.Join(", ", explained.Needs.Select(Skill)), Time(match.At), decided)}[/]");
        if (match.Offer > 0 && explained.Because is { } because) console.MarkupLineInterpolated($"  {Name(explained.Chosen!.Value)}: {Word(because)}");
        if (explained.Nobody is { } nobody) Nobody(order, match, nobody);
        if (explained.Top.Count > 0) console.Write(Ranking(explained));
        foreach (var group in explained.Others.Where(other => other.Excluded is not null).GroupBy(other => other.Excluded!.Value).OrderBy(group => group.Key))
            console.MarkupLineInterpolated($"  [grey]{Word(group.Key)}[/]: {string.Join(", ", group.Select(Priced))}");
        var further = explained.Others.Where(other => other.Excluded is null).ToList();
        if (further.Count > 0) console.MarkupLineInterpolated($"  [grey]{Say("Explain.Alike")}[/]: {string.Join(", ", further.Select(Priced))}");
    }

    private Table Ranking(Explanation explained)
    {
        var rules = explained.Top.SelectMany(ranked => ranked.Parts.Select(part => part.Rule)).Distinct().ToList();
        var table = new Table().Border(TableBorder.Rounded).AddColumns("", Say("Explain.Expert")).AddColumns([.. rules.Select(rule => new TableColumn($"{Rule(rule)} km").RightAligned())]).AddColumn(new TableColumn(Say("Explain.Cost")).RightAligned());
        table.Columns[1].NoWrap();
        foreach (var ranked in explained.Top.OrderBy(ranked => ranked.Rank))
        {
            var parts = rules.Select(rule => ranked.Parts.Where(part => part.Rule == rule).Sum(part => part.Km) is var km && km != 0 ? Km(km) : "");
            table.AddRow([$"{(ranked.Expert == explained.Chosen ? "→ " : "")}{ranked.Rank}", Markup.Escape(Name(ranked.Expert)), .. parts, Km(ranked.CostKm)]);
        }
        return table;
    }

    private void Nobody(Order order, MatchRow match, NoAnswer nobody)
    {
        var failed = string.Join(", ", nobody.Failed.Select(failed => $"{failed.Experts}: {Word(failed.Rule)}"));
        console.MarkupLineInterpolated($"  [yellow]{nobody.Code}[/]: {Say("Explain.Nobody", Word(nobody.Code), nobody.Skilled, nobody.SkilledAtAnyLevel, failed)}");
        if (nobody.InLine is { } line) console.MarkupLineInterpolated($"  {Say("Explain.InLine", Name(line.Expert), line.Place, Km(line.CostKm), Time(line.Until))}");
        foreach (var change in Changes(order, match, nobody)) console.MarkupLineInterpolated($"  {Say("Explain.Change", change)}");
    }

    private IEnumerable<string> Changes(Order order, MatchRow match, NoAnswer nobody)
    {
        if (nobody.OnDutyFrom is { } duty) yield return Say("Explain.OnDuty", Time(OfferFrom(order, match, duty)), Time(duty));
        if (nobody.InReachFrom is { } reach) yield return Say("Explain.InReach", Time(reach));
        if (nobody.Full.Count > 0) yield return Say("Explain.FreeSeat", string.Join(", ", nobody.Full.Select(Name))) + (nobody.FreeFrom is { } free ? Say("Explain.FreeFrom", Time(free)) : "");
        if (nobody.Code == NoAnswerCode.NobodyHasSkill) yield return Say(nobody.SkilledAtAnyLevel > 0 ? "Explain.LowerLevel" : "Explain.NewExpert");
        foreach (var failed in nobody.Failed)
            if (Lasting(failed.Rule, order) is { } change) yield return change;
    }

    /// <summary>An offer can be made before anybody is on duty, as soon as its limit reaches into the hours of duty.</summary>
    private DateTimeOffset OfferFrom(Order order, MatchRow match, DateTimeOffset duty)
    {
        var from = limits.FieldHours.Before(duty, limits.Answer[order.Urgency]);
        return from > match.At ? from : match.At;
    }

    private string? Lasting(Exclusion rule, Order order) => rule switch
    {
        Exclusion.LanguageNotSpoken => Say("Explain.LanguageNotSpoken", order.Language),
        Exclusion.BeyondRadius or Exclusion.AlreadyOnOrder or Exclusion.HasRefused or Exclusion.AwayThatDay or Exclusion.PlannedWithAnother => Say($"Explain.{rule}"),
        _ => null,
    };

    private string Priced(Other other) => other.CostKm is { } km ? $"{Name(other.Expert)} {Km(km)} km" : Name(other.Expert);

    private string Name(Guid id) => experts.TryGetValue(id, out var expert) ? $"{expert.Code} {expert.Name}" : id.ToString();

    private string Skill(string need) =>
        language == Language.Chinese && SkillLevel.TryParse(need, out var skill) ? $"{skill.Skill.Chinese()}{skill.Level.Chinese()}" : need;

    private string Time(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, limits.FieldHours.Zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Km(decimal km) => km.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>A rule that has gone since is called as it was then.</summary>
    private string Rule(string name) => Rules.Soft.Any(rule => rule.Name == name) ? Say($"SoftRule.{name}") : name;

    private string Word(Enum word) => Say($"{word.GetType().Name}.{word}");

    private string Say(string key, params object[] values) => Texts.In(language, key, values);
}
