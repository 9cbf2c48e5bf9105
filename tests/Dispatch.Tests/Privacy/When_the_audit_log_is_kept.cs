using System.Data.Common;
using System.Net;
using Dispatch.Domain;
using Dispatch.Privacy;
using Dispatch.Tests.Pages;
using Dispatch.Tests.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Privacy;

[OnBothDatabases(TakesLong = true)]
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
        Assert.That(() => Service.Db(db => db.Database.ExecuteSqlRawAsync(sql)), Throws.InstanceOf<DbException>().With.Message.Contains("append-only"));
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

    /// <summary>Whoever opens the kept order reads the names of those under it; its own farmer does not. Seen red without what was seen of the others, and with what was seen of them before the merge.</summary>
    [Test]
    public async Task Who_looks_at_the_order_under_which_it_goes_on_has_seen_its_farmer()
    {
        var other = await Service.Ordered(order => order with { FarmerPhone = "13804780002" });
        var (mine, last) = (await Service.Ordered(), await Service.Ordered(order => order with { FarmerPhone = "13804780003" }));
        await Looked(other, last);
        await Service.Merge(mine, other).Done();
        await Looked(other, last);
        await Service.Merge(other, last).Done();
        await Looked(other, last);
        await Service.Look(last, "Farmer:13804780003");

        Assert.That(await Seen("13804780001"), Is.EqualTo(new[] { $"mergeOrder {mine}", $"trackOrder {other}", $"mergeOrder {other}", $"trackOrder {other}", $"trackOrder {last}" }));
        Assert.That((await Seen("13804780003")).Count(row => row == $"trackOrder {last}"), Is.EqualTo(4), "all of them, the farmer's own too");
    }

    /// <summary>In what is handed to the farmer, the other order has no number. Seen red with it.</summary>
    [Test]
    public async Task The_farmers_copy_says_who_looked_and_nothing_of_the_other_farmer()
    {
        var (mine, other) = (await Service.Ordered(), await Service.Ordered(order => order with { FarmerPhone = "13804780002" }));
        await Service.Merge(mine, other).Done();
        Service.Clock.Advance(TimeSpan.FromSeconds(1));
        await Service.Look(other);
        var copy = (await Service.Post("/persons/export", "Desk:li", new { phone = "13804780001" }).Done()).Body;

        Assert.That(copy.GetProperty("seen").EnumerateArray().Count(row => row.GetProperty("act").GetString() == "trackOrder"), Is.EqualTo(1));
        Assert.That(copy.ToString(), Does.Not.Contain(other).And.Not.Contain("13804780002"));
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

    /// <summary>A moment after what was before, and a moment before what comes.</summary>
    private async Task Looked(params string[] trackings)
    {
        Service.Clock.Advance(TimeSpan.FromSeconds(1));
        foreach (var tracking in trackings) await Service.Look(tracking);
        Service.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>"act number" of what the log has about a phone, the oldest first.</summary>
    private async Task<IEnumerable<string>> Seen(string phone) =>
        (await Service.Send(HttpMethod.Get, $"/audit?whose={phone}", "Office:li")).Body.GetProperty("rows").EnumerateArray().Reverse().Select(row => $"{row.GetProperty("act")} {row.GetProperty("whose")}");

    private static string Sequences(Reply page) => string.Join(',', page.Body.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("sequence").ToString()));

    private static IEnumerable<string> Whose(Visitor who) => who.Page.QuerySelectorAll("tbody tr").Select(row => row.Children[3].TextContent);
}
