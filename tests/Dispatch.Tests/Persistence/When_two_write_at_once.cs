using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dispatch.Tests.Persistence;

/// <summary>
/// Two transactions on PostgreSQL, neither of which sees what the other has not committed: the second waits for the first,
/// and is refused by what it did. Past all our code.
/// </summary>
[OnPostgres]
public sealed class When_two_write_at_once : ServiceSpec
{
    private string lecture = null!, elsewhere = null!;

    [SetUp]
    public Task Settle() => Service.Settle(Langshan.Expert("E1", capacity: 1), Langshan.Expert("E2", km: 30), Langshan.Expert("E3", km: 40));

    /// <summary>Promise 3: by the lock of the counter's row.</summary>
    [Test]
    public async Task No_expert_takes_a_seat_too_many()
    {
        var (one, other) = (await Service.Ordered(), await Service.Ordered());
        Assert.That(await Second(Offer(one), Offer(other)), Is.EqualTo(Guard.Capacity));

        static string Offer(string tracking) => $"""UPDATE seats SET "State" = 'Offered', "Expert" = '{Id("E1")}' WHERE "Order" = {Of(tracking)}""";
    }

    /// <summary>Promise 4. Seen red without the lock of the order.</summary>
    [TestCase("Declined")]
    [TestCase("Lapsed")]
    [TestCase("HandedBack")]
    public async Task No_offer_while_it_is_refused(string how)
    {
        await Service.Offered();
        Assert.That(await Second($"UPDATE offers SET \"State\" = '{how}'", await Again("offers", ("\"Id\"", "gen_random_uuid()"))), Is.EqualTo(Guard.NeverAgain));
    }

    /// <summary>Seen red without the lock of the expert.</summary>
    [Test]
    public async Task No_expert_lectures_at_two_places()
    {
        await Plan();
        Assert.That(await Second(Lecturer(lecture), Lecturer(elsewhere)), Is.EqualTo(Guard.OneLecture));

        static string Lecturer(string lecture) => $"""INSERT INTO lecturers ("Lecture", "Expert", "StartsAt", "EndsAt") VALUES ('{lecture}', '{Id("E3")}', 0, 100)""";
    }

    /// <summary>Seen red without the lock of the expert.</summary>
    [Test]
    public async Task No_pairing_twice() => Assert.That(await Second(Pair, Pair), Is.EqualTo(Guard.PairedOnce));

    /// <summary>Seen red without the lock of the other order.</summary>
    [Test]
    public async Task No_order_goes_on_under_one_that_is_being_closed()
    {
        var (kept, same) = (await Service.Ordered(), await Service.Ordered());
        Assert.That(await Second($"UPDATE orders SET \"State\" = 'Closed' WHERE \"Tracking\" = '{kept}'", Merge(same, kept)), Is.EqualTo(Guard.MergedIntoOver));
    }

    /// <summary>Seen red without the lock of the other order: each went on under the other.</summary>
    [Test]
    public async Task No_two_orders_go_on_under_each_other()
    {
        var (one, other) = (await Service.Ordered(), await Service.Ordered());
        Assert.That(await Second(Merge(one, other), Merge(other, one)), Is.EqualTo(Guard.MergedIntoOver));
    }

    /// <summary>Seen red without the lock of the lecture.</summary>
    [Test]
    public async Task Nobody_enrols_for_a_lecture_that_is_being_settled()
    {
        await Plan();
        Assert.That(await Second(Hold(30), $"""INSERT INTO lecture_enrolments ("Lecture", "Phone", "Name", "At", "By") VALUES ('{lecture}', '13904780001', '李秀英', 0, 'Clerk:王芳')"""), Is.EqualTo(Guard.Enrolment));
    }

    /// <summary>Seen red without the lock of the lecture.</summary>
    [Test]
    public async Task Nobody_comes_to_a_lecture_that_is_being_settled()
    {
        await Plan();
        Assert.That(await Second(Hold(30), Came), Is.EqualTo(Guard.Attendance));
    }

    /// <summary>Seen red without the lock of the lecture.</summary>
    [Test]
    public async Task Nobody_is_struck_from_a_lecture_that_is_being_settled()
    {
        await Plan();
        await Service.Db(db => db.Database.ExecuteSqlRawAsync(Came));
        Assert.That(await Second(Hold(1), "DELETE FROM lecture_attendees"), Is.EqualTo(Guard.Attendance));
    }

    /// <summary>Seen red without the lock of the lecture: it was held with thirty, and one was listed.</summary>
    [Test]
    public async Task No_lecture_is_held_with_another_number_than_is_being_listed()
    {
        await Plan();
        Assert.That(await Second(Came, Hold(30)), Is.EqualTo(Guard.Attendance));
    }

    /// <summary>The key of the ledger is the lock.</summary>
    [Test]
    public async Task No_two_entries_follow_the_same_one()
    {
        await Service.Post("/ledger/opening-balances", "Office:张主任", new { kind = "LectureHeld", year = 2001, quantity = 7, source = "总结" });
        var next = await Again("ledger", ("\"Sequence\"", "2"), ("\"Source\"", "gen_random_uuid()"));
        Assert.That(await Second(next, next), Is.EqualTo(Guard.LedgerTurn));
    }

    private static string Pair => $"""INSERT INTO pairings ("Id", "Expert", "VillageCode", "From", "To", "PairedBy") VALUES (gen_random_uuid(), '{Id("E1")}', '{Langshan.Village.Code}', 0, 100, 'Clerk:王芳')""";

    private string Came => $"""INSERT INTO lecture_attendees ("Id", "Lecture", "Name", "How", "At", "By") VALUES (gen_random_uuid(), '{lecture}', '李秀英', 'List', 0, 'Clerk:王芳')""";

    private string Hold(int attendance) => $"""UPDATE lectures SET "State" = 'Held', "Attendance" = {attendance} WHERE "Id" = '{lecture}'""";

    private async Task Plan() => (lecture, elsewhere) = (await Lecture("列当防治", "E1"), await Lecture("白粉病", "E2"));

    private async Task<string> Lecture(string title, string expert) => (await Service.Post("/lectures", OrderDesk.Clerk, new
    {
        title,
        skill = "PlantProtection",
        experts = new[] { expert },
        station = "S001",
        whereabouts = "村委会",
        startsAt = Service.Monday.AddDays(1),
        minutes = 60,
    })).Text("id")!;

    /// <summary>The same row once more, with something else in these columns.</summary>
    private async Task<string> Again(string table, params (string Column, string Value)[] otherwise)
    {
        var columns = await Service.Db(db => db.Database.SqlQueryRaw<string>("SELECT '\"' || column_name || '\"' AS \"Value\" FROM information_schema.columns WHERE table_name = {0}", table).ToListAsync());
        var values = columns.Select(column => otherwise.FirstOrDefault(other => other.Column == column).Value ?? column);
        return $"INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)} FROM {table}";
    }

    /// <summary>What becomes of the second while the first is not committed, and then is.</summary>
    private async Task<Guard?> Second(string first, string second)
    {
        await using var one = await Open();
        await using var other = await Open();
        await using var transaction = await one.BeginTransactionAsync();
        await Run(one, first);
        var waiting = Run(other, second);
        await OrderDesk.Until(async () => waiting.IsCompleted || await IsHeldUp(other.ProcessID));
        await transaction.CommitAsync();
        try
        {
            await waiting;
            return null;
        }
        catch (PostgresException refused)
        {
            return Guards.Broken(new DbUpdateException(refused.Message, refused));
        }
    }

    private async Task<NpgsqlConnection> Open()
    {
        var connection = new NpgsqlConnection(await Service.Db(db => Task.FromResult(db.Database.GetConnectionString())));
        await connection.OpenAsync();
        return connection;
    }

    private Task<bool> IsHeldUp(int session) => Service.Db(db => db.Database.SqlQueryRaw<bool>("SELECT cardinality(pg_blocking_pids({0})) > 0 AS \"Value\"", session).SingleAsync());

    private static async Task<int> Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }

    private static string Merge(string order, string into) => $"""UPDATE orders SET "MergedInto" = {Of(into)}, "State" = 'Closed' WHERE "Tracking" = '{order}'""";

    private static string Id(string expert) => ExpertId.For(expert).ToString();

    private static string Of(string tracking) => $"(SELECT \"Id\" FROM orders WHERE \"Tracking\" = '{TrackingNumber.Of(tracking)}')";
}
