using System.Collections.Concurrent;

namespace Dispatch.SystemTests.Faults;

/// <summary>An order that somebody sent.</summary>
/// <param name="Round">In which round the answer came.</param>
/// <param name="Phone">The farmer's own: nobody else orders with it.</param>
/// <param name="Words">What it says of the difficulty.</param>
/// <param name="Seats">How many experts it asks for.</param>
/// <param name="IsFresh">Whether somebody is always free for it.</param>
/// <param name="Tracking">As told; null when the answer was lost and the farmer did not ask again.</param>
/// <param name="Id">As told.</param>
public sealed record Submission(int Round, string Phone, string Words, int Seats, bool IsFresh, string? Tracking, Guid? Id);

/// <summary>Something that somebody said of an order.</summary>
/// <param name="Round">In which round the answer came.</param>
/// <param name="Tracking">Of which order.</param>
/// <param name="Actor">Who said it, as the history names them.</param>
/// <param name="Fact">What, as the history names it.</param>
/// <param name="Outcome">How it ended, where that was said.</param>
/// <param name="IsSure">Whether the answer was that it is done; else it was lost, and what came to the repetition tells nothing.</param>
public sealed record Deed(int Round, string Tracking, string Actor, string Fact, string? Outcome, bool IsSure);

/// <summary>Everything that the clients of a run were told. It is kept here and nowhere in the service.</summary>
public sealed class Told
{
    private readonly ConcurrentQueue<Submission> submissions = new();
    private readonly ConcurrentQueue<Deed> deeds = new();
    private readonly ConcurrentQueue<Finding> findings = new();
    private readonly ConcurrentQueue<int> falseTimes = new();
    private int round;
    private int putBack;

    /// <summary>Said after each answer to somebody's act, and after each that was lost for good.</summary>
    public event Action? Answered;

    public int Round => Volatile.Read(ref round);

    public IReadOnlyCollection<Submission> Submissions => submissions;

    public IReadOnlyCollection<Deed> Deeds => deeds;

    /// <summary>What was wrong in the answers themselves.</summary>
    public IReadOnlyCollection<Finding> Findings => findings;

    /// <summary>How many messages the harness itself has put into queues.</summary>
    public int PutBack => Volatile.Read(ref putBack);

    /// <summary>In this round a clock is wrong.</summary>
    public void TurnClock() => falseTimes.Enqueue(Round);

    /// <summary>Whether the order was sent before a clock was right again, and somebody said something of it after it was wrong.</summary>
    public bool WasOpenAtFalseTimes(string tracking)
    {
        var sent = submissions.FirstOrDefault(one => one.Tracking == tracking)?.Round ?? 0;
        var last = deeds.Where(deed => deed.Tracking == tracking).Select(deed => deed.Round).DefaultIfEmpty(int.MaxValue).Max();
        return falseTimes.Any(round => sent <= round && round <= last);
    }

    public void Put(int messages) => Interlocked.Add(ref putBack, messages);

    public void Begin(int next) => Volatile.Write(ref round, next);

    public void Sent(Submission submission)
    {
        submissions.Enqueue(submission with { Round = Round });
        Answered?.Invoke();
    }

    public void Said(string tracking, string actor, string fact, string? outcome, bool isSure)
    {
        deeds.Enqueue(new Deed(Round, tracking, actor, fact, outcome, isSure));
        Answered?.Invoke();
    }

    public void Find(Wrong wrong, string words) => findings.Enqueue(new Finding(Round, wrong, words));
}
