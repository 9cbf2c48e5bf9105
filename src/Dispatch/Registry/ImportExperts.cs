using Dispatch.Contracts;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Stations;
using Dispatch.Finding;
using Dispatch.Http;
using Dispatch.Importing;
using Dispatch.Messaging;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Registry;

/// <summary>
/// Experts. Who has no coordinates starts from the village, else from the town. Leaves are not in the list and stay;
/// a capacity below the seats held now is refused.
/// </summary>
internal sealed class ImportExperts(DispatchDb db, TimeProvider clock) : Upsert<Expert>(db)
{
    private const int UsualCapacity = 3;

    private Gazetteer places = null!;
    private HashSet<string> stations = [];

    public override string Name => "experts";

    public override IReadOnlyList<Column> Columns { get; } =
    [
        new("code", true, "编码", "编号", "专家编号"),
        new("name", true, "姓名"),
        new("phone", true, "电话", "手机", "联系电话"),
        new("skills", true, "专长"),
        new("town", true, "town_code", "乡镇", "乡镇编码"),
        new("village", false, "村"),
        new("latitude", false, "lat", "纬度"),
        new("longitude", false, "lng", "lon", "经度"),
        new("crops", false, "作物"),
        new("languages", false, "语言"),
        new("station", false, "驿站", "驿站编号"),
        new("radiusKm", false, "radius", "travel_radius_km", "服务半径", "服务半径公里"),
        new("capacity", false, "上限", "同时接单上限", "接单上限"),
        new("hours", false, "时间", "服务时间"),
        new("active", false, "在岗"),
    ];

    public override async Task Open(CancellationToken stop)
    {
        places = await Gazetteer.Load(Db, stop);
        stations = await Db.Set<Station>().Select(station => station.Code).ToHashSetAsync(stop);
    }

    protected override Draft<Expert>? Read(Row row)
    {
        var code = row.Code();
        var name = row.Check.Text("name", row.OneLine("name"), 50);
        var phone = row.Check.Phone("phone", row.Plain("phone"));
        var skills = row.Skills();
        var town = row.Town(places);
        var place = row.Place("latitude", "longitude") ?? (row.Village(places, town) is { } village ? places.PlaceOf(village) : null) ?? town?.Place;
        var (capacity, set) = (Capacity(row), Rest(row));
        if (row.MustBeSomewhere(place, town) is not { } at || town is null) return null;
        return new Draft<Expert>(
            code,
            () => new Expert { Id = ExpertId.For(code), Code = code, Name = name, Phone = phone, Skills = skills, Base = at, TownCode = town.Code, Capacity = capacity ?? UsualCapacity },
            expert =>
            {
                (expert.Name, expert.Phone, expert.Skills, expert.Base, expert.TownCode) = (name, phone, skills, at, town.Code);
                expert.Capacity = capacity ?? expert.Capacity;
                set(expert);
            })
        { Objection = expert => capacity < expert.OpenSeats ? new FieldError("capacity", "CapacityBelowHeld", expert.OpenSeats) : null };
    }

    protected override Task<Dictionary<string, Expert>> Known(IReadOnlyList<string> keys, CancellationToken stop) =>
        Db.Set<Expert>().Where(expert => keys.Contains(expert.Code)).ToDictionaryAsync(expert => expert.Code, stop);

    protected override void Announce(Expert changed) => Db.Publish(new ExpertChanged { ExpertId = changed.Id.Value }, clock.GetUtcNow());

    private Action<Expert> Rest(Row row)
    {
        var (crops, languages, hours, active) = (row.List("crops").Select(FindCrop.KeyOf).Distinct(), row.Spoken("languages"), row.Hours(), row.YesOrNo("active"));
        var radius = row.Check.Km("radiusKm", row.Number("radiusKm"), most: 500);
        var station = row.Plain("station");
        if (station is not null && !stations.Contains(station)) row.Check.Fail("station", "UnknownStation", station);
        return expert =>
        {
            if (row.Has("crops")) expert.Crops = [.. crops];
            if (languages.Count > 0) expert.Languages = languages;
            if (row.Has("station")) expert.Station = station is null ? null : StationId.For(station);
            expert.TravelRadiusKm = radius ?? expert.TravelRadiusKm;
            expert.Hours = hours ?? expert.Hours;
            expert.Active = active ?? expert.Active;
        };
    }

    private static int? Capacity(Row row) => row.Whole("capacity") is { } capacity ? row.Check.Within("capacity", capacity, 1, SetCapacity.Most) : null;
}
