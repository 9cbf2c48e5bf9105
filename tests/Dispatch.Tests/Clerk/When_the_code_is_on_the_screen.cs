using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Dispatch.Domain;
using Dispatch.Domain.Lectures;
using Dispatch.Tests.Pages;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;

namespace Dispatch.Tests.Clerk;

/// <summary>Farmers scan it, and are counted once each.</summary>
public sealed partial class When_the_code_is_on_the_screen : LectureSpec
{
    /// <summary>Read as a camera would read it. Seen red with another address in the picture.</summary>
    [Test]
    public async Task A_camera_reads_from_the_picture_what_is_written_under_it()
    {
        await Wang.Open($"{Address}/code");
        var link = Wang.Page.QuerySelector("p[lang=en]")!.TextContent;

        Assert.That(Scanned(Wang.Page.QuerySelector("svg.qr")!), Is.EqualTo(link));
        Assert.That(link, Does.Match("^http://localhost/attend/[a-z0-9]{20}$"));
        Assert.That(Wang.Text, Does.Contain("只有本机能打开"), "localhost");
    }

    [TestCase("zh-CN", "签到好了")]
    [TestCase("en", "You are signed in")]
    public async Task Who_scans_it_is_on_the_list(string language, string done)
    {
        Opens();
        var (code, farmer) = (await Code(), new Visitor(Service, language));
        await Attend(farmer, code, "李秀英", "138 0478 0001");

        Assert.That((farmer.Status, farmer.Title), Is.EqualTo((HttpStatusCode.OK, done)));
        var came = (await Came()).Single();
        Assert.That((came.Name, came.Phone, came.How, came.By), Is.EqualTo(("李秀英", "13804780001", CameBy.Code, new Actor(Role.Farmer, "13804780001"))));
        await Wang.Open($"{Address}?handler=Came");
        Assert.That(Wang.Page.QuerySelector("[data-count]")!.GetAttribute("data-count"), Is.EqualTo("1"));
        await Wang.Open($"{Address}/code?handler=Count");
        Assert.That(Wang.Page.QuerySelector("[data-count]")!.TextContent, Is.EqualTo("到场 1 人"));
    }

    [Test]
    public async Task The_same_phone_is_counted_once_however_it_comes()
    {
        Opens();
        var (code, li, neighbour) = (await Code(), new Visitor(Service), new Visitor(Service));
        await li.Open(code);
        var twin = li.Twin();
        foreach (var one in new[] { li, twin }) await one.Send(("farmerName", "李秀英"), ("farmerPhone", "13804780001"));
        await Attend(neighbour, code, "李秀英", "13804780001");
        await Wang.Open(Address);
        await Wang.Say("Add", ("farmerName", "李秀英"), ("farmerPhone", "13804780001"));

        Assert.That((twin.Title, neighbour.Title, (await Came()).Single().How), Is.EqualTo(("签到好了", "签到好了", CameBy.Code)));
    }

    [Test]
    public async Task A_second_person_signs_in_on_the_same_phone()
    {
        Opens();
        var (code, li) = (await Code(), new Visitor(Service));
        await Attend(li, code, "李秀英", "13804780001");
        await li.Open(code);
        Assert.That(li.Title, Is.EqualTo("签到好了"));
        await li.Open(li.Page.QuerySelector("main a.button")!.GetAttribute("href")!);
        await li.Send(("farmerName", "张大爷"), ("farmerPhone", "13804780002"));

        Assert.That(await Came(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task What_is_wrong_is_said_beside_it_and_what_was_typed_stays()
    {
        Opens();
        var (code, li) = (await Code(), new Visitor(Service));
        await Attend(li, code, "李秀英", "");

        Assert.That((li.Status, li.ErrorOf("farmerPhone"), li.ValueOf("farmerName"), (await Came()).Count), Is.EqualTo((HttpStatusCode.BadRequest, "错误： 必填。", "李秀英", 0)));
    }

    /// <summary>Half an hour before 10:00 until midnight. Seen red without either end.</summary>
    [TestCase(29, "开始前半小时才能签到。")]
    [TestCase(30, null)]
    [TestCase((14 * 60) + 59, null)]
    [TestCase(15 * 60, "这个二维码当天有效，已经过期。")]
    public async Task It_is_good_from_shortly_before_the_beginning_until_the_end_of_the_day(int minutes, string? why)
    {
        var (code, li) = (await Code(), new Visitor(Service));
        Service.Clock.Advance(TimeSpan.FromMinutes(minutes));
        await li.Open(code);
        Assert.That((li.Page.QuerySelector(".summary h2")?.TextContent, li.Page.QuerySelector("main form") is null), Is.EqualTo((why, why is not null)));
    }

    [Test]
    public async Task Once_the_lecture_is_called_off_it_is_worth_nothing()
    {
        Opens();
        var (code, li) = (await Code(), new Visitor(Service));
        await li.Open(code);
        await Wang.Open(Address);
        await Wang.Say("CallOff", ("reason", "停电"));
        await li.Send(("farmerName", "李秀英"), ("farmerPhone", "13804780001"));

        Assert.That((li.Status, li.Page.QuerySelector(".summary h2")?.TextContent, (await Came()).Count), Is.EqualTo((HttpStatusCode.Conflict, "讲座已取消。", 0)));
    }

    /// <summary>Somebody has sent a photo of it home.</summary>
    [Test]
    public async Task A_new_one_makes_the_old_one_worthless_and_who_was_not_there_is_struck_off()
    {
        Opens();
        var (old, li) = (await Code(), new Visitor(Service));
        await Attend(li, old, "不在场", "13804780009");
        await Wang.Say("Renew");
        var (now, late) = (await Code(), new Visitor(Service));
        await late.Open(old);
        await Wang.Open(Address);
        await Wang.Say("Strike");

        Assert.That((late.Status, now == old, (await Came()).Count), Is.EqualTo((HttpStatusCode.NotFound, false, 0)));
        await late.Open("/attend/nonsense");
        Assert.That(late.Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private static string? Scanned(IElement svg)
    {
        const int Scale = 4;
        var size = Number(svg.GetAttribute("viewBox")!.Split(' ')[2]);
        var light = new byte[size * Scale * size * Scale];
        Array.Fill(light, (byte)255);
        foreach (Match square in Square().Matches(svg.QuerySelector("path")!.GetAttribute("d")!))
            for (var n = 0; n < Scale * Scale; n++)
                light[(((Number(square.Groups[2].Value) * Scale) + (n / Scale)) * size * Scale) + (Number(square.Groups[1].Value) * Scale) + (n % Scale)] = 0;
        var source = new RGBLuminanceSource(light, size * Scale, size * Scale, RGBLuminanceSource.BitmapFormat.Gray8);
        // A picture without a camera's faults: of four thousand codes drawn at random this reads each, and its search for tilted ones all but 17.
        return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source)), new Dictionary<DecodeHintType, object> { [DecodeHintType.PURE_BARCODE] = true })?.Text;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("M([0-9]+) ([0-9]+)h1v1h-1z")]
    private static partial Regex Square();
}
