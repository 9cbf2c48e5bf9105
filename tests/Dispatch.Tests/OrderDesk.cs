using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Intake;
using Dispatch.Matching;
using Dispatch.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests;

/// <summary>What the service answered.</summary>
public sealed record Reply(HttpStatusCode Status, JsonElement Body)
{
    public string? State => Text("state");

    /// <summary>The code of a problem.</summary>
    public string? Code => Text("code");

    /// <summary>The fields a problem names.</summary>
    public IReadOnlyList<string> Fields => Body.TryGetProperty("errors", out var errors) ? [.. errors.EnumerateObject().Select(error => error.Name)] : [];

    public string? Text(string name) => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) ? value.ToString() : null;
}

/// <summary>The acts of every person, over HTTP, as a test says them. Experts go by their codes.</summary>
public static class OrderDesk
{
    public const string Farmer = "Farmer:13804780001";
    public const string Clerk = "Clerk:王芳";

    /// <summary>An order that needs plant protection in 富强村, unless changed.</summary>
    public static OrderRequest Sunflower { get; } = new()
    {
        FarmerName = "李秀英",
        FarmerPhone = "13804780001",
        Difficulty = "葵花得了菌核病，烂盘",
        Town = "狼山镇",
        Village = "富强村",
        Seats = [["PlantProtection"]],
    };

    public static string Expert(string code) => $"Expert:{ExpertId.For(code)}";

    /// <summary>A farmer orders; the order is written down and triaged.</summary>
    /// <returns>The tracking number.</returns>
    public static async Task<string> Ordered(this Service service, Func<OrderRequest, OrderRequest>? with = null)
    {
        var reply = await service.Post("/orders", Farmer, with is null ? Sunflower : with(Sunflower));
        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.Created), reply.Body.ToString());
        await service.Quiet();
        return reply.Text("tracking")!;
    }

    /// <summary>A farmer orders, and an expert is asked if there is one.</summary>
    public static async Task<string> Offered(this Service service, Func<OrderRequest, OrderRequest>? with = null)
    {
        var tracking = await service.Ordered(with);
        await service.Match();
        return tracking;
    }

    /// <summary>A farmer orders, and the expert of this code takes it.</summary>
    public static async Task<string> Taken(this Service service, string expert, Func<OrderRequest, OrderRequest>? with = null)
    {
        var tracking = await service.Offered(with);
        await service.Accept(tracking, expert).Done();
        return tracking;
    }

    /// <summary>One round of matching over all that waits.</summary>
    public static async Task<int> Match(this Service service)
    {
        var made = await service.Get<MatchWaiting>().All(default);
        await service.Quiet();
        return made;
    }

    /// <summary>Turns the clock and takes the limits that have passed.</summary>
    public static async Task Later(this Service service, TimeSpan span)
    {
        service.Clock.Advance(span);
        await service.Get<DueOrders>().Sweep(default);
        await service.Quiet();
    }

    /// <summary>Turns the clock step by step until what is waited for has happened; a minute is the ceiling, not the clock.</summary>
    public static Task TurnUntil(this Service service, TimeSpan step, Func<Task<bool>> happened) => Until(async () =>
    {
        if (await happened()) return true;
        service.Clock.Advance(step);
        return false;
    });

    /// <summary>Looks until what is waited for has happened; a minute is the ceiling, not the clock.</summary>
    public static async Task Until(Func<Task<bool>> happened)
    {
        using var ceiling = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await happened()) await look.WaitForNextTickAsync(ceiling.Token);
    }

    public static Task<Reply> Accept(this Service service, string tracking, string expert, DateTimeOffset? comesAt = null) => service.Act(tracking, "accept", Expert(expert), new { comesAt });

    public static Task<Reply> Decline(this Service service, string tracking, string expert) => service.Act(tracking, "decline", Expert(expert), new { reason = "在外地培训" });

    public static Task<Reply> HandBack(this Service service, string tracking, string expert) => service.Act(tracking, "hand-back", Expert(expert), new { reason = "车坏了" });

    public static Task<Reply> Withdraw(this Service service, string tracking, string expert) => service.Act(tracking, "withdraw", Clerk, new { expert, reason = "联系不上" });

    public static Task<Reply> CheckIn(this Service service, string tracking, string expert, DateTimeOffset? deviceTime = null) => service.Act(tracking, "check-in", Expert(expert), new { deviceTime });

    public static Task<Reply> Report(this Service service, string tracking, string expert, DateTimeOffset? deviceTime = null) =>
        service.Act(tracking, "report", Expert(expert), new { findings = "菌核病", advice = "拔除病株", outcome = "Solved", deviceTime });

    /// <summary>What an expert does, by its name.</summary>
    public static Task<Reply> Does(this Service service, string act, string tracking, string expert) => act switch
    {
        "accept" => service.Accept(tracking, expert),
        "decline" => service.Decline(tracking, expert),
        "hand-back" => service.HandBack(tracking, expert),
        "check-in" => service.CheckIn(tracking, expert),
        "report" => service.Report(tracking, expert),
        _ => throw new ArgumentException($"'{act}' is no act of an expert.", nameof(act)),
    };

    public static Task<Reply> Confirm(this Service service, string tracking, string outcome = "Solved", string by = Farmer) => service.Act(tracking, "confirm", by, new { outcome });

    public static Task<Reply> Cancel(this Service service, string tracking, string by = Farmer) => service.Act(tracking, "cancel", by, new { reason = "雨后好了" });

    public static Task<Reply> Reopen(this Service service, string tracking) => service.Act(tracking, "reopen", Farmer, new { reason = "又黄了" });

    /// <summary>A clerk lets the first go on under the second.</summary>
    public static async Task<Reply> Merge(this Service service, string same, string kept)
    {
        var reply = await service.Act(same, "merge", Clerk, new { into = kept, reason = "同一片地" });
        await service.Quiet();
        return reply;
    }

    public static Task<Reply> Assign(this Service service, string tracking, string expert, int? seat = null) => service.Act(tracking, "assign", Clerk, new { expert, seat, reason = "熟悉这块地" });

    public static Task<Reply> TriageAs(this Service service, string tracking, params string[] skills) => service.Act(tracking, "triage", Clerk, new { seats = skills.Select(skill => new[] { skill }) });

    public static Task<Reply> Look(this Service service, string tracking, string by = Clerk) => service.Send(HttpMethod.Get, $"/orders/{tracking}", by);

    public static Task<Reply> Act(this Service service, string tracking, string act, string by, object? body) => service.Post($"/orders/{tracking}/{act}", by, body);

    public static Task<Reply> Post(this Service service, string path, string? by, object? body) =>
        service.Send(HttpMethod.Post, path, by, body is null ? null : JsonContent.Create(body, body.GetType()));

    /// <summary>The act was done; anything else fails the test with what was answered.</summary>
    public static async Task<Reply> Done(this Task<Reply> reply)
    {
        var answer = await reply;
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), answer.Body.ToString());
        return answer;
    }

    public static Task<Reply> Send(this Service service, HttpMethod method, string path, string? by, HttpContent? body = null, string language = "zh") =>
        service.Http.Send(method, path, by, body, language);

    public static async Task<Reply> Send(this HttpClient http, HttpMethod method, string path, string? by, HttpContent? body = null, string language = "zh")
    {
        using var request = new HttpRequestMessage(method, "/api/v1" + path) { Content = body };
        request.Headers.AcceptLanguage.ParseAdd(language);
        if (by is not null) request.Headers.Add("Dispatch-Actor", Uri.EscapeDataString(by));
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return new Reply(answer.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text));
    }

    /// <summary>The order as the database holds it.</summary>
    public static Task<Order> Order(this Service service, string tracking) =>
        service.Db(db => db.Set<Order>().AsNoTracking().SingleAsync(order => order.Tracking == TrackingNumber.Of(tracking)));

    public static async Task<State> StateOf(this Service service, string tracking) => (await service.Order(tracking)).State;

    public static async Task<State[]> StatesOf(this Service service, IEnumerable<string> trackings)
    {
        var states = new List<State>();
        foreach (var tracking in trackings) states.Add(await service.StateOf(tracking));
        return [.. states];
    }

    /// <summary>Codes of those who are asked for or hold the seats, by number; null for an open seat.</summary>
    public static async Task<IReadOnlyList<string?>> Holders(this Service service, string tracking)
    {
        var seats = (await service.Order(tracking)).Seats.OrderBy(seat => seat.Number).Select(seat => seat.Expert).ToList();
        var codes = await service.Db(db => db.Set<Expert>().Select(expert => new { expert.Id, expert.Code }).ToDictionaryAsync(expert => expert.Id, expert => expert.Code));
        return [.. seats.Select(expert => expert is { } id ? codes[id] : null)];
    }

    public static Task<List<HistoryRow>> History(this Service service, string tracking) =>
        service.Db(async db =>
        {
            var order = await service.Order(tracking);
            return await db.Set<HistoryRow>().AsNoTracking().Where(row => row.Order == order.Id).OrderBy(row => row.Version).ToListAsync();
        });
}
