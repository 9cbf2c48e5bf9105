using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Dispatch.SystemTests;

/// <summary>What must hold of a running service and its database when all is done, looked at from outside.</summary>
public static class Inspection
{
    /// <summary>The doctor finds every promise kept, and no message has failed.</summary>
    public static async Task AllIsWell(this ServiceProcess service)
    {
        var doctor = await service.TypedAsync("doctor");
        Assert.That(doctor.ExitCode, Is.Zero, doctor.Output + doctor.Errors);
        Assert.That(await service.Failed(), Is.Empty);
    }

    /// <summary>Every order has come to what its farmer said, and the ledger has each solved one once and nothing else.</summary>
    public static async Task CameTo(this ServiceProcess service, IReadOnlyCollection<Farmer> farmers)
    {
        var solved = farmers.Where(farmer => farmer.Outcome == "Solved").ToList();
        await Eventually.Holds("every solved order is in the ledger", () => Task.FromResult(service.Count("ledger") >= solved.Count), TimeSpan.FromMinutes(2));
        Assert.That(Ask(service.DatabaseFile, "SELECT Tracking, Outcome FROM orders"), Is.EquivalentTo(farmers.Select(farmer => $"{farmer.Tracking}|{farmer.Outcome}")));
        Assert.That(
            Ask(service.DatabaseFile, "SELECT Kind, lower(Source), Occasion, Quantity FROM ledger"),
            Is.EquivalentTo(solved.Select(farmer => $"ProblemSolved|{farmer.Id}|1|1")));
        await Eventually.Holds("every farmer is told", () => Task.FromResult(service.Count("notices WHERE Template = 'OrderTaken'") == farmers.Count), TimeSpan.FromMinutes(2));
        await service.AllIsWell();
    }

    public static async Task<IReadOnlyList<JsonElement>> Failed(this ServiceProcess service)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/errors") { Headers = { { "Dispatch-Actor", "Administrator:chen" } } };
        using var answer = await service.Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray()];
    }

    /// <summary>The rows of a question, each as its values in one line.</summary>
    public static IReadOnlyList<string> Ask(string database, string question)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = question;
        using var row = command.ExecuteReader();
        var rows = new List<string>();
        while (row.Read()) rows.Add(string.Join('|', Enumerable.Range(0, row.FieldCount).Select(row.GetValue)));
        return rows;
    }

    public static long Count(this ServiceProcess service, string what) => long.Parse(Ask(service.DatabaseFile, $"SELECT COUNT(*) FROM {what}")[0], System.Globalization.CultureInfo.InvariantCulture);
}
