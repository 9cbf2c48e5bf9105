using Dispatch.Persistence;
using Dispatch.Persistence.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Persistence;

/// <summary>Work that is gathered: what comes while other work is done is done together. The work itself is held here until it is let go.</summary>
public sealed class When_many_come_at_once
{
    private const string Bad = "bad";
    private readonly List<string> served = [];
    private TaskCompletionSource held = null!;
    private Exception? trouble, bad;
    private OneWriter writers = null!;
    private Gathering<string> gathering = null!;

    [SetUp]
    public void Gather()
    {
        served.Clear();
        (held, trouble, bad) = (new(TaskCreationOptions.RunContinuationsAsynchronously), null, new FormatException());
        writers = new(TimeSpan.FromMinutes(1));
        gathering = new(Serve, writers.ApproachAsync);
    }

    [TearDown]
    public void End() => writers.Dispose();

    [Test]
    public async Task Who_comes_alone_is_served_at_once()
    {
        var alone = Come("a");
        Assert.That(served, Is.EqualTo(new[] { "a" }));
        held.SetResult();
        await alone;
    }

    [Test]
    public async Task Who_comes_meanwhile_is_served_together_in_the_order_of_coming()
    {
        await All(Come("a"), Come("b"), Come("c"), Come("d"));
        Assert.That(served, Is.EqualTo(new[] { "a", "b c d" }));
    }

    [Test]
    public async Task Who_comes_when_all_are_served_is_served_at_once()
    {
        await All(Come("a"), Come("b"));
        await Come("c");
        Assert.That(served, Is.EqualTo(new[] { "a", "b", "c" }));
    }

    [Test]
    public async Task No_more_than_so_many_are_served_together()
    {
        await All([Come("a"), .. Enumerable.Range(0, Gathering.Most + 1).Select(n => Come($"{n}"))]);
        Assert.That(served.Select(some => some.Split(' ').Length), Is.EqualTo(new[] { 1, Gathering.Most, 1 }));
    }

    [Test]
    public async Task A_bad_one_fails_by_itself()
    {
        Task[] all = [Come("a"), Come("b"), Come(Bad), Come("c")];
        Assert.That(await Thrown(All(all)), Is.TypeOf<FormatException>());
        Assert.That(all.Select(one => one.IsFaulted), Is.EqualTo(new[] { false, false, true, false }));
        Assert.That(served, Is.EqualTo(new[] { "a", "b bad c", "b", "bad", "c" }));
    }

    /// <summary>A row that somebody holds or has changed. Seen red when it was told to all.</summary>
    [Test]
    public async Task One_whose_row_is_held_keeps_no_other_waiting()
    {
        bad = new DbUpdateConcurrencyException();
        Task[] all = [Come("a"), Come("b"), Come(Bad), Come("c")];
        Assert.That(await Thrown(All(all)), Is.SameAs(bad));
        Assert.That(all.Select(one => one.IsFaulted), Is.EqualTo(new[] { false, false, true, false }));
    }

    [Test]
    public async Task A_bad_one_that_is_the_first_of_them_fails_by_itself()
    {
        Task[] all = [Come("a"), Come(Bad), Come("c")];
        await Thrown(All(all));
        Assert.That(all.Select(one => one.IsFaulted), Is.EqualTo(new[] { false, true, false }));
    }

    [Test]
    public async Task A_bad_one_that_comes_alone_fails()
    {
        held.SetResult();
        Assert.That(await Thrown(Come(Bad)), Is.TypeOf<FormatException>());
        await Come("a");
        Assert.That(served, Is.EqualTo(new[] { Bad, "a" }), "who comes after it is served");
    }

    /// <summary>Nobody tries one by one what cannot work for any.</summary>
    [Test]
    public async Task Trouble_that_passes_is_met_once_and_told_to_all()
    {
        Task[] all = [Come("a"), Come("b"), Come("c")];
        trouble = new SqliteException("The file is locked.", 5);
        Assert.That(await Thrown(All(all)), Is.SameAs(trouble));
        Assert.That(all.Select(one => one.IsFaulted), Has.All.True);
        Assert.That(served, Is.EqualTo(new[] { "a", "b c" }));
    }

    [Test]
    public async Task Who_gives_up_waiting_is_not_served()
    {
        using var patience = new CancellationTokenSource();
        var (first, given, last) = (Come("a"), gathering.Serve("b", default, patience.Token), Come("c"));
        await patience.CancelAsync();
        Assert.That(await Thrown(given), Is.InstanceOf<OperationCanceledException>());
        await All(first, last);
        Assert.That(served, Is.EqualTo(new[] { "a", "c" }));
    }

    /// <summary>A token that is not theirs would be a failure to who asks why it ended. Seen red with the first one's.</summary>
    [Test]
    public async Task Who_is_broken_off_with_the_first_hears_of_their_own_token()
    {
        using var stop = new CancellationTokenSource();
        using var own = new CancellationTokenSource();
        var first = Come("a");
        var (leading, led) = (gathering.Serve("b", stop.Token, default), gathering.Serve("c", own.Token, own.Token));
        held.SetResult();
        await first;
        await stop.CancelAsync();
        Assert.That(await Thrown(leading), Is.InstanceOf<OperationCanceledException>());
        Assert.That(((OperationCanceledException)(await Thrown(led))!).CancellationToken, Is.EqualTo(own.Token));
        await Come("d");
    }

    [Test]
    public async Task Who_has_begun_does_not_give_up()
    {
        using var patience = new CancellationTokenSource();
        var first = gathering.Serve("a", default, patience.Token);
        await patience.CancelAsync();
        await All(first);
    }

    /// <summary>Who is served together is settled when the way to the one writer is free. Seen red where it was settled before.</summary>
    [Test]
    public async Task Who_comes_while_the_way_is_taken_is_served_with_the_first_who_waits_for_it()
    {
        var (one, _) = (await writers.ApproachAsync(default), await writers.ApproachAsync(default));
        Task[] all = [Come("a"), Come("b"), Come("c")];
        Assert.That(served, Is.Empty);
        one.Dispose();
        await All(all);
        Assert.That(served, Is.EqualTo(new[] { "a b c" }));
        using var again = await writers.ApproachAsync(default).WaitAsync(TimeSpan.FromMinutes(1));
    }

    /// <summary>As where the file is locked. Seen red with only the first told, and with only as many as are served together: the next would wait as long again.</summary>
    [Test]
    public async Task Where_the_way_does_not_become_free_in_time_all_who_wait_are_told_and_who_comes_later_tries_again()
    {
        var patience = new TaskCompletionSource<IDisposable>();
        var ways = new Queue<Task<IDisposable>>([patience.Task, writers.ApproachAsync(default)]);
        gathering = new(Serve, _ => ways.Dequeue());
        Task[] all = [.. Enumerable.Range(0, 2 * Gathering.Most).Select(n => Come($"{n}"))];
        var busy = new SqliteException("The turn did not come.", 5);
        patience.SetException(busy);
        foreach (var one in all) Assert.That(await Thrown(one.WaitAsync(TimeSpan.FromMinutes(1))), Is.SameAs(busy));
        await All(Come("later"));
        Assert.That(served, Is.EqualTo(new[] { "later" }));
    }

    /// <summary>Seen red with those who waited left where they were: the next of them would wait as long again.</summary>
    [Test]
    public async Task Who_is_broken_off_on_the_way_is_so_with_those_who_wait()
    {
        using var stop = new CancellationTokenSource();
        using var own = new CancellationTokenSource();
        var (one, _) = (await writers.ApproachAsync(default), await writers.ApproachAsync(default));
        var (leading, led) = (gathering.Serve("a", stop.Token, default), gathering.Serve("b", own.Token, own.Token));
        await stop.CancelAsync();
        Assert.That(await Thrown(leading), Is.InstanceOf<OperationCanceledException>());
        Assert.That(((OperationCanceledException)(await Thrown(led))!).CancellationToken, Is.EqualTo(own.Token));
        one.Dispose();
        await All(Come("c"));
        Assert.That(served, Is.EqualTo(new[] { "c" }));
    }

    private Task Come(string who) => gathering.Serve(who, default, default);

    private Task All(params IReadOnlyList<Task> all)
    {
        held.SetResult();
        return Task.WhenAll(all).WaitAsync(TimeSpan.FromMinutes(1));
    }

    private static async Task<Exception?> Thrown(Task task)
    {
        try
        {
            await task;
            return null;
        }
        catch (Exception failure) when (failure is FormatException or DbUpdateException or SqliteException or OperationCanceledException)
        {
            return failure;
        }
    }

    private async Task Serve(IReadOnlyList<string> some, CancellationToken stop)
    {
        served.Add(string.Join(' ', some));
        await held.Task;
        if (trouble is not null) throw trouble;
        if (some.Contains(Bad)) throw bad!;
        // Here it is broken off, where it can be; no clock is in it.
        if (stop.CanBeCanceled) await new TaskCompletionSource().Task.WaitAsync(stop);
    }
}
