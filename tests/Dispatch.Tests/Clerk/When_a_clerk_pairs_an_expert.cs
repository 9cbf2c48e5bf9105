using System.Net;
using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Pairings;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Clerk;

public sealed class When_a_clerk_pairs_an_expert : BoardSpec
{
    [Test]
    public async Task It_is_listed_visited_and_ended()
    {
        await Pair(("expert", "专家E1"), ("village", "狼山镇富强村"));
        Assert.That(Wang.Text, Does.Contain("专家E1 E1 与 狼山镇富强村").And.Contain("2026年6月1日至2027年5月31日"));
        var twin = Wang.Twin();
        foreach (var one in new[] { Wang, twin }) await one.Say("Visit", ("words", "看了大棚番茄"));
        Assert.That((twin.Status, Wang.Text.Contains("走访过 1 次", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.OK, true)));
        await Wang.Open("/board/pairings");
        Assert.That(Wang.Page.QuerySelector("tbody tr")!.TextContent, Does.Contain("专家E1").And.Contain("富强村"));
        await Wang.Open(Wang.Page.QuerySelector("tbody a")!.GetAttribute("href")!);
        await Wang.Say("End", ("reason", "专家调离"));
        await Service.Quiet();

        Assert.That(Wang.Text, Does.Contain("提前结束").And.Contain("专家调离"));
        Assert.That((await Service.Db(db => db.Set<Domain.Ledger.Entry>().SingleAsync())).Kind, Is.EqualTo(EntryKind.PairingVisitHeld));
    }

    [Test]
    public async Task Whoever_comes_second_is_told()
    {
        await Pair(("expert", "E1"), ("farmerPhone", "13804780001"));
        var (visit, end) = (Wang.Twin(), Wang.Twin());
        await Wang.Say("Visit", ("words", "看了大棚番茄"));
        await visit.Say("Visit", ("words", "别的话"));
        await Wang.Say("End", ("reason", "专家调离"));
        await end.Say("End", ("reason", "别的原因"));

        Assert.That((visit.Status, end.Status, (await One()).EndedBecause), Is.EqualTo((HttpStatusCode.Conflict, HttpStatusCode.Conflict, "专家调离")));
        Assert.That((visit.Text.Contains("一天只算一次", StringComparison.Ordinal), visit.ValueOf("words")), Is.EqualTo((true, "别的话")));
        Assert.That((await One()).Station, Is.EqualTo((Domain.Stations.StationId?)Langshan.Station.Id), "of whom it is not known where they live");
    }

    [Test]
    public async Task What_is_wrong_is_said_beside_it_and_nothing_is_made()
    {
        await Pair(("expert", "E9"), ("since", "2026-06-05"), ("until", "2026-06-01"));
        Assert.That((Wang.Status, Wang.ErrorOf("expert") is not null, Wang.ErrorOf("farmerPhone") is not null, Wang.ErrorOf("until") is not null, Wang.ValueOf("until")), Is.EqualTo((HttpStatusCode.BadRequest, true, true, true, "2026-06-01")));
        await Wang.Send(("expert", "E1"), ("village", "新华镇团结村"), ("until", "2026-07-01"));
        Assert.That(Wang.ErrorOf("village"), Is.EqualTo("错误： 这不是您驿站的事。"));
        Assert.That(await Service.Db(db => db.Set<Pairing>().AnyAsync()), Is.False);
        await Wang.Send(("village", "狼山镇富强村"));
        await Pair(("expert", "E1"), ("village", "狼山镇富强村"));
        Assert.That((Wang.Status, await Service.Db(db => db.Set<Pairing>().CountAsync())), Is.EqualTo((HttpStatusCode.Conflict, 1)));
    }

    /// <summary>Seen red without the station in the question.</summary>
    [Test]
    public async Task Another_station_neither_sees_nor_changes_it_and_the_office_reads_no_number()
    {
        await Pair(("expert", "E1"), ("farmerPhone", "13804780001"));
        var address = Wang.Address.AbsolutePath;
        var (other, office) = (await SignedIn(new Newcomer("other", "李强", Role.Clerk, Station: "S002")), await Office());
        await other.Open(address);
        await office.Open(address);
        Assert.That((other.Status, office.Status, office.Text.Contains("13804780001", StringComparison.Ordinal), Wang.Text.Contains("13804780001", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.Forbidden, HttpStatusCode.OK, false, true)));
        await other.Open("/board/pairings");
        Assert.That(other.Text, Does.Contain("还没有结对").And.Not.Contain("专家E1"));
        await other.Open("/board/pairings/new");
        await other.Try(HttpMethod.Post, $"{address}?handler=End");
        Assert.That((other.Status, (await One()).EndedAt), Is.EqualTo((HttpStatusCode.Forbidden, (DateTimeOffset?)null)));
    }

    private async Task Pair(params (string Field, string? Value)[] typed)
    {
        await Wang.Open("/board/pairings/new");
        await Wang.Send(typed);
    }

    private Task<Pairing> One() => Service.Db(db => db.Set<Pairing>().AsNoTracking().SingleAsync());
}
