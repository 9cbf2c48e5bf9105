using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Dispatch.Photos;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Photos;

/// <summary>Somebody who sends photos and asks for them, and a look at what is kept of them.</summary>
public abstract class PhotoSpec : ServiceSpec
{
    protected string Folder { get; private set; } = "";

    protected override void Configure(Settings settings) => Folder = settings.Photos;

    protected Task<int> Rows() => Service.Db(db => db.Set<Photo>().CountAsync());

    protected string[] Files() => Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*", SearchOption.AllDirectories) : [];

    protected async Task<HttpResponseMessage> Send(params byte[][] photos)
    {
        using var form = new MultipartFormDataContent { { new StringContent("x"), "note" } };
        foreach (var photo in photos) form.Add(new ByteArrayContent(photo), "photos", "IMG_0001.jpg");
        return await Post(form);
    }

    protected async Task<HttpResponseMessage> Send(string key, string boundary, byte[] photo)
    {
        using var form = new MultipartFormDataContent(boundary) { { new ByteArrayContent(photo), "photos", "IMG_0001.jpg" } };
        return await Post(form, key);
    }

    protected async Task<HttpResponseMessage> Post(HttpContent content, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/photos") { Content = content };
        request.Headers.Add("Dispatch-Actor", OrderDesk.Farmer);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await Service.Http.SendAsync(request);
    }

    protected async Task<HttpResponseMessage> Get(string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/photos/{name}");
        request.Headers.Add("Dispatch-Actor", OrderDesk.Farmer);
        return await Service.Http.SendAsync(request);
    }

    protected async Task<HttpResponseMessage> SendRaw(byte[] photo, string type)
    {
        using var content = new ByteArrayContent(photo);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return await Post(content);
    }

    protected static async Task<IReadOnlyList<PhotoTaken>> Taken(HttpResponseMessage answer)
    {
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        return (await answer.Content.ReadFromJsonAsync<PhotosTaken>())!.Photos;
    }
}
