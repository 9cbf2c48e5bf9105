using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Stations;

namespace Dispatch.Web.Demo;

/// <summary>The experts: many for crops and animals, a handful for machines and water, one or two for fish.</summary>
internal sealed class Roster(IReadOnlyList<Town> towns, IReadOnlyList<Station> stations, DateOnly firstDay, People people, Random random)
{
    /// <summary>Linhe keeps Beijing time, without summer time.</summary>
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    private static readonly WeeklyHours[] Hours =
    [
        WeeklyHours.OfficeHours,
        WeeklyHours.Parse("Mon-Fri 07:00-19:00"),
        WeeklyHours.Parse("Mon-Fri 08:00-12:00,14:30-18:30"),
        WeeklyHours.Parse("Mon-Sat 07:00-12:00,15:00-19:00"),
        WeeklyHours.Parse("Mon-Fri 08:00-18:00; Sat-Sun 08:00-12:00"),
        WeeklyHours.Parse("Wed-Sun 07:00-18:00"),
    ];

    private static readonly string[] Reasons = ["年休假", "外出培训", "病假", "家中有事"];

    public IReadOnlyList<Expert> Build() =>
        [.. Trades.All.SelectMany(trade => Enumerable.Repeat(trade, trade.Experts)).Select(Expert)];

    private Expert Expert(Trade trade, int index)
    {
        var code = $"E{index + 1:D3}";
        var language = random.OneIn(9) ? "mn" : "zh";
        var town = random.From(towns);
        return new Expert
        {
            Id = ExpertId.For(code),
            Code = code,
            Name = people.Name(language),
            Phone = people.Mobile(),
            Skills = Skills(trade),
            Crops = random.Some(trade.Crops, random.Next(1, 5)),
            Languages = language == "mn" ? ["zh", "mn"] : ["zh"],
            Base = Country.Near(town.Place!.Value, 0.02, random),
            TownCode = town.Code,
            Station = stations.First(station => station.TownCode == town.Code).Id,
            TravelRadiusKm = trade.IsRare ? 70 : random.Next(5, 14) * 5,
            Capacity = random.Next(3, 7),
            Hours = random.From(Hours),
            Leaves = random.OneIn(12) ? [Leave()] : [],
        };
    }

    private List<SkillLevel> Skills(Trade trade) =>
    [
        new(trade.Skill, trade.IsRare ? Level.Senior : (Level)random.Next(1, 4)),
        .. random.Some(trade.Also, random.Next(0, trade.Also.Count + 1)).Select(also => new SkillLevel(also, (Level)random.Next(1, 3))),
    ];

    private Leave Leave()
    {
        var from = new DateTimeOffset(firstDay.AddDays(random.Next(0, 25)), TimeOnly.MinValue, Offset);
        return new Leave(from, from.AddDays(random.Next(1, 8)), random.From(Reasons));
    }
}
