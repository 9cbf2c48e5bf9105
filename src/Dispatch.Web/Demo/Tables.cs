using System.Globalization;
using Dispatch.Domain;
using Spectre.Console;

namespace Dispatch.Web.Demo;

/// <summary>The month's result in the terminal.</summary>
internal static class Tables
{
    public static void Write(IAnsiConsole console, DemoResult result)
    {
        console.Write(Rows("订单 Orders",
            ("总数 all", $"{result.Orders}"), ("已解决 solved (confirmed)", Share(result.Solved, result)), ("部分解决 partly", Share(result.PartlySolved, result)),
            ("未解决 not solved", Share(result.NotSolved, result)), ("未确认 unconfirmed", Share(result.Unconfirmed, result)), ("远程解答 answered", Share(result.Answered, result)),
            ("已取消 cancelled", Share(result.Cancelled, result)), ("办理中 still open", Share(result.Open, result))));
        console.Write(Rows("派单 Offers",
            ("派出 made", $"{result.Offers}"), ("拒单 declined", $"{result.Declined}"), ("未答复 lapsed", $"{result.Lapsed}"), ("退单 handed back", $"{result.HandedBack}"),
            ("等待(小时) waiting p50 / p95 h", $"{result.WaitingHours.P50} / {result.WaitingHours.P95}"), ("路程(公里) travel p50 / p95 km", $"{result.TravelKm.P50} / {result.TravelKm.P95}"),
            ("专家负荷 visits / capacity p50 / most", $"{Number(result.Load.P50)} / {Number(result.Load.Most)}"), ("基尼系数 Gini", Number(result.Load.Gini))));
        console.Write(Skills(result));
        console.Write(Rows("台账 Ledger",
            ("解决难题 problems solved", $"{result.Ledger.ProblemsSolved}"), ("讲座 lectures held", $"{result.Ledger.LecturesHeld}"), ("结对走访 pairing visits", $"{result.Ledger.PairingVisits}"),
            ("远程解答 consultations", $"{result.Ledger.ConsultationsAnswered}"), ("链头 head of the chain", result.Ledger.Head.Length > 16 ? result.Ledger.Head[..16] + "…" : result.Ledger.Head)));
        console.MarkupLine(result.Doctor.Ok ? "[green]体检 doctor: every promise holds 全部承诺均满足[/]" : $"[red]体检 doctor: {result.Doctor.Findings.Count} findings[/]");
        foreach (var finding in result.Doctor.Findings.Take(20)) console.MarkupLineInterpolated($"  [red]{finding}[/]");
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[grey]{result.WallSeconds:0.0} s, memory {result.Machine.PeakMemoryMb:0} MB, seed {result.Seed}[/]");
    }

    private static Table Skills(DemoResult result)
    {
        var table = new Table().Border(TableBorder.Rounded).Title("专长 Skills (dispatch load says why one is short)")
            .AddColumns("专长 skill", "席位 seats", "专家 experts", "等待 p95 h", "转人工 to clerks", "紧缺 short");
        foreach (var (demand, waitingP95) in result.Skills)
            table.AddRow($"{demand.Skill.Chinese()}", $"{demand.Seats}", $"{demand.Experts}", $"{waitingP95}", $"{demand.LeftToClerks}", demand.TooFew.Count > 0 ? "[red]短缺 short[/]" : "");
        return table;
    }

    private static string Number(double? number) => number?.ToString("0.###", CultureInfo.InvariantCulture) ?? "–";

    private static Table Rows(string title, params (string Name, string Value)[] rows)
    {
        var table = new Table().Border(TableBorder.Rounded).Title(title).HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned());
        foreach (var (name, value) in rows) table.AddRow(Markup.Escape(name), Markup.Escape(value));
        return table;
    }

    private static string Share(int part, DemoResult result) =>
        string.Create(CultureInfo.InvariantCulture, $"{part} ({100.0 * part / Math.Max(1, result.Orders):0.0} %)");
}
