using System.Net;
using System.Text;
using Dispatch.Domain;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using Dispatch.Ledger;
using Dispatch.Matching;
using Dispatch.Notifying;
using Dispatch.Persistence;
using Dispatch.Persistence.Sqlite;
using Dispatch.Tests.Photos;
using Dispatch.Web.Doctor;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using FarmerCode = Dispatch.Accounts.FarmerCode;

namespace Dispatch.Tests.Privacy;

/// <summary>The farmer has left all there is to leave, and says at the end how it went.</summary>
[OnBothDatabases(TakesLong = true)]
public sealed class When_a_farmer_is_erased : ServiceSpec
{
    /// <summary>Each is a trace: the phone, the name, the neighbour whom the farmer has named, the exact place, and what was said at the end.</summary>
    private static readonly string[] Telling = [Traces.Phone, Traces.Name, "王二毛", "41.0412", "多亏了张三"];

    private string folder = null!;
    private Traces traces = null!;

    [SetUp]
    public async Task Live()
    {
        await Service.Settle(Langshan.Expert("E1"));
        traces = await Traces.Leave(Service);
        folder = Path.GetDirectoryName(Service.Get<Settings>().Photos)!;
        using var confirmed = System.Net.Http.Json.JsonContent.Create(new { outcome = "Solved", words = "多亏了张三", photos = new[] { await Traces.Keep(Service, TestPhotos.Jpeg(80)) } });
        confirmed.Headers.Add("Idempotency-Key", "confirmed");
        await Service.Send(HttpMethod.Post, $"/orders/{traces.Tracking}/confirm", OrderDesk.Farmer, confirmed).Done();
        await Service.Look(traces.Tracking, OrderDesk.Farmer);
        await Service.Post("/persons/export", "Desk:li", new { phone = Traces.Phone }).Done();
        await Service.Quiet();
    }

    /// <summary>Every column of every table, and the bytes of the files. Seen red without clearing the free pages, and with the exact place left.</summary>
    [Test]
    public async Task Nothing_of_them_is_left_anywhere()
    {
        Assert.That((await Columns()).Distinct().Count(), Is.GreaterThan(12), "the search is broken");
        await Erase().Done();

        Assert.That(await Columns(), Is.Empty);
        Assert.That(Bytes(), Is.Empty);
    }

    /// <summary>What says it to who can reckon: an id that is made of the phone, and how far it was from three experts. Seen red with either.</summary>
    [Test]
    public async Task Nothing_is_left_from_which_they_could_be_worked_out()
    {
        var lecture = new LectureId(Guid.Parse(traces.Lecture));
        await Erase().Done();

        Assert.That(await Service.Db(db => db.Set<MatchRow>().AnyAsync()), Is.False);
        Assert.That(await Service.Db(db => db.Set<Attendee>().Where(one => one.Lecture == lecture).Select(one => one.Id).SingleAsync()), Is.Not.EqualTo(Attendee.IdOf(lecture, Traces.Phone)));
    }

    [Test]
    public async Task The_photos_are_gone_as_files_too()
    {
        var before = Photos();
        await Erase().Done();

        Assert.That((before, Photos()), Is.EqualTo((2, 0)));
    }

    [Test]
    public async Task A_photo_that_somebody_else_has_too_stays()
    {
        await Service.Ordered(order => order with { FarmerPhone = "13804780002", Photos = [traces.Photo] });
        await Erase().Done();

        Assert.That(Photos(), Is.EqualTo(1));
    }

    [Test]
    public async Task The_ledger_keeps_its_count_and_every_promise_is_kept()
    {
        await Erase().Done();
        await Service.Quiet();
        await using var scope = Service.Services.CreateAsyncScope();
        var findings = await scope.ServiceProvider.GetRequiredService<VerifyLedger>().Run(Service.Clock.GetUtcNow(), default).ToListAsync();
        var diagnosis = await scope.ServiceProvider.GetRequiredService<Examination>().Run(Service.Clock.GetUtcNow(), default);

        Assert.That(findings, Is.Empty);
        Assert.That(await Service.Db(db => db.Set<Entry>().Where(entry => entry.Kind == EntryKind.ProblemSolved).SumAsync(entry => entry.Quantity)), Is.EqualTo(1));
        Assert.That(diagnosis.SelectMany(promise => promise.Breaches).Select(breach => $"{breach}"), Is.Empty);
    }

    [Test]
    public async Task The_order_stays_with_its_village_and_its_history()
    {
        var before = await Service.History(traces.Tracking);
        var mark = (await Erase().Done()).Text("mark");
        var (order, after) = (await Service.Order(traces.Tracking), await Service.History(traces.Tracking));

        Assert.That((order.FarmerPhone, order.VillageCode, order.Outcome, order.Place), Is.EqualTo((mark, Langshan.Village.Code, (Outcome?)Outcome.Solved, (Domain.Place?)Langshan.Centre)));
        Assert.That(after.Select(row => (row.Version, row.Fact, row.At, row.By.Role)), Is.EqualTo(before.Select(row => (row.Version, row.Fact, row.At, row.By.Role))));
        Assert.That(after[0].By.Name, Is.EqualTo(mark));
    }

    [Test]
    public async Task Nobody_opens_it_with_any_digits()
    {
        await Erase().Done();
        var visitor = new Pages.Visitor(Service);
        await visitor.Open("/follow");
        await visitor.Send(("number", traces.Tracking), ("phone", Traces.Phone[^4..]));

        Assert.That(visitor.Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Said_twice_it_is_done_once()
    {
        await Erase().Done();
        var again = await Erase().Done();

        Assert.That((again.Text("mark"), again.Text("orders")), Is.EqualTo(("", "0")));
        Assert.That((await Traces.Audit(Service)).Count(row => row.Act == "erasePerson"), Is.EqualTo(1));
    }

    [Test]
    public async Task Who_has_an_open_order_or_a_pairing_is_told_to_end_it_first()
    {
        Assert.That((await Erase(endPairing: false)).Code, Is.EqualTo("PairingRuns"));
        var open = await Service.Ordered();
        var refused = await Erase();
        Assert.That((refused.Status, refused.Code), Is.EqualTo((HttpStatusCode.Conflict, "OrdersOpen")));
        Assert.That((await Service.Order(open)).FarmerName, Is.EqualTo(Traces.Name));

        await Service.Cancel(open).Done();
        await Erase().Done();
    }

    /// <summary>If the other is cancelled, it is opened again, and somebody would be sent to nobody. Seen red when only its own state was looked at.</summary>
    [Test]
    public async Task Whose_order_goes_on_under_an_open_one_is_told_so_too()
    {
        var (other, mine) = (await Service.Ordered(order => order with { FarmerPhone = "13804780002" }), await Service.Ordered());
        await Service.Merge(mine, other).Done();
        Assert.That((await Erase()).Code, Is.EqualTo("OrdersOpen"));

        await Service.Act(other, "answer", OrderDesk.Clerk, new { words = "拔除病株" }).Done();
        await Erase().Done();
    }

    /// <summary>Seen red: calling it off wrote a notice to the mark.</summary>
    [Test]
    public async Task A_lecture_that_is_still_to_come_does_without_them()
    {
        await Erase().Done();
        await Service.Post($"/lectures/{traces.Lecture}/call-off", OrderDesk.Clerk, new { reason = "大雨" }).Done();
        await Service.Quiet();

        Assert.That(await Service.Db(db => db.Set<Notice>().CountAsync(notice => notice.Lecture != null && notice.To == Role.Farmer)), Is.Zero);
    }

    /// <summary>Seen red: nothing was found under their phones.</summary>
    [Test]
    public async Task Who_has_only_come_to_a_lecture_or_asked_for_a_code_is_erased_too()
    {
        var (came, asked, lecture) = ("13904781111", "13904782222", new LectureId(Guid.Parse(traces.Lecture)));
        await Service.Save(
            new Attendee { Id = Attendee.IdOf(lecture, came), Lecture = lecture, Name = "赵六", Phone = came, How = CameBy.Code, At = Service.Monday, By = new Actor(Role.Farmer, came) },
            new FarmerCode { Phone = asked, SentAt = Service.Monday });
        foreach (var phone in new[] { came, asked })
            Assert.That((await Service.Post("/persons/erase", "Desk:li", new { phone, reason = "本人申请" }).Done()).Text("mark"), Is.Not.Empty, phone);

        Assert.That(await Service.Db(db => db.Set<Attendee>().CountAsync(one => one.Phone == came || one.Name == "赵六")), Is.Zero);
        Assert.That(await Service.Db(db => db.Set<FarmerCode>().CountAsync(code => code.Phone == asked)), Is.Zero);
    }

    [Test]
    public async Task The_log_says_who_did_it_and_why_and_not_to_whom()
    {
        var mark = (await Erase().Done()).Text("mark");
        var row = (await Traces.Audit(Service))[^1];

        Assert.That((row.Act, row.Name, row.Key, row.Why, row.Whose), Is.EqualTo(("erasePerson", "li", "tests", "本人申请", mark)));
    }

    private async Task<Reply> Erase(bool endPairing = true)
    {
        if (endPairing) await Service.Post($"/pairings/{traces.Pairing}/end", "Desk:li", new { reason = "李秀英搬走了" });
        return await Service.Post("/persons/erase", "Desk:li", new { phone = Traces.Phone, reason = "本人申请" });
    }

    private int Photos() => Directory.GetFiles(Path.Combine(folder, "photos"), "*.jpg", SearchOption.AllDirectories).Length;

    private IEnumerable<string> Bytes() =>
        from file in new[] { "dispatch.db", "dispatch.db-wal" }.Select(name => Path.Combine(folder, name)).Where(File.Exists)
        let bytes = Read(file)
        from trace in Telling
        where bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(trace)) >= 0
        select $"{Path.GetFileName(file)}: {trace}";

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>"table.column: trace" for each that has one.</summary>
    private Task<List<string>> Columns() => Service.Db(async db =>
    {
        var found = new List<string>();
        foreach (var column in await db.Database.SqlQueryRaw<string>(db is SqliteDb ? OfSqlite : OfPostgres).ToListAsync())
            foreach (var trace in Telling)
                if (await Has(db, column, trace)) found.Add($"{column}: {trace}");
        return found;
    });

    private const string OfSqlite = "SELECT '\"' || t.name || '\".\"' || c.name || '\"' AS Value FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'";
    private const string OfPostgres = "SELECT '\"' || table_name || '\".\"' || column_name || '\"' AS \"Value\" FROM information_schema.columns WHERE table_schema = 'public'";

    private static async Task<bool> Has(DispatchDb db, string column, string trace)
    {
        var has = db is SqliteDb ? "instr(CAST(" + column + " AS BLOB), CAST({0} AS BLOB))" : "strpos(CAST(" + column + " AS text), {0}) + strpos(CAST(" + column + " AS text), encode(convert_to({0}, 'UTF8'), 'hex')) > 0";
        var question = "SELECT COUNT(*) AS \"Value\" FROM " + column.Split('.')[0] + " WHERE " + has;
        return await db.Database.SqlQueryRaw<long>(question, trace).SingleAsync() > 0;
    }
}
