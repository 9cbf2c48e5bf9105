using System.CommandLine;
using System.Text.Json;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Matching;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

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
        var paper = new ExplanationPaper(shell.Out, experts, scope.ServiceProvider.GetRequiredService<Limits>().FieldHours.Zone);
        paper.Head(order);
        foreach (var match in matches) paper.Show(order, match);
        if (matches.Count == 0) paper.NeverMatched(await db.Set<HistoryRow>().AsNoTracking().Where(row => row.Order == order.Id).OrderBy(row => row.Version).ToListAsync(stop));
        return 0;
    }
}
