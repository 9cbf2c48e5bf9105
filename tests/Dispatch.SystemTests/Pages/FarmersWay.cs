using Microsoft.Playwright;
using SkiaSharp;

namespace Dispatch.SystemTests.Pages;

/// <summary>What a farmer does on the pages, told once for every language and every screen.</summary>
/// <param name="page">Where.</param>
/// <param name="look">Called with a name wherever there is something to look at.</param>
internal sealed class FarmersWay(IPage page, Func<string, Task>? look = null)
{
    public const string Phone = "13804780001";
    private const string Next = "main button[type=submit]";
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(1);

    /// <summary>From the first page to the number.</summary>
    public async Task<string> Report(int photoWidth = 800, string phone = Phone)
    {
        await page.GotoAsync("/");
        await See("first");
        await Press("a[href='/report']");
        await Press(Next);
        await See("what-wrong");
        await page.FillAsync("#difficulty", "葵花叶子发黄打蔫，盘子烂了一半，地里好几亩都这样");
        await page.FillAsync("#crop", "葵花");
        await page.CheckAsync("input[value=Urgent]");
        await page.SetInputFilesAsync("#photos", new FilePayload { Name = "IMG_0001.jpg", MimeType = "image/jpeg", Buffer = Photo(photoWidth) });
        await See("what");
        await Press(Next);
        await page.SelectOptionAsync("#town", new SelectOptionValue { Label = "狼山镇" });
        await See("where-town");
        await Press(Next);
        await page.SelectOptionAsync("#village", new SelectOptionValue { Label = "富强村" });
        await page.FillAsync("#whereabouts", "村委会往北两里，路东的大棚后面");
        await See("where-village");
        await Press(Next);
        await page.FillAsync("#farmerName", "李秀英");
        await page.FillAsync("#farmerPhone", phone);
        await See("who");
        await Press(Next);
        await See("send");
        await Press(Next);
        await See("sent");
        return await page.InnerTextAsync(".tracking") is { } number ? string.Concat(number.Where(char.IsAsciiDigit)) : "";
    }

    /// <summary>For the first lecture that is to come.</summary>
    public async Task Enrol()
    {
        await page.GotoAsync("/lectures");
        await See("lectures-planned");
        await Press(".cards a.button");
        await Press(Next);
        await See("enrol-wrong");
        await page.FillAsync("#farmerName", "李秀英");
        await page.FillAsync("#farmerPhone", Phone);
        await See("enrol");
        await Press(Next);
        await See("enrolled");
    }

    public async Task Follow(string tracking)
    {
        await page.GotoAsync("/follow");
        await page.FillAsync("#number", tracking);
        await page.FillAsync("#phone", Phone[^4..]);
        await See("follow");
        await Press(Next);
    }

    public async Task Cancel()
    {
        await page.ClickAsync("summary");
        await page.FillAsync("#reason", "雨后自己好了");
        await See("cancel");
        await Press("form[action$='handler=Cancel'] button");
        await See("cancelled");
    }

    public async Task Confirm()
    {
        await page.CheckAsync("input[value=Solved]");
        await page.FillAsync("#words", "按专家说的办，叶子缓过来了");
        await Press("form[action$='handler=Confirm'] button");
    }

    public async Task See(string what)
    {
        if (look is not null) await look(what);
    }

    /// <summary>Presses what leads to another page, and returns when that has loaded. Listened for before: Playwright's own wait begun afterwards now and then misses it.</summary>
    public async Task Press(string what)
    {
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Loaded(object? sender, IPage loading) => loaded.TrySetResult();
        page.Load += Loaded;
        try
        {
            await page.ClickAsync(what);
            await loaded.Task.WaitAsync(Ceiling);
        }
        finally
        {
            page.Load -= Loaded;
        }
    }

    internal static byte[] Photo(int width)
    {
        using var bitmap = new SKBitmap(width, width * 3 / 4);
        bitmap.Erase(SKColors.Goldenrod);
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        return data.ToArray();
    }
}
