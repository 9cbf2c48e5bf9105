using System.Net;

namespace Dispatch.SystemTests.Faults;

/// <summary>Somebody's acts on orders, each noted with what came of it.</summary>
public sealed class Saying(Voice voice, Told told)
{
    private readonly Dictionary<string, int> refused = [];

    public Voice Voice => voice;

    /// <param name="tracking">Of which order.</param>
    /// <param name="act">As the address has it.</param>
    /// <param name="fact">As the history has it.</param>
    /// <param name="body">What is said.</param>
    /// <param name="once">The key under which it is sent until there is an answer. Who was refused and says it later says it anew.</param>
    /// <param name="outcome">How it ended, where that is said.</param>
    /// <returns>Whether it was answered as done.</returns>
    public async Task<bool> Do(string tracking, string act, string fact, object body, string once, string? outcome = null)
    {
        var (answer, lostBefore) = await voice.Say($"orders/{tracking}/{act}", body, $"{once}-{refused.GetValueOrDefault(once)}");
        using (answer)
        {
            var done = answer.IsSuccessStatusCode;
            if (!done) refused[once] = refused.GetValueOrDefault(once) + 1;
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
