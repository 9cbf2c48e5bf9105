using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Dispatch.SystemTests;

/// <summary>
/// One order's people, by a script that depends on its key only: the farmer orders and confirms, the experts who are
/// asked say no or yes, go and report. Whoever gets no answer sends the same again under the same key.
/// </summary>
public sealed class Farmer(ServiceProcess service, string key)
{
    private const string Clerk = "Clerk:wang";
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(30);
    private readonly Doors doors = new(service.Client, service.Address);

    /// <summary>Said after each answer to somebody's act.</summary>
    public event Action? Answered;

    /// <summary>As told by the service; null until it has answered.</summary>
    public string? Tracking { get; private set; }

    /// <summary>As the service names it inside.</summary>
    public Guid Id { get; private set; }

    /// <summary>What this farmer says in the end; of five, three are content.</summary>
    public string Outcome { get; } = (Script.Number(key) % 5) switch { 0 => "NotSolved", 1 => "PartlySolved", _ => "Solved" };

    /// <summary>From the order to its end.</summary>
    public async Task Live()
    {
        await Submit();
        await GoOn();
    }

    public async Task Submit()
    {
        using var answer = await Post("orders", "Farmer:13804780001", new { farmerName = "李秀英", farmerPhone = "13804780001", difficulty = "葵花有蚜虫", village = "富强村", urgency = "Urgent", seats = new[] { new[] { "PlantProtection" } } }, key);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), await answer.Content.ReadAsStringAsync());
        var taken = await answer.Content.ReadFromJsonAsync<JsonElement>();
        (Tracking, Id) = (taken.GetProperty("tracking").GetString(), taken.GetProperty("id").GetGuid());
    }

    public async Task<string> State() => (await Look()).GetProperty("state").GetString()!;

    /// <summary>From where the order is to its end.</summary>
    public async Task GoOn()
    {
        using var limit = new CancellationTokenSource(Ceiling);
        using var timer = new PeriodicTimer(Tick);
        while (true)
        {
            var order = await Look();
            if (order.GetProperty("state").GetString() == "Closed") return;
            if (!await Act(order)) await timer.WaitForNextTickAsync(limit.Token);
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Does what is next by what is seen.</summary>
    /// <returns>False when it is the service's turn.</returns>
    private async Task<bool> Act(JsonElement order)
    {
        var seat = order.GetProperty("seats").EnumerateArray().FirstOrDefault();
        var expert = seat.ValueKind == JsonValueKind.Undefined ? null : seat.GetProperty("expertCode").GetString();
        switch (order.GetProperty("state").GetString())
        {
            case "Offered" when expert is not null && Script.Number(key + expert) % 6 == 0: return await Say("decline", expert, new { reason = "今天走不开" });
            case "Offered" when expert is not null: return await Say("accept", expert, new { });
            case "Accepted" when expert is not null: return await Say("check-in", expert, new { });
            case "Visiting" when expert is not null: return await Say("report", expert, new { findings = "蚜虫", advice = "喷药", outcome = "Solved" });
            case "Reported": return await Say("confirm", null, new { outcome = Outcome, visitAgain = false });
            case "NeedsClerk": return await Say("triage", "clerk", new { seats = new[] { new[] { "PlantProtection" } }, village = "150802100201" });
            default: return false;
        }
    }

    private async Task<bool> Say(string act, string? expert, object body)
    {
        var actor = expert switch { null => "Farmer:13804780001", "clerk" => Clerk, _ => $"Expert:{SmallWorld.Expert(expert)}" };
        using var answer = await Post($"orders/{Tracking}/{act}", actor, body, $"{key}-{act}-{expert}");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK).Or.EqualTo(HttpStatusCode.Conflict), await answer.Content.ReadAsStringAsync());
        return true;
    }

    private async Task<HttpResponseMessage> Post(string path, string actor, object body, string once)
    {
        var (answer, _) = await new Voice(doors, actor).Say(path, body, once);
        Answered?.Invoke();
        return answer;
    }

    private async Task<JsonElement> Look()
    {
        using var answer = await new Voice(doors, Clerk).Look($"orders/{Tracking}");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), $"{Tracking} was given to {key}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
