using System.Net;
using Dispatch.Domain;
using Dispatch.Privacy;
using Dispatch.Tests.Pages;
using Dispatch.Tests.SignIn;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Privacy;

public sealed class When_the_audit_log_is_kept : ServiceSpec
{
    [SetUp]
    public Task Settle() => Service.Settle(Langshan.Expert("E1"));

    [Test]
    public async Task It_says_who_when_what_whose_and_by_which_key()
    {
        var tracking = await Service.Ordered();
        Service.Clock.Advance(TimeSpan.FromMinutes(1));
        await Service.Look(tracking);
        var row = (await Traces.Audit(Service)).Single();

        Assert.That((row.Role, row.Name, row.Key, row.Act, row.Whose, row.At), Is.EqualTo((Role.Clerk, "王芳", "tests", "trackOrder", tracking, Service.Monday.AddMinutes(1))));
    }

    [Test]
    public async Task What_gives_nothing_out_is_not_in_it()
    {
        var tracking = await Service.Ordered();
        await Service.Look(tracking, "Nobody:li");
        await Service.Look("51000000006");
        await Service.Send(HttpMethod.Get, "/orders", OrderDesk.Clerk);
        await Service.Send(HttpMethod.Get, "/call-backs", OrderDesk.Farmer);

        Assert.That(await Traces.Audit(Service), Is.Empty);
    }

    /// <summary>The answer that is kept for the key has the farmer's phone in it as well. Seen red with the log behind the kept answers.</summary>
    [Test]
    public async Task What_is_given_a_second_time_for_its_key_is_noted_a_second_time()
    {
        var tracking = await Service.Ordered();
        for (var n = 0; n < 2; n++)
        {
            using var body = System.Net.Http.Json.JsonContent.Create(new { reason = "雨后好了" });
            body.Headers.Add("Idempotency-Key", "once");
            await Service.Send(HttpMethod.Post, $"/orders/{tracking}/cancel", OrderDesk.Clerk, body).Done();
        }

        Assert.That((await Traces.Audit(Service)).Select(row => row.Act), Is.EqualTo(new[] { "cancelOrder", "cancelOrder" }));
    }

    [Test]
    public async Task Many_at_once_are_all_in_it()
    {
        var tracking = await Service.Ordered();
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Service.Look(tracking)));

        Assert.That(await Traces.Audit(Service), Has.Count.EqualTo(30));
    }

    /// <summary>Seen red without each of the triggers.</summary>
    [TestCase("UPDATE audit SET \"Act\" = 'nothing'")]
    [TestCase("UPDATE audit SET \"Name\" = 'somebody'")]
    [TestCase("UPDATE audit SET \"Whose\" = NULL")]
    [TestCase("DELETE FROM audit")]
    public async Task Nothing_in_it_is_changed_or_taken_out(string sql)
    {
        await Service.Look(await Service.Ordered());
        Assert.That(() => Service.Db(db => db.Database.ExecuteSqlRawAsync(sql)), Throws.InstanceOf<SqliteException>().With.Message.Contains("append-only"));
    }

    [Test]
    public async Task After_its_time_it_is_forgotten_and_not_before()
    {
        var tracking = await Service.Ordered();
        await Service.Look(tracking);
        await Service.Save(new AuditRow { At = Service.Monday.AddDays(1096), Role = Role.Clerk, Act = "trackOrder" });
        Service.Clock.Advance(TimeSpan.FromDays(1096));
        Assert.That(await Service.Get<ForgetAudit>().Forget(default), Is.Zero);

        Service.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.That(await Service.Get<ForgetAudit>().Forget(default), Is.EqualTo(1));
    }

    [Test]
    public async Task The_office_reads_it_by_farmer_and_by_name_and_that_is_in_it_too()
    {
        var (tracking, other) = (await Service.Ordered(), await Service.Ordered(order => order with { FarmerPhone = "13804780002" }));
        await Service.Look(tracking);
        await Service.Look(other, "Desk:张三");
        var office = new Visitor(Service);
        await office.SignIn("office", await Service.Employ(new("office", "人才办", Role.Office)));
        await office.Open("/audit");
        await office.Send(("whose", "138 0478 0001"));
        Assert.That(Whose(office), Is.EqualTo(new[] { tracking }));

        await office.Open("/audit?who=张三");
        Assert.That(Whose(office), Is.EqualTo(new[] { other }));
        Assert.That((await Traces.Audit(Service)).Count(row => row is { Act: "readAudit", Role: Role.Office, Name: "人才办 (office)" }), Is.EqualTo(3));
    }

    [Test]
    public async Task It_is_read_a_page_at_a_time_and_as_a_table()
    {
        var tracking = await Service.Ordered();
        for (var n = 0; n < 3; n++) await Service.Look(tracking);
        var first = await Service.Send(HttpMethod.Get, "/audit?take=2", "Office:li");
        var second = await Service.Send(HttpMethod.Get, $"/audit?take=2&before={first.Text("next")}", "Office:li");
        var office = new Visitor(Service);
        await office.SignIn("office", await Service.Employ(new("office", "人才办", Role.Office)));
        await office.Open("/audit?handler=Csv&from=2026-06");

        Assert.That((Sequences(first), Sequences(second)), Is.EqualTo(("3,2", "1")));
        Assert.That(office.Page.Source.Text, Does.StartWith("\uFEFFsequence,at,role").Or.StartWith("sequence,at,role").And.Contain($"trackOrder,{tracking}"));
    }

    [Test]
    public async Task A_month_that_is_none_is_named()
    {
        var office = new Visitor(Service);
        await office.SignIn("office", await Service.Employ(new("office", "人才办", Role.Office)));
        await office.Open("/audit?from=June");

        Assert.That((office.Status, office.ErrorOf("from"), office.ValueOf("from")), Is.EqualTo((HttpStatusCode.BadRequest, office.ErrorOf("from"), "June")));
        Assert.That(office.ErrorOf("from"), Is.Not.Null);
    }

    private static string Sequences(Reply page) => string.Join(',', page.Body.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("sequence").ToString()));

    private static IEnumerable<string> Whose(Visitor who) => who.Page.QuerySelectorAll("tbody tr").Select(row => row.Children[3].TextContent);
}
