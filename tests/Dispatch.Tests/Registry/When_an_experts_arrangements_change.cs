using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dispatch.Contracts;
using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Registry;

public sealed class When_an_experts_arrangements_change : ServiceSpec
{
    private static readonly ExpertId Wang = ExpertId.For("ZJ-1");
    [SetUp]
    public Task Fill() => Service.Save([.. Lists.Places(), new Expert { Id = Wang, Code = "ZJ-1", Name = "王建国", Phone = "13904780001", Skills = [new(Skill.PlantProtection, Level.Senior)], Base = new Place(41, 107), TownCode = "150802100", Capacity = 3 }]);

    [Test]
    public async Task Hours_are_set_and_announced_once()
    {
        Assert.That((await Send(HttpMethod.Put, "hours", new { hours = "周一至周六 07:00-12:00" })).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await Send(HttpMethod.Put, "hours", new { hours = "Mon-Sat 07:00-12:00" })).StatusCode, Is.EqualTo(HttpStatusCode.OK));

        Assert.That((await Expert()).Hours.Spans, Has.Count.EqualTo(6));
        Assert.That(await Announced(), Is.EqualTo(1));
    }

    [Test]
    public async Task Hours_that_are_none_name_the_field_and_change_nothing()
    {
        var problem = await Problem(await Send(HttpMethod.Put, "hours", new { hours = "whenever" }), HttpStatusCode.BadRequest);

        Assert.That(problem.GetProperty("errors").TryGetProperty("hours", out _));
        Assert.That(await Announced(), Is.Zero);
    }

    [TestCase("Mon 08:00-12:00,11:00-14:00", "11:00")]
    [TestCase("周一至周五 08:00-18:00; 周三 09:00-10:00", "09:00")]
    [TestCase("Mon 08:00-18:00; Mon 08:00-18:00", "08:00")]
    [TestCase("Mon 08:00-08:01,08:02-08:03,08:04-08:05,08:06-08:07,08:08-08:09,08:10-08:11,08:12-08:13; Tue-Sun 08:00-08:01,08:02-08:03,08:04-08:05,08:06-08:07,08:08-08:09,08:10-08:11", "42")]
    public async Task Hours_that_overlap_or_are_too_many_name_the_field_and_what_is_wrong(string hours, string words)
    {
        var problem = await Problem(await Send(HttpMethod.Put, "hours", new { hours }), HttpStatusCode.BadRequest);

        Assert.That(problem.GetProperty("errors").GetProperty("hours")[0].GetString(), Does.Contain(words));
    }

    [Test]
    public async Task A_leave_is_kept_once_and_its_start_again_sets_its_end_anew()
    {
        await Leave("2026-06-08T00:00:00+08:00", "2026-06-10T00:00:00+08:00");
        await Leave("2026-06-08T00:00:00+08:00", "2026-06-10T00:00:00+08:00");
        await Leave("2026-06-08T00:00:00+08:00", "2026-06-12T00:00:00+08:00");

        Assert.That((await Expert()).Leaves.Single().To, Is.EqualTo(new DateTimeOffset(2026, 6, 12, 0, 0, 0, TimeSpan.FromHours(8))));
        Assert.That(await Announced(), Is.EqualTo(2));
    }

    [TestCase("2026-06-10T00:00:00+08:00", "2026-06-08T00:00:00+08:00")]
    [TestCase("2026-05-10T00:00:00+08:00", "2026-05-12T00:00:00+08:00")]
    public async Task A_leave_that_ends_before_it_starts_or_before_now_is_refused(string from, string to) =>
        Assert.That((await Problem(await Leave(from, to), HttpStatusCode.BadRequest)).GetProperty("errors").TryGetProperty("to", out _));

    [Test]
    public async Task A_leave_can_be_called_off_and_one_that_is_under_way_ends_now()
    {
        await Leave("2026-06-08T00:00:00+08:00", "2026-06-10T00:00:00+08:00");
        await Leave("2026-05-31T00:00:00+08:00", "2026-06-03T00:00:00+08:00");
        await End("2026-06-08T00:00:00+08:00");
        await End("2026-05-31T00:00:00+08:00");

        Assert.That((await Expert()).Leaves.Single().To, Is.EqualTo(Service.Monday));
        Assert.That((await End("2026-06-20T00:00:00+08:00")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_capacity_below_the_seats_held_is_refused_with_the_reason()
    {
        await Service.Db(db => db.Database.ExecuteSqlAsync($"UPDATE experts SET \"OpenSeats\" = 2"));

        var problem = await Problem(await Send(HttpMethod.Put, "capacity", new { capacity = 1 }), HttpStatusCode.Conflict);

        Assert.That(problem.GetProperty("code").GetString(), Is.EqualTo("CapacityReached"));
        Assert.That(problem.GetProperty("detail").GetString(), Does.Contain("2 单"));
        Assert.That((await Expert()).Capacity, Is.EqualTo(3));
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(51)]
    [TestCase(null)]
    public async Task A_capacity_out_of_range_is_refused(int? capacity) =>
        Assert.That((await Send(HttpMethod.Put, "capacity", new { capacity })).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));

    [Test]
    public async Task An_expert_changes_their_own_only()
    {
        var own = await Send(HttpMethod.Put, "capacity", new { capacity = 4 }, $"Expert:{Wang}");
        var other = await Send(HttpMethod.Put, "capacity", new { capacity = 5 }, $"Expert:{ExpertId.For("ZJ-2")}");
        var farmer = await Send(HttpMethod.Put, "capacity", new { capacity = 5 }, "Farmer:13804780001");

        Assert.That((own.StatusCode, other.StatusCode, farmer.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)));
        Assert.That((await Expert()).Capacity, Is.EqualTo(4));
    }

    [Test]
    public async Task Nobody_of_that_code_is_not_found() =>
        Assert.That((await Service.Send(HttpMethod.Get, "/experts/ZJ-9", OrderDesk.Clerk)).Status, Is.EqualTo(HttpStatusCode.NotFound));

    [Test]
    public async Task Experts_towns_and_villages_are_shown()
    {
        var experts = await Json("/api/v1/experts?skill=植保:中级&town=狼山镇");
        Assert.That(experts.EnumerateArray().Single().GetProperty("skills")[0].GetString(), Is.EqualTo("PlantProtection:3"));
        Assert.That((await Json("/api/v1/experts?skill=兽医")).GetArrayLength(), Is.Zero);
        Assert.That((await Json("/api/v1/experts?after=ZJ-1")).GetArrayLength(), Is.Zero);
        Assert.That((await Json("/api/v1/towns")).GetArrayLength(), Is.EqualTo(2));
        Assert.That((await Json("/api/v1/towns/150802101/villages")).GetArrayLength(), Is.EqualTo(2));
        Assert.That((await Json("/api/v1/villages?town=老新华&prefix=团")).EnumerateArray().Single().GetProperty("code").GetString(), Is.EqualTo("150802101211"));
        Assert.That((await Json("/api/v1/stations")).GetArrayLength(), Is.Zero);
        Assert.That((await Service.Send(HttpMethod.Get, "/villages?town=没有镇", OrderDesk.Farmer)).Fields, Is.EqualTo(new[] { "town" }));
    }

    [Test]
    public async Task How_to_reach_them_and_why_they_are_away_is_not_for_farmers_and_other_experts()
    {
        await Leave("2026-06-08T00:00:00+08:00", "2026-06-10T00:00:00+08:00");

        Assert.That(await Seen("Clerk:王芳"), Is.EqualTo(("13904780001", "培训")));
        Assert.That(await Seen($"Expert:{Wang}"), Is.EqualTo(("13904780001", "培训")));
        Assert.That(await Seen("Farmer:13804780001"), Is.EqualTo(("", "")));
        Assert.That(await Seen($"Expert:{ExpertId.For("ZJ-2")}"), Is.EqualTo(("", "")));
    }

    private async Task<(string Phone, string Why)> Seen(string by)
    {
        var list = (await Service.Send(HttpMethod.Get, "/experts", by)).Body[0];
        var one = (await Service.Send(HttpMethod.Get, "/experts/ZJ-1", by)).Body;
        Assert.That(list.ToString(), Is.EqualTo(one.ToString()));
        return (one.GetProperty("phone").ToString(), one.GetProperty("leaves")[0].GetProperty("why").ToString());
    }

    private Task<HttpResponseMessage> Leave(string from, string to) => Send(HttpMethod.Post, "leave", new { from, to, reason = "培训" });

    private Task<HttpResponseMessage> End(string from) => Send(HttpMethod.Delete, $"leave/{Uri.EscapeDataString(from)}", null);

    private Task<Expert> Expert() => Service.Db(db => db.Set<Expert>().SingleAsync());

    private Task<int> Announced() => Service.Db(db => db.Set<OutboxRow>().CountAsync(row => row.Type == nameof(ExpertChanged)));

    private async Task<JsonElement> Json(string path) => (await Service.Send(HttpMethod.Get, path["/api/v1".Length..], OrderDesk.Farmer)).Body;

    private static async Task<JsonElement> Problem(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.That(answer.StatusCode, Is.EqualTo(status));
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string act, object? body, string actor = "Clerk:wang")
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/experts/ZJ-1/{act}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("Dispatch-Actor", actor);
        return await Service.Http.SendAsync(request);
    }
}
