using System.Net;
using System.Net.Http.Headers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Photos;

/// <summary>Somebody else writes and does not end. The file is written before its row; when the row can't be, nothing is to be left of either.</summary>
[OnSqlite]
public sealed class When_a_photo_can_t_be_noted : ServiceSpec
{
    private string folder = "";

    protected override void Configure(Settings settings) => (folder, settings.DatabasePatience) = (settings.Photos, TimeSpan.FromSeconds(1));

    [Test]
    public async Task Its_file_is_gone_and_those_that_were_there_stay()
    {
        await Send(TestPhotos.Jpeg());
        var before = Files();
        await using var other = new SqliteConnection(await Service.Db(db => Task.FromResult(db.Database.GetConnectionString())));
        await other.OpenAsync();
        await Sql(other, "BEGIN IMMEDIATE");
        var (known, fresh) = (await Send(TestPhotos.Jpeg()), await Send(TestPhotos.Jpeg(80, 60)));
        await Sql(other, "ROLLBACK");

        Assert.That((known, fresh), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.ServiceUnavailable)));
        Assert.That(Files(), Is.EqualTo(before).And.Length.EqualTo(1));
    }

    private string[] Files() => Directory.GetFiles(folder, "*", SearchOption.AllDirectories);

    private async Task<HttpStatusCode> Send(byte[] photo)
    {
        using var content = new ByteArrayContent(photo);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/photos") { Content = content };
        request.Headers.Add("Dispatch-Actor", OrderDesk.Farmer);
        using var answer = await Service.Http.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task Sql(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
