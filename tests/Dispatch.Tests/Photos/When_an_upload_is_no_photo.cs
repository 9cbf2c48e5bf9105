using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Dispatch.Photos;
using SkiaSharp;

namespace Dispatch.Tests.Photos;

/// <summary>By its content, whatever it is called: something else, half a picture, a bomb, or too much.</summary>
public sealed class When_an_upload_is_no_photo : PhotoSpec
{
    [TestCaseSource(nameof(NoPhotos))]
    public async Task What_is_no_photo_is_refused_by_its_field_and_the_good_one_beside_it_is_not_kept(byte[] bad)
    {
        var answer = await Send(TestPhotos.Jpeg(), bad);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(problem.GetProperty("errors").EnumerateObject().Single().Name, Is.EqualTo("photos[1]"));
        Assert.That(await Rows(), Is.Zero);
        Assert.That(Files(), Is.Empty);
    }

    private static IEnumerable<TestCaseData> NoPhotos()
    {
        var jpeg = TestPhotos.Jpeg(600, 400);
        yield return Named([.. "MZ\u0090\0"u8, .. new byte[2000]], "a renamed program");
        yield return Named(jpeg[..(jpeg.Length / 2)], "a JPEG cut in half");
        yield return Named(TestPhotos.Of(SKEncodedImageFormat.Png, 600, 400)[..700], "a PNG cut off");
        yield return Named([.. "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8], "an SVG");
        yield return Named([.. "<html><body>"u8, .. jpeg], "HTML before a JPEG");
        yield return Named(Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"), "a GIF");
        yield return Named([], "nothing");
        yield return Named(TestPhotos.Claiming(TestPhotos.Of(SKEncodedImageFormat.Png), 30_000, 30_000), "a bomb of 900 megapixels");
        yield return Named([0xFF, 0xD8, 0xFF, 0xE0], "a JPEG's first bytes");
    }

    /// <summary>Each of its scans is the whole picture, so a decoder shows something of what was cut off. Seen red from the end of the first scan on.</summary>
    [Test]
    public void A_progressive_JPEG_is_taken_whole_only([Values(5, 25, 50, 75, 90, 99)] int percent)
    {
        var jpeg = ProgressiveJpeg.Make();

        Assert.That(CleanPhoto.From(jpeg).Error, Is.Null);
        Assert.That(CleanPhoto.From([.. jpeg, .. new byte[100]]).Error, Is.Null, "with something behind its end");
        Assert.That(CleanPhoto.From(jpeg[..(jpeg.Length * percent / 100)]).Error, Is.EqualTo("NotAPhoto"));
    }

    /// <summary>A camera puts a small JPEG, with an end of its own, before the picture.</summary>
    [Test]
    public void The_end_of_a_thumbnail_is_not_the_pictures()
    {
        var jpeg = ProgressiveJpeg.Make();
        byte[] thumbnail = [0xFF, 0xE1, 0, 8, 0xFF, 0xD8, 0xFF, 0xD9, 0, 0];
        byte[] whole = [.. jpeg[..2], .. thumbnail, .. jpeg[2..]];

        Assert.That(CleanPhoto.From(whole).Error, Is.Null);
        Assert.That(CleanPhoto.From(whole[..(whole.Length * 9 / 10)]).Error, Is.EqualTo("NotAPhoto"));
    }

    [Test]
    public void A_bomb_is_refused_for_what_its_header_claims_before_it_is_decoded() =>
        Assert.That(CleanPhoto.From(TestPhotos.Claiming(TestPhotos.Of(SKEncodedImageFormat.Png), 8_000, 5_001)).Error, Is.EqualTo("TooManyPixels"));

    [Test]
    public async Task More_than_eight_megabytes_is_too_large()
    {
        byte[] large = [.. TestPhotos.Jpeg(), .. new byte[8 * 1024 * 1024]];

        Assert.That((await Send(large)).StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That((await SendRaw(large, "image/jpeg")).StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(await Rows(), Is.Zero);
    }

    [Test]
    public async Task More_than_five_or_none_is_refused()
    {
        Assert.That((await Send([.. Enumerable.Repeat(TestPhotos.Jpeg(), 6)])).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await Send()).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await SendRaw([], "image/jpeg")).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task A_form_that_breaks_off_is_refused_by_name()
    {
        using var content = new StringContent("--edge\r\nContent-Disposition: form-data; name=\"photos\"; filename=\"a.jpg\"\r\n\r\nabc");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=edge");
        using var answer = await Post(content);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    private static TestCaseData Named(byte[] bytes, string name) => new TestCaseData(bytes).SetArgDisplayNames(name);
}
