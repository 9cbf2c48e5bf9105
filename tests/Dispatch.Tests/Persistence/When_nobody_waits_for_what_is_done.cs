using Dispatch.Persistence;
using Dispatch.Persistence.Postgres;
using Microsoft.Extensions.Time.Testing;

namespace Dispatch.Tests.Persistence;

/// <summary>Those who come soon after others may wait for more to come, where nobody waits for what is done for them.</summary>
public sealed class When_nobody_waits_for_what_is_done
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private readonly FakeTimeProvider clock = new(Service.Monday);
    private readonly List<int[]> served = [];
    private Gathering<int> gathering = null!;

    [SetUp]
    public void Begin()
    {
        served.Clear();
        gathering = new(
            (some, _) =>
            {
                served.Add([.. some]);
                return Task.CompletedTask;
            },
            new ManyWriters().ApproachAsync,
            Pause,
            clock);
    }

    [Test]
    public async Task The_first_is_served_at_once_and_so_is_who_comes_long_after()
    {
        await Serve(1);
        clock.Advance(Pause);
        await Serve(2);
        Assert.That(served, Is.EqualTo(new int[][] { [1], [2] }));
    }

    [Test]
    public async Task Those_who_come_soon_after_are_served_together_when_the_pause_is_over()
    {
        await Serve(1);
        var soon = new[] { 2, 3 }.Select(Serve).ToList();
        clock.Advance(Pause - TimeSpan.FromSeconds(1));
        Assert.That(served, Has.Count.EqualTo(1));
        clock.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(soon);
        Assert.That(served, Is.EqualTo(new int[][] { [1], [2, 3] }));
    }

    /// <summary>Seen red where a crowd waited too: what comes faster than that would be further and further behind.</summary>
    [Test]
    public async Task A_crowd_waits_for_nobody()
    {
        await Serve(0);
        await Task.WhenAll(Enumerable.Range(1, 2 * Gathering.Most).Select(Serve));
        Assert.That(served.Select(some => some.Length), Is.EqualTo(new[] { 1, Gathering.Most, Gathering.Most }));
    }

    private Task Serve(int one) => gathering.Serve(one, default, default).WaitAsync(TimeSpan.FromMinutes(1));
}
