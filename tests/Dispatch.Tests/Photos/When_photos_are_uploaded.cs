using System.Net;
using System.Text;
using Dispatch.Photos;
using SkiaSharp;

namespace Dispatch.Tests.Photos;

public sealed class When_photos_are_uploaded : PhotoSpec
{
    private const ushort TurnedRight = 6;

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
        Assert.That(Files()[0], Is.EqualTo(Path.Combine(Folder, first[0].Hash[..2], first[0].Hash[2..] + ".jpg")));
    }

    [Test]
    public async Task The_same_photo_from_many_at_once_is_one_row()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Send(TestPhotos.Jpeg())));

        Assert.That(answers.Select(answer => answer.StatusCode), Has.All.EqualTo(HttpStatusCode.Created));
        Assert.That(await Rows(), Is.EqualTo(1));
        Assert.That(Files(), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_page_hidden_behind_the_picture_is_not_stored()
    {
        var taken = await Taken(await SendRaw([.. TestPhotos.Jpeg(), .. "<script>alert(1)</script>"u8], "image/jpeg"));

        Assert.That(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Files().Single())), Does.Not.Contain("<script>"));
        Assert.That(taken[0].ContentType, Is.EqualTo("image/jpeg"));
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
}
