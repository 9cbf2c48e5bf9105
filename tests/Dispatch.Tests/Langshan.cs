using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Stations;

namespace Dispatch.Tests;

/// <summary>Two towns, a station and a few experts: enough for one order's life.</summary>
public static class Langshan
{
    public static readonly Place Centre = new(41.04, 107.45);

    public static Town Town { get; } = new() { Code = "150802100", Name = "狼山镇", Kind = "镇", Place = Centre };

    public static Village Village { get; } = new() { Code = "150802100201", OfficialName = "富强村", ShortName = "富强村", Kind = "village", TownCode = Town.Code };

    public static Station Station { get; } = new()
    {
        Id = StationId.For("S001"),
        Code = "S001",
        Name = "狼山镇驿站",
        TownCode = Town.Code,
        Place = Centre,
        Territory = [Village.Code],
        Clerks = [new Domain.Stations.Clerk("王芳", "13804780099")],
    };

    /// <summary>An expert in plant protection on duty every day, based so many kilometres north of Langshan.</summary>
    public static Expert Expert(string code, double km = 5, int capacity = 3, Skill skill = Skill.PlantProtection, string hours = "Mon-Sun 06:00-20:00") => new()
    {
        Id = ExpertId.For(code),
        Code = code,
        Name = $"专家{code}",
        Phone = "13904780001",
        Skills = [new SkillLevel(skill, Level.Intermediate)],
        Base = new Place(Centre.Latitude + (km / 111.2), Centre.Longitude),
        TownCode = Town.Code,
        Capacity = capacity,
        Hours = WeeklyHours.Parse(hours),
    };

    public static Task Settle(this Service service, params Expert[] experts) =>
        service.Save([Town, Village, Station, .. experts]);
}
