using System.Diagnostics;

namespace Dispatch.SystemTests.Faults;

/// <summary>
/// Nothing is lost and nothing done twice, whatever fails: what many clients were told is compared with the database. More
/// rounds, another seed or another database: <c>bash deploy/faults.sh</c>.
/// </summary>
[Order(1)]
public sealed class When_one_thing_after_another_fails
{
    private const int Rounds = 20;

    [Test]
    public async Task What_clients_were_told_is_so()
    {
        var (shape, began) = (Shape.FromEnvironment(Rounds), Stopwatch.GetTimestamp());
        var (told, missing) = (new Told(), new List<string>());
        await using var fleet = await Fleet.StartAsync(shape, told);
        var faults = AllFaults.In(fleet, missing).Where(fault => shape.Only is [] || shape.Only.Any(name => fault.Name.Contains(name, StringComparison.OrdinalIgnoreCase))).ToList();
        var storm = new Storm(fleet);
        await storm.Pass(Plan.Of(shape, faults), TestContext.Progress.WriteLine);
        var table = new Table(shape, storm.Rounds, [.. told.Findings, .. new Comparison(told, await Books.Read(fleet.Parts)).Differences(), .. await Judges.Ask(fleet, storm.Rounds)], told, missing);
        if (shape.Json is { } file) await File.WriteAllTextAsync(file, table.ToJson(Stopwatch.GetElapsedTime(began)));
        await TestContext.Progress.WriteLineAsync($"{table}\n");
        Assert.That(table.Findings, Is.Empty, () => $"{table}\n\n{string.Join('\n', fleet.Members.Select(member => member.Service.Output))}");
    }
}
