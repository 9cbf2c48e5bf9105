using System.CommandLine;
using System.Text.Json;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Matching;
using Dispatch.Orders;
using Dispatch.Persistence;
using Dispatch.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.CommandLine;

/// <summary>dispatch explain: why this expert, why not the others, for every offer of an order.</summary>
internal static class ExplainCommand
{
    public static Command Command(Shell shell)
    {
        var tracking = new Argument<string>("tracking") { Description = "the order's tracking number" };
        var (json, language) = (new Option<bool>("--json") { Description = "as JSON" }, Shell.LanguageOption());
        var explain = new Command("explain", "Why this expert, and why not the others 派单说明") { tracking, json, language };
        explain.SetAction((parsed, stop) => Run(shell, parsed.GetRequiredValue(tracking), parsed.GetValue(json), Shell.LanguageOf(parsed.GetValue(language)), stop));
        return explain;
    }

    private static async Task<int> Run(Shell shell, string text, bool json, string language, CancellationToken stop)
    {
        if (!TrackingNumber.TryParse(text, out var tracking)) return shell.Fail($"'{text}' is not a tracking number (11 digits, the last one checks the others).");
        await using var parts = await shell.PartsAsync(stop);
        await using var scope = parts.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DispatchDb>();
        if (await scope.ServiceProvider.GetRequiredService<OrderBook>().Find(tracking, stop) is not { } order) return shell.Fail($"There is no order {tracking}.");
        var matches = await db.Set<MatchRow>().AsNoTracking().Where(row => row.Order == order.Id).OrderBy(row => row.At).ThenBy(row => row.Offer).ToListAsync(stop);
        var experts = await db.Set<Expert>().AsNoTracking().ToDictionaryAsync(expert => expert.Id.Value, stop);
        // Matching has made no offer: what happened instead.
        var history = matches.Count > 0 ? null : await db.Set<HistoryRow>().AsNoTracking().Where(row => row.Order == order.Id).OrderBy(row => row.Version).ToListAsync(stop);
        await scope.ServiceProvider.GetRequiredService<AuditLog>().Note(AuditRow.Typed("explain", tracking.Value, scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow()));
        if (json) await shell.Out.WriteLineAsync(JsonSerializer.Serialize(ExplainedOrder.Of(order, matches, history, experts), StoredJson.Indented));
        else new ExplanationPaper(shell.Out, language, experts, scope.ServiceProvider.GetRequiredService<Limits>()).Write(order, matches, history);
        return 0;
    }
}
