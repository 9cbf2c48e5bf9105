using System.Text.Json;
using Dispatch.Web.CommandLine;

namespace Dispatch.Tests.CommandLine;

public sealed class When_a_demonstration_runs : Terminal
{
    [Test]
    public async Task It_can_be_examined_afterwards_by_anybody()
    {
        Assert.That(await Run("demo", "--orders", "12", "--exit", "--json", Path("month.json")), Is.Zero, Error + Out);
        var result = JsonElement.Parse(await File.ReadAllTextAsync(Path("month.json")));
        Assert.That(result.GetProperty("orders").GetInt32(), Is.EqualTo(12));
        Assert.That(result.GetProperty("machine").GetProperty("peakMemoryMb").GetDouble(), Is.Positive);
        Assert.That(result.GetProperty("wallSeconds").GetDouble(), Is.Positive);

        Assert.That(await Run("load", "--from", "2026-07", "--to", "2026-07", "--json"), Is.Zero, Error);
        Assert.That(JsonElement.DeepEquals(JsonElement.Parse(Out).GetProperty("served"), result.GetProperty("load")), Out);
        Assert.That(result.GetProperty("load").GetProperty("seats").GetInt32(), Is.Positive);
        Assert.That(await Run("doctor", "--lang", "en"), Is.Zero, Out);
        Assert.That(Out, Does.Contain("No service has worked on this database since 2026-07-31"));
        Assert.That(await Run("ledger", "totals", "--lang", "zh"), Is.Zero);
        Assert.That(Out, Does.Contain("类别").And.Contain("全区").And.Contain("专题讲座").And.Not.Contain("（无）").And.Not.Contain("LectureHeld"));
        Assert.That(await Run("ledger", "export", Path("ledger.csv")), Is.Zero);
        Assert.That((await File.ReadAllLinesAsync(Path("ledger.csv")))[1], Does.Match(@",E\d+,.*,Z\d+,"));
    }

    [Test]
    public async Task It_stops_when_it_is_told_to_and_does_not_end_well()
    {
        using var stop = new CancellationTokenSource();
        var demo = Run(stop.Token, "demo", "--orders", "20000", "--exit");
        await OrderDesk.Until(() => Task.FromResult(demo.IsCompleted || new FileInfo(Path("dispatch.db")) is { Exists: true, Length: > 0 }));
        await stop.CancelAsync();

        Assert.That(await demo.WaitAsync(TimeSpan.FromMinutes(1)), Is.EqualTo(Shell.Interrupted), Error);
    }
}
