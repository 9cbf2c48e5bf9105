using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Lectures;
using Dispatch.Photos;
using Dispatch.Privacy;
using Dispatch.Tests.Photos;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Privacy;

/// <summary>Whatever a farmer leaves behind: an order with a photo on which somebody has been, an enrolment, a name on the list of those who came, a code, a pairing, and what all were told.</summary>
/// <param name="Tracking">The order, reported and not yet confirmed.</param>
/// <param name="Photo">Its photo.</param>
/// <param name="Lecture">Where the farmer is enrolled.</param>
/// <param name="Pairing">With E1.</param>
internal sealed record Traces(string Tracking, string Photo, string Lecture, string Pairing)
{
    public const string Phone = "13804780001";
    public const string Name = "李秀英";

    /// <summary>Said by the farmer, and nowhere else in what the service says by itself.</summary>
    public const string Words = "葵花烂盘，钥匙在邻居王二毛家";

    public static async Task<Traces> Leave(Service service)
    {
        var photo = await Keep(service, TestPhotos.Jpeg());
        var tracking = await service.Taken("E1", order => order with { Difficulty = Words, Whereabouts = "李秀英家院子后头", Latitude = 41.0412, Longitude = 107.4512, Photos = [photo] });
        // Who is there already need not be told who comes.
        await service.Quiet();
        await service.CheckIn(tracking, "E1").Done();
        await service.Report(tracking, "E1").Done();
        var lecture = await service.Post("/lectures", OrderDesk.Clerk, new { title = "列当防治", skill = "PlantProtection", experts = new[] { "E1" }, station = "S001", whereabouts = "村委会", startsAt = Service.Monday.AddDays(1), minutes = 90 });
        await service.Post($"/lectures/{lecture.Text("id")}/enrol", OrderDesk.Farmer, new { farmerName = Name, farmerPhone = Phone }).Done();
        using var body = System.Net.Http.Json.JsonContent.Create(new { expert = "E1", farmerPhone = Phone, from = Service.Monday, to = Service.Monday.AddDays(90) });
        body.Headers.Add("Idempotency-Key", "pairing");
        var pairing = await service.Send(HttpMethod.Post, "/pairings", OrderDesk.Clerk, body);
        var at = new LectureId(Guid.Parse(lecture.Text("id")!));
        await service.Save(
            new Domain.Farmer { Phone = Phone, Name = Name, VillageCode = Langshan.Village.Code },
            new FarmerCode { Phone = Phone, SentAt = Service.Monday },
            new Attendee { Id = Attendee.IdOf(at, Phone), Lecture = at, Name = Name, Phone = Phone, How = CameBy.Code, At = Service.Monday, By = new Actor(Role.Farmer, Phone) });
        await service.Quiet();
        return new Traces(tracking, photo, lecture.Text("id")!, pairing.Text("id") ?? throw new AssertionException($"{pairing.Body}"));
    }

    public static async Task<string> Keep(Service service, byte[] jpeg)
    {
        await using var scope = service.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<KeepPhotos>().Keep([new PhotoUpload("photos", () => new MemoryStream(jpeg))], default))[0].Hash;
    }

    /// <summary>Where this leads in an address.</summary>
    public string? Of(string parameter, string path) => parameter switch
    {
        "tracking" or "whose" => Tracking,
        "hash" => Photo,
        "code" => path.Contains("towns", StringComparison.Ordinal) ? Langshan.Town.Code : "E1",
        "id" => path.Contains("lecture", StringComparison.Ordinal) ? Lecture : path.Contains("pairing", StringComparison.Ordinal) ? Pairing : ExpertId.For("E1").ToString(),
        _ => null,
    };

    public static Task<List<AuditRow>> Audit(Service service) => service.Db(db => db.Set<AuditRow>().AsNoTracking().OrderBy(row => row.Sequence).ToListAsync());
}
