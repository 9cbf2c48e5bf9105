using System.Diagnostics;

namespace Dispatch.Benchmarks.Pages;

/// <summary>A clerk's open board: it listens, and fetches the list whenever it is told.</summary>
internal sealed class Board : IAsyncDisposable
{
    private readonly Browser browser;
    private readonly StreamReader news;
    private readonly PageTimes shown;
    private readonly TaskCompletionSource there = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task listening;
    private (string Number, long Since)? expected;

    private Board(Browser browser, StreamReader news, PageTimes shown)
    {
        (this.browser, this.news, this.shown) = (browser, news, shown);
        listening = Listen();
    }

    /// <summary>Completes when the order that is expected has been drawn.</summary>
    public Task Shown => there.Task;

    public static async Task<Board> Open(Browser browser, PageTimes shown)
    {
        await browser.Open("/board");
        return new Board(browser, await browser.Listen(), shown);
    }

    public void Expect(string number) => expected = (number, Stopwatch.GetTimestamp());

    public async ValueTask DisposeAsync()
    {
        // This ends the wait for the next line; the client alone would not.
        news.Dispose();
        browser.Dispose();
        await listening;
    }

    private async Task Listen()
    {
        try
        {
            while (await news.ReadLineAsync() is { } line)
                if (line.StartsWith("data", StringComparison.Ordinal)) await Draw();
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or HttpRequestException or ObjectDisposedException)
        {
            // The browser has been closed.
        }
    }

    private async Task Draw()
    {
        var list = await browser.Open("/board?handler=List");
        if (expected is not { } order || there.Task.IsCompleted || !list.Contains(order.Number, StringComparison.Ordinal)) return;
        shown.Add(Stopwatch.GetElapsedTime(order.Since));
        there.SetResult();
    }
}
