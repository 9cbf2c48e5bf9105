using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Dispatch.SystemTests.Faults;

/// <summary>A farmer with a phone of their own: orders, follows the order, and says in the end how it went, by a script.</summary>
public sealed class FarmerOnThePhone
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(150);
    private readonly string phone;
    private readonly uint script;
    private readonly Told told;
    private readonly Saying saying;
    private readonly Voice voice;
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool isFresh;
    private string? tracking;
    private int visits;

    /// <param name="doors">The ways in.</param>
    /// <param name="told">Where answers are kept.</param>
    /// <param name="number">Which farmer of the run.</param>
    /// <param name="isFresh">Whether this one orders what is always free, and has a key.</param>
    public FarmerOnThePhone(Doors doors, Told told, int number, bool isFresh = false)
    {
        (this.told, this.isFresh) = (told, isFresh);
        phone = $"138{number:D8}";
        script = Script.Number(phone);
        voice = new Voice(doors, $"Farmer:{phone}");
        saying = new Saying(voice, told);
    }

    /// <summary>Completes when somebody has been asked to go.</summary>
    public Task Asked => asked.Task;

    private bool HasKey => isFresh || script % 5 != 0;

    private string Words => $"葵花有蚜虫，第{phone}号地";

    /// <summary>The skills that are asked for, of each seat; some need a second expert.</summary>
    private string[][] Seats => isFresh ? [[FaultWorld.AlwaysFree]] : script % 4 == 1 ? [[FaultWorld.Scarce], [FaultWorld.AlwaysFree]] : [[FaultWorld.Scarce]];

    private bool Cancels => !isFresh && script % 11 == 3;

    /// <summary>What is said after so many visits; of some the second one is better.</summary>
    private (string Outcome, bool Again) Opinion => (script % 10) switch
    {
        0 => ("NotSolved", false),
        1 => ("PartlySolved", false),
        2 when visits == 1 => ("NotSolved", true),
        _ => ("Solved", false),
    };

    public async Task Live(CancellationToken stop)
    {
        await Submit();
        using var timer = new PeriodicTimer(Tick);
        while (tracking is not null && await State() is not (null or "Closed") and var state)
        {
            if (state is not ("Submitted" or "Waiting")) asked.TrySetResult();
            if (state == "Reported") await Confirm();
            else if (state == "Offered" && Cancels) await saying.Do(tracking, "cancel", "Cancelled", new { reason = "雨停了" }, $"{phone}-cancel");
            await timer.WaitForNextTickAsync(stop);
        }
    }

    /// <summary>With a key it is sent again until there is an answer; who has none asks once, and may never know.</summary>
    private async Task Submit()
    {
        var order = new { farmerName = "李秀英", farmerPhone = phone, difficulty = Words, village = "富强村", urgency = "Urgent", seats = Seats };
        using var answer = HasKey ? (await voice.Say("orders", order, phone)).Answer : await voice.SayOnce("orders", order);
        if (answer is { StatusCode: not HttpStatusCode.Created }) await saying.Wonder($"order of {phone}", answer);
        var taken = answer is { StatusCode: HttpStatusCode.Created } ? await answer.Content.ReadFromJsonAsync<JsonElement?>() : null;
        tracking = taken?.GetProperty("tracking").GetString();
        told.Sent(new Submission(0, phone, Words, Seats.Length, isFresh, tracking, taken?.GetProperty("id").GetGuid()));
    }

    /// <returns>Null where it is not shown, which is noted: there is nothing to wait for.</returns>
    private async Task<string?> State()
    {
        using var answer = await voice.Look($"orders/{tracking}");
        if (answer.IsSuccessStatusCode) return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString()!;
        await saying.Wonder($"look at {tracking}", answer);
        return null;
    }

    private async Task Confirm()
    {
        visits++;
        var (outcome, again) = Opinion;
        if (!await saying.Do(tracking!, "confirm", "Confirmed", new { outcome, visitAgain = again }, $"{phone}-confirm-{visits}", again ? null : outcome)) visits--;
    }
}
