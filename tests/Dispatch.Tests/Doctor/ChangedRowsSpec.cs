using Dispatch.Domain;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Orders;
using Dispatch.Persistence;
using Dispatch.Persistence.Sqlite;
using Dispatch.Web.Doctor;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Doctor;

/// <summary>
/// A live database whose rows can be changed past every guard: one order is solved and counted, one is taken by E001, one
/// has two seats, both offered; a lecture was held and a paired village was visited.
/// </summary>
[OnSqlite]
public abstract class ChangedRowsSpec : SharedServiceSpec
{
    private const string Title = "列当防治";
    private static readonly string[] Copied = ["notices", "offers"];

    private readonly Dictionary<string, Guid> ids = [];

    protected string Taken { get; private set; } = null!;

    protected string Solved { get; private set; } = null!;

    protected string Team { get; private set; } = null!;

    /// <summary>What people know these rows by.</summary>
    private string[] Names => [Taken, Solved, Team, $"{ids["solved"]}", "E001", "E002", "S001", "110", "13804780009", Title, "1", Langshan.Village.Code, $"E001 {Langshan.Village.Code}", "E001 2026-06-01"];

    [OneTimeSetUp]
    public async Task Live()
    {
        var second = Langshan.Expert("E002", km: 20);
        second.Phone = "13904780002";
        await Service.Settle(Langshan.Expert("E001"), second);
        await Service.Save(new Domain.Farmer { Phone = "13804780009", Name = "赵六", VillageCode = Langshan.Village.Code });
        Solved = await Service.Taken("E001");
        await Service.CheckIn(Solved, "E001").Done();
        Service.Clock.Advance(TimeSpan.FromMinutes(1));
        await Service.Report(Solved, "E001").Done();
        await Service.Confirm(Solved).Done();
        Taken = await Service.Taken("E001");
        Team = await Service.Offered(order => order with { Seats = [["PlantProtection"], ["PlantProtection"]] });
        foreach (var (name, tracking) in new[] { ("taken", Taken), ("solved", Solved), ("team", Team) }) ids[name] = (await Service.Order(tracking)).Id.Value;
        await LectureAndPairing();
        await Service.Quiet();
        // Nobody works on the rows any more but the test.
        await Service.StopAsync();
        foreach (var trigger in await Service.Db(db => db.Database.SqlQueryRaw<string>("SELECT name AS \"Value\" FROM sqlite_master WHERE type = 'trigger'").ToListAsync()))
            await Sql($"DROP TRIGGER \"{trigger}\"");
        Assert.That(await Findings(), Is.Empty, "all is well before");
    }

    /// <summary>Changes the rows and looks whether the promise's breach is found and named as people know it, in both languages.</summary>
    protected Task IsFound(int promise, string sql, string key) => Undone(async () =>
    {
        await Sql(await Filled(sql));
        var findings = await Findings();
        Assert.That(findings.Where(finding => finding.Promise == promise).Select(finding => finding.Breach.Key), Does.Contain(key), string.Join('\n', findings.Select(finding => finding.Breach.In("en"))));
        var row = findings.First(finding => finding.Breach.Key == key).Breach.Row;
        Assert.That(row, Is.AnyOf(Names).Or.StartsWith(Taken).Or.StartsWith(Solved).Or.StartsWith("ledger "), "what people know it by");
        Assert.That(findings.Select(finding => finding.Breach.In("zh") + finding.Breach.In("en")), Has.All.Not.Contains("{"));
    });

    protected async Task<List<(int Promise, Breach Breach)>> Findings() =>
        [.. (await Service.Db(db => new Examination(db, Service.Get<Limits>(), Service.Get<Settings>()).Run(Service.Clock.GetUtcNow().AddHours(1), default)))
            .SelectMany(diagnosis => diagnosis.Breaches.Select(breach => (diagnosis.Number, breach)))];

    /// <summary>Does something to the database and puts it back as it was.</summary>
    protected async Task Undone(Func<Task> act)
    {
        var file = SqliteStorage.PathOf(Service.Get<Settings>().Database);
        File.Delete(file + ".whole");
        await Sql($"VACUUM INTO '{file}.whole'");
        try
        {
            await act();
        }
        finally
        {
            await Service.Db(db => Back(db, file + ".whole"));
        }
    }

    protected Task<int> Sql(string sql) => Service.Db(db => db.Database.ExecuteSqlRawAsync(sql));

    /// <summary>Puts in whose rows are meant: {taken} of its parts, {taken.id} the order itself, {taken.sent} its message to triage.</summary>
    protected async Task<string> Filled(string sql)
    {
        foreach (var table in Copied)
        {
            var columns = await Service.Db(db => db.Database.SqlQuery<string>($"SELECT name AS \"Value\" FROM pragma_table_info({table})").ToListAsync());
            sql = sql.Replace($"{{{table}}}", string.Join(", ", columns.Select(column => $"\"{column}\"")), StringComparison.Ordinal)
                .Replace($"{{{table}:new}}", string.Join(", ", columns.Select(column => column == "Id" ? "'FFFFFFFF' || substr(\"Id\", 9)" : $"\"{column}\"")), StringComparison.Ordinal);
        }
        foreach (var (name, id) in ids)
            sql = sql.Replace($"{{{name}}}", $"\"Order\" = '{id}' COLLATE NOCASE", StringComparison.Ordinal).Replace($"{{{name}.id}}", $"\"Id\" = '{id}' COLLATE NOCASE", StringComparison.Ordinal)
                .Replace($"{{{name}.sent}}", $"\"MessageId\" IN (SELECT \"MessageId\" FROM outbox WHERE \"Type\" = 'OrderSubmitted' AND \"Body\" LIKE '%{id}%')", StringComparison.Ordinal);
        return sql.Replace("{E002}", "(SELECT \"Id\" FROM experts WHERE \"Code\" = 'E002')", StringComparison.Ordinal);
    }

    private async Task LectureAndPairing()
    {
        var starts = Service.Clock.GetUtcNow();
        var lecture = await Service.Post("/lectures", OrderDesk.Clerk, new { title = Title, skill = "PlantProtection", experts = new[] { "E001" }, station = "S001", whereabouts = "村委会", startsAt = starts, minutes = 60 });
        await Service.Save(new Enrolment { Lecture = new LectureId(Guid.Parse(lecture.Text("id")!)), Phone = "13804780009", Name = "赵六", At = starts.AddDays(-1), By = new Actor(Role.Clerk, "王芳") });
        await Service.Post($"/lectures/{lecture.Text("id")}/hold", OrderDesk.Clerk, new { heldAt = starts, attendance = 20 }).Done();
        var pairing = await Service.Post("/pairings", OrderDesk.Clerk, new { expert = "E001", village = "富强村", from = starts.AddDays(-9), to = starts.AddDays(9) });
        await Service.Post($"/pairings/{pairing.Text("id")}/visits", OrderDesk.Expert("E001"), new { words = "看了大棚番茄" }).Done();
    }

    private static async Task<bool> Back(DispatchDb db, string file)
    {
        await db.Database.OpenConnectionAsync();
        await using var whole = new SqliteConnection($"Data Source={file};Pooling=false");
        await whole.OpenAsync();
        whole.BackupDatabase((SqliteConnection)db.Database.GetDbConnection());
        return true;
    }
}
