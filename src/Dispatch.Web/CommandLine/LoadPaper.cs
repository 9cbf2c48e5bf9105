using System.Globalization;
using Dispatch.Domain;
using Dispatch.Domain.Matching;
using Dispatch.Http;
using Dispatch.Matching;
using Spectre.Console;

namespace Dispatch.Web.CommandLine;

/// <summary>The load as a clerk reads it: expert by expert, skill by skill, and last which skills have too few experts.</summary>
internal sealed class LoadPaper
{
    private const int WidthOfFiles = 160;

    private readonly IAnsiConsole console;
    private readonly string language;
    private readonly TimeZoneInfo zone;

    public LoadPaper(TextWriter output, string language, TimeZoneInfo zone)
    {
        console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (!console.Profile.Out.IsTerminal) console.Profile.Width = WidthOfFiles;
        (this.language, this.zone) = (language, zone);
    }

    public void Write(LoadView view)
    {
        console.WriteLine(Say("Load.Asof", Time(view.At), Time(view.From), Time(view.To)));
        if (view.Now.Experts == 0) console.WriteLine(Say("Load.Nobody"));
        else Experts(view);
        console.Write(Skills(view.Skills));
        console.WriteLine(Say(view.Words.Count > 0 ? "Load.TooFew" : "Load.Enough"));
        foreach (var sentence in view.Words) console.MarkupLineInterpolated($"  [red]{sentence}[/]");
        if (view.LeftOut.Count > 0) console.WriteLine(Say("Load.LeftOut", string.Join(", ", view.LeftOut)));
    }

    private void Experts(LoadView view)
    {
        var table = Table(Say("Load.Expert"), Say("Load.Held"), Say("Load.Load"), Say("Load.Done"));
        foreach (var who in view.Experts)
            table.AddRow(Markup.Escape($"{who.Code} {who.Name}"), $"{who.OpenSeats} / {who.Capacity}", Number(who.Load), Number(who.Served));
        console.Write(table);
        console.WriteLine(Evenness("Load.Now", view.Now));
        console.WriteLine(Evenness("Load.Served", view.Served));
    }

    private string Evenness(string what, LoadOverExperts load) =>
        Say("Load.Evenness", Say(what), load.Experts, load.Seats, Number(load.P50), Number(load.Most), Number(load.Gini));

    private Table Skills(IEnumerable<SkillDemand> skills)
    {
        var table = Table(Say("Load.Skill"), Say("Load.Levels"), Say("Load.Orders"), Say("Load.Seats"), Say("Load.Waiting"), Say("Load.Refusals"), Say("Load.ToClerks"), Say("Load.Days"));
        foreach (var demand in skills)
            table.AddRow(
                language == Language.English ? $"{demand.Skill}" : demand.Skill.Chinese(), $"{demand.Experts} ({demand.Junior}/{demand.Intermediate}/{demand.Senior})",
                Number(demand.Orders), Number(demand.Seats), Number(demand.Waiting), Number(demand.Refusals), Number(demand.LeftToClerks), Number(demand.DaysHeld));
        return table;
    }

    /// <summary>The first column names a row; the others are figures.</summary>
    private static Table Table(string name, params string[] figures) =>
        new Table().Border(TableBorder.Rounded).AddColumn(name).AddColumns([.. figures.Select(figure => new TableColumn(figure).RightAligned())]);

    private string Time(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Number(double? number) => number?.ToString("0.##", CultureInfo.InvariantCulture) ?? "";

    private string Say(string key, params object[] values) => Texts.In(language, key, values);
}
