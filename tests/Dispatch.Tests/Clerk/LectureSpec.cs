using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Lectures;
using Dispatch.Tests.Pages;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Clerk;

/// <summary>A lecture at Langshan that begins in an hour, two who are enrolled for it, and the clerk of the station.</summary>
public abstract class LectureSpec : BoardSpec
{
    protected static readonly LectureId Broomrape = LectureId.For("列当防治");

    /// <summary>10:00 in Linhe.</summary>
    protected static DateTimeOffset Ten { get; } = Service.Monday.AddHours(1);

    protected static string Address => $"/board/lectures/{Broomrape}";

    [SetUp]
    public Task Plan() => Service.Save(Planned(Broomrape, "列当防治", Ten), Enrolled("13804780001", "李秀英"), Enrolled("13804780002", "赵六"));

    private protected static Lecture Planned(LectureId id, string title, DateTimeOffset starts, bool elsewhere = false) => new Lecture
    {
        Id = id,
        Title = title,
        Skill = Skill.PlantProtection,
        Station = elsewhere ? OtherStation.Id : Langshan.Station.Id,
        TownCode = elsewhere ? OtherTown.Code : Langshan.Town.Code,
        Whereabouts = "党群服务中心",
        StartsAt = starts,
        Duration = TimeSpan.FromMinutes(90),
        PlannedAt = Service.Monday,
        PlannedBy = new Actor(Role.Clerk, "王芳"),
    }.By(ExpertId.For("E1"));

    /// <summary>Half an hour before the beginning the first may sign in.</summary>
    protected void Opens() => Service.Clock.Advance(TimeSpan.FromMinutes(30));

    /// <summary>The clerk opens the page with the code, and follows it.</summary>
    /// <returns>Where it leads, without the host.</returns>
    protected async Task<string> Code()
    {
        await Wang.Open($"{Address}/code");
        return new Uri(Wang.Page.QuerySelector("p[lang=en]")!.TextContent).AbsolutePath;
    }

    private protected static async Task Attend(Visitor who, string code, string name, string phone)
    {
        await who.Open(code);
        await who.Send(("farmerName", name), ("farmerPhone", phone));
    }

    protected Task<List<Attendee>> Came() => Service.Db(db => db.Set<Attendee>().AsNoTracking().OrderBy(one => one.Name).ToListAsync());

    protected Task<Lecture> Known() => Service.Db(db => db.Set<Lecture>().AsNoTracking().SingleAsync(lecture => lecture.Id == Broomrape));

    private static Enrolment Enrolled(string phone, string name) => new() { Lecture = Broomrape, Phone = phone, Name = name, At = Service.Monday, By = new Actor(Role.Farmer, phone) };
}
