using System.Text.Json;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Ledger;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Pairings;
using Dispatch.Tests.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Pairings;

[OnBothDatabases(TakesLong = true)]
public sealed class When_experts_are_paired : LedgerSpec
{
    private static readonly DateTimeOffset From = Service.Monday.AddDays(-30);
    private static readonly DateTimeOffset To = Service.Monday.AddDays(300);

    [Test]
    public async Task They_are_found_for_their_village_or_farmer_while_it_lasts()
    {
        await Paired("k1", new { expert = "E001", village = "富强村", from = From, to = To });
        await Paired("k2", new { expert = "E002", farmerPhone = "138 0478 0001", from = From, to = To });

        Assert.That(await PairedAt(Service.Monday, "13804780001", Village), Is.EquivalentTo(new[] { Wang, Li }));
        Assert.That(await PairedAt(Service.Monday, "13804780002", Village), Is.EqualTo(new[] { Wang }));
        Assert.That(await PairedAt(Service.Monday, "13804780001", null), Is.EqualTo(new[] { Li }));
        Assert.That(await PairedAt(To, "13804780001", Village), Is.Empty);
        Assert.That(await PairedAt(From.AddTicks(-1), "13804780001", Village), Is.Empty);
    }

    [Test]
    public async Task A_visit_counts_for_the_town_station_and_expert()
    {
        var id = await Paired("k1");
        var (status, _) = await Visit(id);

        var entry = (await Entries()).Single();
        Assert.That(status, Is.EqualTo(200));
        Assert.That((entry.Kind, entry.Quantity, entry.TownCode, entry.Station), Is.EqualTo((EntryKind.PairingVisitHeld, 1, Town, (Domain.Stations.StationId?)Station)));
        Assert.That(await Total(EntryKind.PairingVisitHeld, Dimension.Expert, Wang.ToString()), Is.EqualTo(1));
        Assert.That(await Findings(), Is.Empty);
    }

    [Test]
    public async Task Two_visits_on_one_day_count_once()
    {
        var id = await Paired("k1");
        var (_, first) = await Visit(id, Service.Monday.AddHours(-2));
        var (status, second) = await Visit(id, Service.Monday.AddHours(-1));
        var (_, before) = await Visit(id, Service.Monday.AddDays(-1));

        Assert.That(status, Is.EqualTo(200));
        Assert.That(second.GetProperty("id").GetGuid(), Is.EqualTo(first.GetProperty("id").GetGuid()));
        Assert.That(before.GetProperty("day").GetString(), Is.EqualTo("2026-05-31"));
        Assert.That(await Entries(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Reports_of_one_day_at_the_same_moment_are_one_visit()
    {
        var id = await Paired("k1");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Visit(id)));

        Assert.That(answers.Select(answer => answer.Status), Has.All.EqualTo(200));
        Assert.That(await Entries(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task News_twice_and_late_count_once()
    {
        var visit = await VisitedUnheard(await Paired("k1"), Service.Monday);
        Service.Clock.Advance(TimeSpan.FromDays(40));
        var (message, news) = (Guid.CreateVersion7(), new Contracts.PairingVisitHeld { PairingVisitId = visit });
        await Say(news, message);
        await Say(news, message);
        await Say(news);

        Assert.That((await Entries()).Single().HappenedAt, Is.EqualTo(Service.Monday));
    }

    /// <summary>Seen red with a ledger that counted only what is newer than its last entry.</summary>
    [Test]
    public async Task News_out_of_turn_count_each_visit_once_on_its_own_day()
    {
        var id = await Paired("k1");
        var (earlier, later) = (await VisitedUnheard(id, Service.Monday), await VisitedUnheard(id, Service.Monday.AddDays(1)));
        await Say(new Contracts.PairingEnded { PairingId = id });
        await Say(new Contracts.PairingVisitHeld { PairingVisitId = later });
        await Say(new Contracts.PairingVisitHeld { PairingVisitId = earlier });
        await Say(new Contracts.ExpertPaired { PairingId = id });

        Assert.That((await Entries()).Select(entry => entry.HappenedAt), Is.EqualTo(new[] { Service.Monday.AddDays(1), Service.Monday }));
        Assert.That(await Findings(), Is.Empty);
    }

    [Test]
    public async Task Nobody_is_paired_twice_with_the_same_at_a_time()
    {
        var id = await Paired("k1");
        var same = await Paired("k1");
        var (overlapping, problem) = await Pair("k2", new { expert = "E001", village = Village, from = To.AddDays(-1), to = To.AddDays(9) });
        var (after, _) = await Pair("k3", new { expert = "E001", village = Village, from = To, to = To.AddDays(9) });
        var (other, _) = await Pair("k4", new { expert = "E002", village = Village, from = From, to = To });

        Assert.That(same, Is.EqualTo(id));
        Assert.That((overlapping, problem.GetProperty("code").GetString()), Is.EqualTo((409, "AlreadyPaired")));
        Assert.That((after, other), Is.EqualTo((201, 201)));
    }

    [Test]
    public async Task Ended_it_is_over_and_earlier_visits_still_count()
    {
        var id = await Paired("k1");
        var (status, _) = await Call(HttpMethod.Post, $"/pairings/{id}/end", new { reason = "专家调离" });
        Service.Clock.Advance(TimeSpan.FromHours(1));
        var (before, _) = await Visit(id, Service.Monday.AddHours(-1));
        var (after, problem) = await Visit(id, Service.Monday.AddMinutes(30));

        Assert.That((status, before, after, problem.GetProperty("code").GetString()), Is.EqualTo((200, 200, 409, "OutsidePeriod")));
        Assert.That(await PairedAt(Service.Monday, "13804780002", Village), Is.Empty);
        Assert.That((await Call(HttpMethod.Get, "/pairings")).Body.GetArrayLength(), Is.Zero);
        Assert.That(await Entries(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Those_that_run_are_listed()
    {
        await Paired("k1");
        var (_, list) = await Call(HttpMethod.Get, $"/pairings?expert=E001&village={Village}");

        Assert.That(list[0].GetProperty("expert").GetString(), Is.EqualTo("E001"));
    }

    [Test]
    public async Task One_is_shown_where_its_address_says()
    {
        var id = await Paired("k1");
        var (status, pairing) = await Call(HttpMethod.Get, $"/pairings/{id}", actor: "Office:li");

        Assert.That((await Call(HttpMethod.Get, $"/pairings/{id}", actor: "Farmer:13804780002")).Status, Is.EqualTo(403), "it has another farmer's number");
        Assert.That((status, pairing.GetProperty("villageCode").GetString()), Is.EqualTo((200, Village)));
        Assert.That((await Call(HttpMethod.Get, $"/pairings/{Guid.CreateVersion7()}")).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task A_visit_is_neither_in_the_future_nor_another_expert_s()
    {
        var id = await Paired("k1");
        var future = await Visit(id, Service.Monday.AddMinutes(1));
        var stranger = await Visit(id, actor: $"Expert:{Li}");
        var unknown = await Visit(Guid.CreateVersion7());

        Assert.That(new[] { future, stranger }.Select(answer => answer.Body.GetProperty("code").GetString()), Is.EqualTo(new[] { "InTheFuture", "NotYoursToSay" }));
        Assert.That(unknown.Status, Is.EqualTo(404));
        Assert.That((await Visit(id, actor: $"Expert:{Wang}")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task What_is_wrong_is_named_by_field()
    {
        var (_, both) = await Pair("k", new { expert = "E999", farmerPhone = "13804780001", village = Village, from = To, to = From });
        var (_, neither) = await Pair("k", new { expert = "E001", from = From, to = To });
        var (_, phone) = await Pair("k", new { expert = "E001", farmerPhone = "12", from = From, to = To.AddYears(9) });
        var (_, village) = await Pair("k", new { expert = "E001", village = "无此村" });

        Assert.That(Fields(both), Is.EquivalentTo(new[] { "expert", "farmerPhone", "to" }));
        Assert.That(Fields(neither), Is.EquivalentTo(new[] { "farmerPhone" }));
        Assert.That(Fields(phone), Is.EquivalentTo(new[] { "farmerPhone", "to" }));
        Assert.That(Fields(village), Is.EquivalentTo(new[] { "village", "from", "to" }));
        Assert.That(await Service.Db(db => db.Set<Pairing>().CountAsync()), Is.Zero);
    }

    /// <summary>Whom matching would prefer for an order of this farmer in this village.</summary>
    private async Task<IReadOnlySet<ExpertId>> PairedAt(DateTimeOffset at, string phone, string? village)
    {
        var id = OrderId.For("paired");
        var order = new Order(id, TrackingNumber.For(id), at) { Difficulty = "葵花有蚜虫", FarmerName = "李秀英", FarmerPhone = phone }.In(null, village);
        return (await Service.Db(db => Dispatch.Matching.Paired.With(db, [order], at, CancellationToken.None)))[id];
    }

    private async Task<Guid> Paired(string key, object? body = null)
    {
        var (status, answer) = await Pair(key, body ?? new { expert = "E001", village = Village, from = From, to = To });
        Assert.That(status, Is.EqualTo(201), answer.ToString());
        return answer.GetProperty("id").GetGuid();
    }

    private Task<(int Status, JsonElement Body)> Pair(string key, object body) => Call(HttpMethod.Post, "/pairings", body, key: key);

    private Task<(int Status, JsonElement Body)> Visit(Guid id, DateTimeOffset? heldAt = null, string actor = "Clerk:wang") =>
        Call(HttpMethod.Post, $"/pairings/{id}/visits", new { heldAt, words = "看了大棚番茄" }, actor);

    /// <summary>A visit is written down; nobody has been told of it.</summary>
    private async Task<Guid> VisitedUnheard(Guid pairing, DateTimeOffset at)
    {
        var id = new PairingId(pairing);
        var known = await Service.Db(db => db.Set<Pairing>().AsNoTracking().SingleAsync(one => one.Id == id));
        var visit = known.Visited(new(Domain.Role.Clerk, "wang"), at, "看了大棚", at, TimeZoneInfo.Utc).Visit!;
        await Service.Save(visit);
        return visit.Id.Value;
    }
}
