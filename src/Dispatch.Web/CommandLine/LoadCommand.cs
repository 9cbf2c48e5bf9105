using System.CommandLine;
using System.Text.Json;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Matching;
using Dispatch.Persistence;
using Dispatch.Web.Doctor;

namespace Dispatch.Web.CommandLine;

/// <summary>dispatch load: how work lies on the experts, and which skills have too few of them.</summary>
internal static class LoadCommand
{
    public static Command Command(Shell shell)
    {
        var from = new Option<string?>("--from") { Description = "first month in which demand is counted, 2026-01; else 30 days before the end" };
        var to = new Option<string?>("--to") { Description = "last month, 2026-12; else up to now, or to when a service was last at work where none is" };
        var (json, language) = (new Option<bool>("--json") { Description = "as JSON" }, Shell.LanguageOption());
        var load = new Command("load", "How work lies on the experts 专家负荷, and which skills have too few of them") { from, to, json, language };
        load.SetAction((parsed, stop) => Run(shell, (parsed.GetValue(from), parsed.GetValue(to)), parsed.GetValue(json), Shell.LanguageOf(parsed.GetValue(language)), stop));
        return load;
    }

    private static async Task<int> Run(Shell shell, (string? From, string? To) months, bool json, string language, CancellationToken stop)
    {
        await using var parts = await shell.PartsAsync(stop);
        await using var scope = parts.CreateAsyncScope();
        var zone = parts.GetRequiredService<Limits>().FieldHours.Zone;
        var care = await LookedAfter.By(await parts.GetRequiredService<Storage>().Holders(stop), scope.ServiceProvider.GetRequiredService<DispatchDb>(), parts.GetRequiredService<TimeProvider>().GetUtcNow(), stop);
        try
        {
            var view = await scope.ServiceProvider.GetRequiredService<ReadLoad>().Read(Period.Read(months.From, months.To, zone, care.At), language, stop);
            if (json) await shell.Out.WriteLineAsync(JsonSerializer.Serialize(view, StoredJson.Indented));
            else new LoadPaper(shell.Out, language, zone).Write(view);
            return 0;
        }
        catch (BadInput bad)
        {
            return shell.Fail(BadOption.Lines(bad, language));
        }
    }
}
