using Dispatch.Domain.Orders;
using Dispatch.Persistence;
using Dispatch.Web.Doctor;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Doctor;

/// <summary>Each is broken in the rows themselves, past every guard; the doctor must name the promise and the row.</summary>
public sealed class When_a_promise_is_broken : SharedServiceSpec
{
    private string taken = null!;
    private string solved = null!;

    [OneTimeSetUp]
    public async Task Live()
    {
        await Service.Settle(Langshan.Expert("E001"), Langshan.Expert("E002", km: 20));
        await Service.Save(new Domain.Farmer { Phone = "13804780009", Name = "赵六", VillageCode = Langshan.Village.Code });
        solved = await Service.Taken("E001");
        await Service.CheckIn(solved, "E001").Done();
        await Service.Report(solved, "E001").Done();
        await Service.Confirm(solved).Done();
        taken = await Service.Taken("E001");
        await Service.Quiet();
        foreach (var trigger in await Service.Db(db => db.Database.SqlQueryRaw<string>("SELECT name AS \"Value\" FROM sqlite_master WHERE type = 'trigger'").ToListAsync()))
            await Sql($"DROP TRIGGER \"{trigger}\"");
        Assert.That(await Findings(), Is.Empty, "all is well before");
    }

    [TestCase(1, "UPDATE seats SET \"State\" = 'Open', \"Expert\" = NULL WHERE {taken}", "Breach.SeatsSayOtherwise")]
    [TestCase(1, "DELETE FROM seats WHERE {taken}", "Breach.SeatsSayOtherwise")]
    [TestCase(1, "UPDATE orders SET \"DueAt\" = 1 WHERE {taken.id}", "Breach.LimitPassed")]
    [TestCase(1, "UPDATE orders SET \"Outcome\" = NULL WHERE {solved.id}", "Breach.ClosedWithoutOutcome")]
    [TestCase(1, "DELETE FROM order_history WHERE {taken} AND \"Version\" = 1", "Breach.HistoryGaps")]
    [TestCase(1, "PRAGMA foreign_keys = OFF; DELETE FROM orders WHERE {taken.id}; PRAGMA foreign_keys = ON", "Breach.OrderGone")]
    [TestCase(2, "INSERT INTO notices ({notices}) SELECT {notices:new} FROM notices WHERE {taken} LIMIT 1", "Breach.ToldTwice")]
    [TestCase(2, "INSERT INTO offers ({offers}) SELECT {offers:new} FROM offers WHERE {taken}", "Breach.OneNumberTwice")]
    [TestCase(2, "INSERT INTO offers ({offers}) SELECT {offers:new} FROM offers WHERE {taken}; UPDATE offers SET \"Number\" = 2 WHERE {taken} AND \"Id\" LIKE 'FFFFFFFF%'", "Breach.OfferedTwice")]
    [TestCase(2, "UPDATE orders SET \"Closings\" = 2 WHERE {solved.id}", "Breach.ClosingsDiffer")]
    [TestCase(3, "INSERT INTO offers ({offers}) SELECT {offers:new} FROM offers WHERE {taken}; UPDATE offers SET \"Number\" = 2, \"State\" = 'Open', \"Expert\" = {E002} WHERE {taken} AND \"Id\" LIKE 'FFFFFFFF%'", "Breach.TwoHolders")]
    [TestCase(3, "INSERT INTO offers ({offers}) SELECT {offers:new} FROM offers WHERE {taken}; UPDATE offers SET \"Number\" = 2, \"Expert\" = {E002} WHERE {taken} AND \"Id\" LIKE 'FFFFFFFF%'", "Breach.TwoHolders")]
    [TestCase(3, "UPDATE seats SET \"Expert\" = {E002} WHERE {taken}", "Breach.SeatWithoutOffer")]
    [TestCase(3, "UPDATE seats SET \"State\" = 'Accepted' WHERE {solved}", "Breach.SeatKept")]
    [TestCase(3, "UPDATE orders SET \"State\" = 'Closed' WHERE {taken.id}", "Breach.SeatKept")]
    [TestCase(4, "INSERT INTO offers ({offers}) SELECT {offers:new} FROM offers WHERE {solved}; UPDATE offers SET \"State\" = 'Declined', \"Number\" = 0 WHERE {solved} AND \"Id\" LIKE 'FFFFFFFF%'", "Breach.AskedAgain")]
    [TestCase(6, "UPDATE order_history SET \"By\" = 'Engine:confirming' WHERE {solved} AND \"Fact\" = 'Confirmed'", "Breach.NobodySaidSo")]
    [TestCase(6, "UPDATE order_history SET \"Fact\" = 'Reported' WHERE {solved} AND \"Fact\" = 'Confirmed'", "Breach.NobodySaidSo")]
    [TestCase(6, "UPDATE closings SET \"Outcome\" = 'PartlySolved' WHERE {solved}", "Breach.OtherOutcome")]
    [TestCase(6, "UPDATE orders SET \"Outcome\" = 'PartlySolved' WHERE {solved.id}", "Finding.CountedWithoutSource")]
    [TestCase(7, "UPDATE order_history SET \"By\" = 'Farmer:13804780001' WHERE {taken} AND \"Fact\" = 'Accepted'", "Breach.NotTheirs")]
    [TestCase(8, "UPDATE orders SET \"Difficulty\" = ' ' WHERE {taken.id}", "Breach.OrderWithout")]
    [TestCase(8, "UPDATE orders SET \"FarmerPhone\" = '110' WHERE {taken.id}", "Breach.OrderPhone")]
    [TestCase(8, "UPDATE orders SET \"VillageCode\" = '150802100999' WHERE {taken.id}", "Breach.UnknownDivision")]
    [TestCase(8, "UPDATE farmers SET \"Phone\" = '110'", "Breach.Farmer")]
    [TestCase(8, "UPDATE experts SET \"Skills\" = '[]' WHERE \"Code\" = 'E002'", "Breach.Expert")]
    [TestCase(8, "UPDATE orders SET \"Asked\" = '{{no json' WHERE {taken.id}", "Breach.CannotRead")]
    [TestCase(8, "UPDATE seats SET \"Needs\" = 'no json' WHERE {taken}", "Breach.CannotRead")]
    [TestCase(8, "UPDATE offers SET \"State\" = 'Perhaps' WHERE {taken}", "Breach.CannotRead")]
    [TestCase(8, "UPDATE order_history SET \"By\" = 'nobody' WHERE {taken} AND \"Version\" = 1", "Breach.CannotRead")]
    [TestCase(8, "UPDATE experts SET \"Skills\" = 'no json' WHERE \"Code\" = 'E002'", "Breach.CannotRead")]
    [TestCase(8, "UPDATE ledger SET \"Kind\" = 'Something'", "Breach.CannotRead")]
    public async Task It_is_found_and_named(int promise, string sql, string key)
    {
        await Undone(async () =>
        {
            await Sql(await Filled(sql));
            var findings = await Findings();
            Assert.That(findings.Where(finding => finding.Promise == promise).Select(finding => finding.Breach.Key), Does.Contain(key), string.Join('\n', findings.Select(finding => finding.Breach.In("en"))));
            var row = findings.First(finding => finding.Breach.Key == key).Breach.Row;
            Assert.That(row, Is.AnyOf(taken, solved, "E002", "110").Or.StartsWith(taken).Or.StartsWith("ledger ").Or.EqualTo("1"), "what people know it by");
            Assert.That(findings.Select(finding => finding.Breach.In("zh") + finding.Breach.In("en")), Has.All.Not.Contains("{"));
        });
    }

    [Test]
    public async Task A_row_that_can_t_be_read_hides_no_other_breach() => await Undone(async () =>
    {
        await Sql(await Filled("UPDATE orders SET \"Asked\" = '{{no json' WHERE {solved.id}; UPDATE orders SET \"DueAt\" = 1 WHERE {taken.id}; UPDATE ledger_totals SET \"Quantity\" = 640"));
        Assert.That((await Findings()).Select(finding => finding.Promise).Distinct(), Is.SupersetOf(new[] { 1, 6, 8 }));
    });

    private async Task<List<(int Promise, Breach Breach)>> Findings() =>
        [.. (await Service.Db(db => new Examination(db, Service.Get<Limits>(), Service.Get<Settings>()).Run(Service.Clock.GetUtcNow().AddHours(1), default)))
            .SelectMany(diagnosis => diagnosis.Breaches.Select(breach => (diagnosis.Number, breach)))];

    /// <summary>Does something to the database and puts it back as it was.</summary>
    private async Task Undone(Func<Task> act)
    {
        var file = PersistenceSetup.PathOf(Service.Get<Settings>().Database);
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

    private static async Task<bool> Back(DispatchDb db, string file)
    {
        await db.Database.OpenConnectionAsync();
        await using var whole = new SqliteConnection($"Data Source={file};Pooling=false");
        await whole.OpenAsync();
        whole.BackupDatabase((SqliteConnection)db.Database.GetDbConnection());
        return true;
    }

    private Task<int> Sql(string sql) => Service.Db(db => db.Database.ExecuteSqlRawAsync(sql));

    private async Task<string> Filled(string sql)
    {
        var (takenId, solvedId) = ((await Service.Order(taken)).Id.Value, (await Service.Order(solved)).Id.Value);
        foreach (var table in new[] { "notices", "offers" })
        {
            var columns = await Service.Db(db => db.Database.SqlQuery<string>($"SELECT name AS \"Value\" FROM pragma_table_info({table})").ToListAsync());
            sql = sql.Replace($"{{{table}}}", string.Join(", ", columns.Select(column => $"\"{column}\"")), StringComparison.Ordinal)
                .Replace($"{{{table}:new}}", string.Join(", ", columns.Select(column => column == "Id" ? "'FFFFFFFF' || substr(\"Id\", 9)" : $"\"{column}\"")), StringComparison.Ordinal);
        }
        return sql.Replace("{taken}", $"\"Order\" = '{takenId}' COLLATE NOCASE", StringComparison.Ordinal).Replace("{taken.id}", $"\"Id\" = '{takenId}' COLLATE NOCASE", StringComparison.Ordinal)
            .Replace("{solved}", $"\"Order\" = '{solvedId}' COLLATE NOCASE", StringComparison.Ordinal).Replace("{solved.id}", $"\"Id\" = '{solvedId}' COLLATE NOCASE", StringComparison.Ordinal)
            .Replace("{E002}", "(SELECT \"Id\" FROM experts WHERE \"Code\" = 'E002')", StringComparison.Ordinal);
    }
}
