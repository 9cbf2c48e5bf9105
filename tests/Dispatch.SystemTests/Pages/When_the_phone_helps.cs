using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using SkiaSharp;

namespace Dispatch.SystemTests.Pages;

/// <summary>With script, photos are made smaller before they are sent, and the phone says where it is; without, all goes on as it did.</summary>
public sealed class When_the_phone_helps : BrowserSpec
{
    private const string UsePlace = "button[data-found]";

    /// <summary>The service keeps 2048 px of what it is sent. Seen red when nothing was redrawn.</summary>
    [TestCase(true, 3000, 1600)]
    [TestCase(true, 1200, 1200)]
    [TestCase(false, 3000, 2048)]
    public async Task A_photo_is_sent_with_as_many_pixels_as_are_looked_at(bool script, int taken, int kept)
    {
        await using var window = await Chromium.Window(Service, "zh-CN", Phone, script);
        var tracking = await new FarmersWay(await window.NewPageAsync()).Report(taken);
        var hash = (await Service.Order(tracking)).GetProperty("photos")[0].GetString();
        using var photo = SKBitmap.Decode(await Service.Asked($"photos/{hash}"));

        Assert.That((photo.Width, photo.Height), Is.EqualTo((kept, kept * 3 / 4)));
    }

    /// <summary>Seen red when the page said so and sent nothing.</summary>
    [Test]
    public async Task The_place_goes_with_the_order_where_the_phone_may_say_it()
    {
        await using var window = await Chromium.Window(Service, "zh-CN", Phone);
        await window.GrantPermissionsAsync(["geolocation"]);
        await window.SetGeolocationAsync(new Geolocation { Latitude = 41.04123f, Longitude = 107.45678f });

        Assert.That(await Told(window), Is.EqualTo(("您的位置记下了，专家好找到您。", "41.04123,107.45678")));
    }

    /// <summary>The order is then where its town is.</summary>
    [Test]
    public async Task Where_it_may_not_the_report_goes_on()
    {
        await using var window = await Chromium.Window(Service, "zh-CN", Phone);

        Assert.That(await Told(window), Is.EqualTo(("手机没有定到位置。请写明怎么走。", "41.04,107.45")));
    }

    /// <summary>Seen red with a button that is always there.</summary>
    [Test]
    public async Task Without_script_nothing_is_offered_that_would_do_nothing()
    {
        var seen = new List<bool>();
        await using var window = await Chromium.Window(Service, "zh-CN", Phone, script: false);
        var page = await window.NewPageAsync();
        await new FarmersWay(page, async what =>
        {
            if (what == "where-village") seen.Add(await page.IsVisibleAsync(UsePlace));
        }).Report();

        Assert.That(seen, Is.EqualTo(new[] { false }));
    }

    /// <summary>What the page says when the place is asked for, and the place of the order.</summary>
    private async Task<(string Said, string? Place)> Told(IBrowserContext window)
    {
        var said = "";
        var page = await window.NewPageAsync();
        var tracking = await new FarmersWay(page, async what =>
        {
            if (what != "where-village") return;
            await page.ClickAsync(UsePlace);
            await page.WaitForFunctionAsync("() => !['', '正在定位……'].includes(document.querySelector('[role=status]').textContent)");
            said = await page.InnerTextAsync("[role=status]");
        }).Report();
        return (said, PlaceOf(tracking));
    }

    private string? PlaceOf(string tracking)
    {
        using var connection = new SqliteConnection($"Data Source={Service.DatabaseFile};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT \"Place\" FROM orders WHERE \"Tracking\" = $tracking";
        command.Parameters.AddWithValue("$tracking", tracking);
        return command.ExecuteScalar() as string;
    }
}
