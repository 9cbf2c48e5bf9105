namespace Dispatch.Tests.Clerk;

/// <summary>The board's script hears of it, and draws the list anew.</summary>
public sealed class When_something_happens_while_a_board_is_open : BoardSpec
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    /// <summary>The desk, which hears of everything, is the witness. Seen red when every board was told of everything.</summary>
    [Test]
    public async Task The_station_it_concerns_is_told_and_no_other()
    {
        var (desk, wang) = (await (await Desk()).Listen("/board/news"), await Wang.Listen("/board/news"));
        // The first is for the beginning, the second for whatever was before anybody looked.
        await Told(desk);
        await TurnUntil(Told(desk), () => Task.CompletedTask);
        await TurnUntil(Told(desk), Elsewhere);
        await TurnUntil(Told(desk), Unclear);
        await Service.StopAsync();

        Assert.That((await wang.ReadToEndAsync().WaitAsync(Ceiling)).Split("data:"), Has.Length.EqualTo(1 + 3));
    }

    [Test]
    public async Task The_desk_is_told_of_everything()
    {
        var desk = await Desk();
        using var news = await desk.Listen("/board/news");
        await Told(news);

        await TurnUntil(Told(news), async () => await Elsewhere());
    }

    /// <summary>Seen red: the stream went on, and whoever stopped the service waited for the browsers.</summary>
    [Test]
    public async Task The_stop_of_the_service_ends_it()
    {
        using var news = await Wang.Listen("/board/news");
        await Told(news);
        await Service.StopAsync();

        Assert.That(await news.ReadToEndAsync().WaitAsync(Ceiling), Is.Empty);
    }

    /// <summary>Reads on to the end of the next event.</summary>
    private static async Task Told(StreamReader news)
    {
        while (await news.ReadLineAsync().WaitAsync(Ceiling) is { Length: > 0 }) { }
    }

    private async Task TurnUntil(Task told, Func<Task> happens)
    {
        await happens();
        await Service.TurnUntil(Pause, () => Task.FromResult(told.IsCompleted));
        await told;
    }
}
