using System.Net;

namespace Dispatch.SystemTests.Faults;

/// <summary>Somebody's acts on orders, each noted with what came of it.</summary>
public sealed class Saying(Voice voice, Told told)
{
    public Voice Voice => voice;

    /// <returns>Whether it was answered as done.</returns>
    public async Task<bool> Do(string tracking, string act, string fact, object body, string once, string? outcome = null)
    {
        var (answer, lostBefore) = await voice.Say($"orders/{tracking}/{act}", body, once);
        using (answer)
        {
            var done = answer.IsSuccessStatusCode;
            if (!done && answer.StatusCode != HttpStatusCode.Conflict) await Wonder($"{act} of {tracking}", answer);
            // What was refused at the first try was not done: there is nothing to be looked for.
            if (done || lostBefore || answer.StatusCode != HttpStatusCode.Conflict) told.Said(tracking, voice.Actor, fact, outcome, done);
            return done;
        }
    }

    /// <summary>Notes an answer that nothing excuses.</summary>
    public async Task Wonder(string what, HttpResponseMessage answer) =>
        told.Find(answer.StatusCode == HttpStatusCode.NotFound ? Wrong.Lost : Wrong.Odd, $"{what}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
}
