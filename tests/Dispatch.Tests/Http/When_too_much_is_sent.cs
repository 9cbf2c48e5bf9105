using System.Net;
using Dispatch.Domain.Experts;

namespace Dispatch.Tests.Http;

/// <summary>Lists have an end, which is said; what is beyond it is not complained about piece by piece. Each seen red.</summary>
public sealed class When_too_much_is_sent : ServiceSpec
{
    private static readonly DateTimeOffset Soon = Service.Monday.AddDays(1);

    [SetUp]
    public Task Settle() => Service.Settle(Langshan.Expert("E1"));

    [Test]
    public async Task A_seat_needs_each_skill_once()
    {
        var twice = await Order(["植保", "Seed"], ["Seed:1", "植保", "种子:高级"]);
        var each = await Order(Enum.GetNames<Domain.Skill>());

        Assert.That((twice.Status, each.Status), Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.Created)));
        Assert.That(twice.Body.GetProperty("errors").GetProperty("seats[1]")[0].GetString(), Does.Contain("种子"));
    }

    [Test]
    public async Task A_seat_needs_no_more_skills_than_there_are()
    {
        var much = await Order([.. Enumerable.Repeat("Seed", 60_000)]);

        Assert.That((much.Status, much.Fields), Is.EqualTo((HttpStatusCode.BadRequest, new[] { "seats[0]" })));
        Assert.That(much.Body.ToString(), Has.Length.LessThan(1_000));
    }

    [Test]
    public async Task Seats_beyond_the_last_are_not_looked_at()
    {
        var much = await Order([.. Enumerable.Repeat(Array.Empty<string>(), 60_000)]);

        Assert.That((much.Status, much.Fields.Count, much.Fields[0]), Is.EqualTo((HttpStatusCode.BadRequest, 7, "seats")));
    }

    [Test]
    public async Task An_expert_has_at_most_sixty_leaves_in_a_year_and_ahead()
    {
        await Service.Change("E1", expert => expert.Leaves = [Days(-500), .. Enumerable.Range(1, 59).Select(Days)]);
        var (last, more, changed) = (await Leave(60), await Leave(61), await Leave(60));

        Assert.That((last.Status, more.Status, changed.Status), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.OK)), more.Body.ToString());
        Assert.That(more.Fields, Is.EqualTo(new[] { "from" }));
        Assert.That(last.Body.GetProperty("leaves").GetArrayLength(), Is.EqualTo(61), "an old one stays, and does not count");
    }

    private static Leave Days(int n) => new(Soon.AddDays(n), Soon.AddDays(n + 1), "培训");

    private Task<Reply> Leave(int day) => Service.Post("/experts/E1/leave", OrderDesk.Clerk, new { from = Days(day).From, to = Days(day).To, reason = "培训" });

    private Task<Reply> Order(params string[][] seats) => Service.Post("/orders", OrderDesk.Farmer, OrderDesk.Sunflower with { Seats = seats });
}
