using System.Net;
using Dispatch.Photos;
using Dispatch.Tests.Pages;
using Dispatch.Tests.Photos;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Farmer;

/// <summary>What is wrong is said beside its field, in the page's language; what was typed stays; nothing is changed.</summary>
public sealed class When_a_report_is_wrong : FarmerSpec
{
    [TestCase("zh-CN", "必填", "错误：")]
    [TestCase("en", "fill this in", "Error:")]
    public async Task The_field_is_named_and_what_was_typed_stays(string language, string missing, string error)
    {
        var who = new Visitor(Service, language);
        await who.Open("/report");
        await who.Send(("difficulty", " "), ("crop", "葵花"), ("urgency", "Low"));

        Assert.That(who.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(who.ErrorOf("difficulty"), Does.Contain(missing).IgnoreCase.And.Contain(error));
        Assert.That(who.Page.QuerySelector(".summary a")!.GetAttribute("href"), Is.EqualTo("#difficulty"));
        Assert.That((who.ValueOf("crop"), who.ValueOf("urgency")), Is.EqualTo(("葵花", "Low")));
    }

    [Test]
    public async Task A_story_that_is_too_long_is_not_cut()
    {
        var story = new string('葵', 2001);
        await Li.Open("/report");
        await Li.Send(("difficulty", story));

        Assert.That((Li.ErrorOf("difficulty"), Li.ValueOf("difficulty")), Is.EqualTo(("错误： 最多 2000 个字。", story)));
    }

    [Test]
    public async Task A_story_of_the_full_length_goes_through()
    {
        var story = string.Concat(Enumerable.Range(0, 2000).Select(n => (char)('一' + n)));
        await Li.Open("/report");
        await Li.Send(("difficulty", story));
        await Li.Open(Li.Address.AbsolutePath.Replace("/where", "", StringComparison.Ordinal));

        Assert.That(Li.ValueOf("difficulty"), Is.EqualTo(story));
    }

    [Test]
    public async Task A_place_has_a_town()
    {
        await Li.Open("/report");
        await Li.Send(("difficulty", "葵花烂盘"));
        await Li.Send(("town", ""));

        Assert.That((Li.Status, Li.ErrorOf("town")), Is.EqualTo((HttpStatusCode.BadRequest, "错误： 必填。")));
    }

    [Test]
    public async Task A_phone_that_is_none_is_said_beside_it()
    {
        await Write(Li);
        await Li.Open(Li.Address.AbsolutePath.Replace("/send", "/who", StringComparison.Ordinal));
        await Li.Send(("farmerName", "李秀英"), ("farmerPhone", "1380478"));

        Assert.That((Li.ErrorOf("farmerName"), Li.ErrorOf("farmerPhone"), Li.ValueOf("farmerPhone")), Is.EqualTo(((string?)null, "错误： 不是有效的电话号码（手机 11 位，座机含区号）。", "1380478")));
        Assert.That(await Orders(), Is.Empty);
    }

    [Test]
    public async Task What_is_no_photo_is_said_and_the_words_stay()
    {
        await Li.Open("/report");
        await Li.Send(["GIF89a"u8.ToArray()], ("difficulty", "葵花烂盘"));

        Assert.That((Li.ErrorOf("photos"), Li.ValueOf("difficulty")), Is.EqualTo(("错误： 不是完整的 JPEG、PNG 或 WebP 照片。", "葵花烂盘")));
    }

    [Test]
    public async Task A_photo_that_is_too_large_is_said_and_the_words_stay()
    {
        await Li.Open("/report");
        await Li.Send([new byte[KeepPhotos.MostBytes + 1]], ("difficulty", "葵花烂盘"));

        Assert.That((Li.ErrorOf("photos"), Li.ValueOf("difficulty")), Is.EqualTo(("错误： 照片太大，每张最多 8 MB。", "葵花烂盘")));
    }

    /// <summary>Seen red when photos were kept only with a report that was right.</summary>
    [Test]
    public async Task There_are_five_photos_at_most_with_those_that_came_before()
    {
        await Li.Open("/report");
        await Li.Send([.. Enumerable.Range(1, 3).Select(n => TestPhotos.Jpeg(60 + n))], ("difficulty", ""));
        await Li.Send([.. Enumerable.Range(4, 3).Select(n => TestPhotos.Jpeg(60 + n))], ("difficulty", "葵花烂盘"));

        Assert.That(Li.ErrorOf("photos"), Is.EqualTo("错误： 最多 5 个。"));
        Assert.That(Li.Page.QuerySelectorAll("input[name=drop]"), Has.Length.EqualTo(3), "those of the first time are kept");
        Assert.That(await Service.Db(db => db.Set<Photo>().CountAsync()), Is.EqualTo(3));
    }

    [Test]
    public async Task A_photo_can_be_taken_out_again()
    {
        await Li.Open("/report");
        await Li.Send([TestPhotos.Jpeg(), TestPhotos.Jpeg(80)], ("difficulty", ""));
        await Li.Send(("difficulty", "葵花烂盘"), ("drop", Li.Page.QuerySelector("input[name=drop]")!.GetAttribute("value")));
        await Li.Open(Li.Address.AbsolutePath.Replace("/where", "", StringComparison.Ordinal));

        Assert.That(Li.Page.QuerySelectorAll("input[name=drop]"), Has.Length.EqualTo(1));
    }
}
