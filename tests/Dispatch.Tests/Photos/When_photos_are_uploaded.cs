using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dispatch.Photos;
using Microsoft.EntityFrameworkCore;
using SkiaSharp;

namespace Dispatch.Tests.Photos;

public sealed class When_photos_are_uploaded : ServiceSpec
{
    private const ushort TurnedRight = 6;
    private string folder = "";

    protected override void Configure(Settings settings) => folder = settings.Photos;

    [TestCase(SKEncodedImageFormat.Jpeg, "image/jpeg")]
    [TestCase(SKEncodedImageFormat.Png, "image/png")]
    [TestCase(SKEncodedImageFormat.Webp, "image/webp")]
    public async Task Each_is_shown_as_the_image_it_is_and_nothing_else(SKEncodedImageFormat format, string type)
    {
        var taken = await Taken(await Send(TestPhotos.Of(format)));

        using var shown = await Get(taken[0].Hash);

        Assert.That(shown.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(shown.Content.Headers.ContentType!.ToString(), Is.EqualTo(type));
        Assert.That(shown.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
        using var picture = SKBitmap.Decode(await shown.Content.ReadAsByteArrayAsync());
        Assert.That((picture.Width, picture.Height), Is.EqualTo((64, 48)));
    }

    [Test]
    public async Task Where_and_with_what_they_were_taken_is_gone()
    {
        var sent = TestPhotos.WithExif(TestPhotos.Jpeg(), TurnedRight);
        Assert.That(Encoding.Latin1.GetString(sent), Does.Contain("Exif").And.Contain("HUAWEI").And.Contain("GPS"));

        var taken = await Taken(await Send(sent));

        var stored = Encoding.Latin1.GetString(await (await Get(taken[0].Hash)).Content.ReadAsByteArrayAsync());
        Assert.That(stored, Does.Not.Contain("Exif").And.Not.Contain("HUAWEI").And.Not.Contain("GPS"));
    }

    [TestCase((ushort)1, 64, 48, 32, 4, "Red")]
    [TestCase((ushort)2, 64, 48, 32, 4, "Red")]
    [TestCase((ushort)3, 64, 48, 32, 4, "Blue")]
    [TestCase((ushort)4, 64, 48, 32, 4, "Blue")]
    [TestCase((ushort)5, 48, 64, 4, 32, "Red")]
    [TestCase((ushort)6, 48, 64, 4, 32, "Blue")]
    [TestCase((ushort)7, 48, 64, 4, 32, "Blue")]
    [TestCase((ushort)8, 48, 64, 4, 32, "Red")]
    public void They_are_turned_upright(ushort orientation, int width, int height, int x, int y, string colour)
    {
        var (photo, _) = CleanPhoto.From(TestPhotos.WithExif(TestPhotos.Jpeg(), orientation));

        using var picture = SKBitmap.Decode(photo!.Bytes);
        Assert.That((picture.Width, picture.Height), Is.EqualTo((width, height)));
        Assert.That(picture.GetPixel(x, y).Red > 128 ? "Red" : "Blue", Is.EqualTo(colour));
    }

    [TestCase(5000, 1000, 2048, 410)]
    [TestCase(1000, 5000, 410, 2048)]
    [TestCase(2049, 2049, 2048, 2048)]
    [TestCase(2048, 20, 2048, 20)]
    [TestCase(1, 3000, 1, 2048)]
    public void The_long_side_is_at_most_2048(int width, int height, int thenWidth, int thenHeight)
    {
        var (photo, _) = CleanPhoto.From(TestPhotos.Jpeg(width, height));

        Assert.That((photo!.Width, photo.Height), Is.EqualTo((thenWidth, thenHeight)));
    }

    [Test]
    public async Task The_same_photo_twice_is_one_file_and_one_row()
    {
        var first = await Taken(await Send(TestPhotos.Jpeg(), TestPhotos.Jpeg()));
        var again = await Taken(await SendRaw(TestPhotos.Jpeg(), "image/jpeg"));

        Assert.That(first.Append(again[0]).Select(photo => photo.Hash).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await Rows(), Is.EqualTo(1));
        Assert.That(Files(), Has.Length.EqualTo(1));
        Assert.That(Files()[0], Is.EqualTo(Path.Combine(folder, first[0].Hash[..2], first[0].Hash[2..] + ".jpg")));
    }

    [Test]
    public async Task The_same_photo_from_many_at_once_is_one_row()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Send(TestPhotos.Jpeg())));

        Assert.That(answers.Select(answer => answer.StatusCode), Has.All.EqualTo(HttpStatusCode.Created));
        Assert.That(await Rows(), Is.EqualTo(1));
        Assert.That(Files(), Has.Length.EqualTo(1));
    }

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
    public async Task A_page_hidden_behind_the_picture_is_not_stored()
    {
        var taken = await Taken(await SendRaw([.. TestPhotos.Jpeg(), .. "<script>alert(1)</script>"u8], "image/jpeg"));

        Assert.That(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Files().Single())), Does.Not.Contain("<script>"));
        Assert.That(taken[0].ContentType, Is.EqualTo("image/jpeg"));
    }

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

    [Test]
    public async Task Sent_again_under_one_key_the_first_answer_comes_again_though_the_form_is_cut_elsewhere()
    {
        using var first = await Send("k1", "edge one", TestPhotos.Jpeg());
        using var again = await Send("k1", "edge two, a longer one", TestPhotos.Jpeg());
        using var other = await Send("k1", "edge one", TestPhotos.Jpeg(80, 60));

        Assert.That((first.StatusCode, again.StatusCode, other.StatusCode), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity)));
        Assert.That(await again.Content.ReadAsStringAsync(), Is.EqualTo(await first.Content.ReadAsStringAsync()));
    }

    [TestCase("..%2F..%2Fdispatch.db")]
    [TestCase("..%5Cdispatch.db")]
    [TestCase("0000000000000000000000000000000000000000000000000000000000000000")]
    [TestCase("zz")]
    public async Task Nothing_but_a_photo_is_reached_by_its_name(string name) =>
        Assert.That((await Get(name)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));

    private static TestCaseData Named(byte[] bytes, string name) => new TestCaseData(bytes).SetArgDisplayNames(name);

    private Task<int> Rows() => Service.Db(db => db.Set<Photo>().CountAsync());

    private string[] Files() => Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];

    private async Task<HttpResponseMessage> Send(params byte[][] photos)
    {
        using var form = new MultipartFormDataContent { { new StringContent("x"), "note" } };
        foreach (var photo in photos) form.Add(new ByteArrayContent(photo), "photos", "IMG_0001.jpg");
        return await Post(form);
    }

    private async Task<HttpResponseMessage> Send(string key, string boundary, byte[] photo)
    {
        using var form = new MultipartFormDataContent(boundary) { { new ByteArrayContent(photo), "photos", "IMG_0001.jpg" } };
        return await Post(form, key);
    }

    private async Task<HttpResponseMessage> Post(HttpContent content, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/photos") { Content = content };
        request.Headers.Add("Dispatch-Actor", OrderDesk.Farmer);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await Service.Http.SendAsync(request);
    }

    private async Task<HttpResponseMessage> Get(string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/photos/{name}");
        request.Headers.Add("Dispatch-Actor", OrderDesk.Farmer);
        return await Service.Http.SendAsync(request);
    }

    private async Task<HttpResponseMessage> SendRaw(byte[] photo, string type)
    {
        using var content = new ByteArrayContent(photo);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return await Post(content);
    }

    private static async Task<IReadOnlyList<PhotoTaken>> Taken(HttpResponseMessage answer)
    {
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        return (await answer.Content.ReadFromJsonAsync<PhotosTaken>())!.Photos;
    }
}
