using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using Dispatch.Matching;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Spectre.Console;

namespace Dispatch.Web.CommandLine;

/// <summary>dispatch explain: why this expert, why not the others, for every offer of an order.</summary>
internal static class ExplainCommand
{
    public static Command Command(Shell shell)
    {
        var tracking = new Argument<string>("tracking") { Description = "the order's tracking number" };
        var json = new Option<bool>("--json") { Description = "as JSON" };
        var explain = new Command("explain", "Why this expert, and why not the others 派单说明") { tracking, json };
        explain.SetAction((parsed, stop) => Run(shell, parsed.GetRequiredValue(tracking), parsed.GetValue(json), stop));
        return explain;
    }

    private static async Task<int> Run(Shell shell, string text, bool json, CancellationToken stop)
    {
        if (!TrackingNumber.TryParse(text, out var tracking)) return shell.Fail($"'{text}' is not a tracking number (11 digits, the last one checks the others).");
        await using var parts = await shell.PartsAsync(stop);
        await using var scope = parts.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DispatchDb>();
        if (await scope.ServiceProvider.GetRequiredService<OrderBook>().Find(tracking, stop) is not { } order) return shell.Fail($"There is no order {tracking}.");
        var matches = await db.Set<MatchRow>().AsNoTracking().Where(row => row.Order == order.Id).OrderBy(row => row.At).ThenBy(row => row.Offer).ToListAsync(stop);
        if (json)
        {
            await shell.Out.WriteLineAsync(JsonSerializer.Serialize(matches, StoredJson.Indented));
            return 0;
        }
        var experts = await db.Set<Expert>().AsNoTracking().ToDictionaryAsync(expert => expert.Id.Value, stop);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(shell.Out) });
        var zone = scope.ServiceProvider.GetRequiredService<Limits>().FieldHours.Zone;
        console.MarkupLineInterpolated($"[bold]{order.Tracking}[/] {order.State} {order.Outcome} {order.Reason}: {order.Difficulty}");
        if (matches.Count == 0) console.MarkupLine("Matching has not looked at it yet, or a person settled it. 尚未进入派单");
        foreach (var match in matches) Show(console, order, match, experts, zone);
        return 0;
    }

    private static void Show(IAnsiConsole console, Order order, MatchRow match, Dictionary<Guid, Expert> experts, TimeZoneInfo zone)
    {
        var seat = order.Seats.FirstOrDefault(seat => seat.Number == match.Seat);
        var at = TimeZoneInfo.ConvertTime(match.At, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var became = order.Offers.FirstOrDefault(offer => offer.Number == match.Offer && offer.Seat == match.Seat)?.State.ToString();
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]席位 seat {match.Seat}[/] ({string.Join(", ", seat?.Needs ?? [])}), {at}: {(match.Offer == 0 ? "nobody yet 暂无" : $"offer 派单 {match.Offer}, {became}")}");
        if (match.Explanation.Nobody is { } nobody) Nobody(console, nobody, experts, zone);
        if (match.Explanation.Top.Count > 0) console.Write(Ranking(match.Explanation, experts));
        foreach (var group in match.Explanation.Others.Where(other => other.Excluded is not null).GroupBy(other => other.Excluded!.Value).OrderBy(group => group.Key))
            console.MarkupLineInterpolated($"  [grey]{group.Key}[/]: {string.Join(", ", group.Select(other => Name(experts, other.Expert)))}");
        var further = match.Explanation.Others.Where(other => other.Excluded is null).ToList();
        if (further.Count > 0)
            console.MarkupLineInterpolated($"  [grey]qualified, but dearer[/]: {string.Join(", ", further.Select(other => $"{Name(experts, other.Expert)} {other.CostKm:0.0} km"))}");
    }

    private static Table Ranking(Explanation explanation, Dictionary<Guid, Expert> experts)
    {
        var rules = explanation.Top.SelectMany(ranked => ranked.Parts.Select(part => part.Rule)).Distinct().ToList();
        var table = new Table().Border(TableBorder.Rounded).AddColumns("", "专家 expert").AddColumns([.. rules.Select(rule => new TableColumn($"{rule} km").RightAligned())]).AddColumn(new TableColumn("合计 cost km").RightAligned());
        foreach (var ranked in explanation.Top.OrderBy(ranked => ranked.Rank))
        {
            var parts = rules.Select(rule => ranked.Parts.Where(part => part.Rule == rule).Sum(part => part.Km) is var km && km != 0 ? km.ToString("0.0", CultureInfo.InvariantCulture) : "");
            table.AddRow([ranked.Expert == explanation.Chosen ? "→" : $"{ranked.Rank}", Markup.Escape(Name(experts, ranked.Expert)), .. parts, ranked.CostKm.ToString("0.0", CultureInfo.InvariantCulture)]);
        }
        return table;
    }

    private static void Nobody(IAnsiConsole console, NoAnswer nobody, Dictionary<Guid, Expert> experts, TimeZoneInfo zone)
    {
        console.MarkupLineInterpolated($"  [yellow]{nobody.Code}[/]: {nobody.Skilled} experts have the skill at this level, {nobody.SkilledAtAnyLevel} at any. {string.Join(", ", nobody.Failed.Select(failed => $"{failed.Experts} {failed.Rule}"))}");
        if (nobody.OnDutyFrom is { } duty) console.MarkupLineInterpolated($"  what would change it: somebody is on duty from {TimeZoneInfo.ConvertTime(duty, zone):yyyy-MM-dd HH:mm}");
        if (nobody.InReachFrom is { } reach) console.MarkupLineInterpolated($"  what would change it: waiting brings somebody into reach at {TimeZoneInfo.ConvertTime(reach, zone):yyyy-MM-dd HH:mm}");
        if (nobody.Full.Count > 0) console.MarkupLineInterpolated($"  what would change it: a free seat of {string.Join(", ", nobody.Full.Select(expert => Name(experts, expert)))}");
    }

    private static string Name(Dictionary<Guid, Expert> experts, Guid id) =>
        experts.TryGetValue(id, out var expert) ? $"{expert.Code} {expert.Name}" : id.ToString();
}
