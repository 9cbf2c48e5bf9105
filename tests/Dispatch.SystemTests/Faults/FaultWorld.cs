namespace Dispatch.SystemTests.Faults;

/// <summary>A town, its station, two experts of whom more is asked than they can do, and two who are never full.</summary>
public static class FaultWorld
{
    /// <summary>A skill for which there is always somebody free.</summary>
    public const string AlwaysFree = "Veterinary";

    /// <summary>A skill that is asked for oftener than anybody is free.</summary>
    public const string Scarce = "PlantProtection";

    /// <summary>How many seats they have who are always free.</summary>
    public const int Wide = 50;

    public static IReadOnlyList<(string Code, int Capacity)> Experts { get; } = [("E001", 2), ("E002", 1), ("E101", Wide), ("E102", Wide)];

    public static (string List, string[] Lines)[] Lists { get; } =
    [
        ("towns", ["编码,名称,类型,经度,纬度", "150802100,狼山镇,镇,107.45,41.04"]),
        ("villages", ["编码,名称,乡镇", "150802100201,富强村,狼山镇"]),
        ("stations", ["编码,名称,乡镇,覆盖村,专员", "S001,狼山镇驿站,狼山镇,富强村,王芳:13904780099"]),
        ("experts", ["编码,姓名,电话,专长,乡镇,上限,时间", .. Experts.Select(expert => $"{expert.Code},专家{expert.Code},1390478{expert.Code[1..]}0,{(expert.Capacity < Wide ? Scarce : AlwaysFree)}:2,狼山镇,{expert.Capacity},Mon-Sun 00:00-23:59")]),
    ];
}
