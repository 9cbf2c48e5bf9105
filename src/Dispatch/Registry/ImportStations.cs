using Dispatch.Domain.Stations;
using Dispatch.Finding;
using Dispatch.Http;
using Dispatch.Importing;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Registry;

/// <summary>Talent stations. Their territory is a list of villages: codes, names in the station's own town, or town/name.</summary>
internal sealed class ImportStations(DispatchDb db) : Upsert<Station>(db)
{
    private Gazetteer places = null!;

    public override string Name => "stations";

    public override IReadOnlyList<Column> Columns { get; } =
    [
        new("code", true, "编码", "编号", "驿站编号"),
        new("name", true, "名称", "驿站", "驿站名称"),
        new("town", true, "town_code", "乡镇", "乡镇编码"),
        new("latitude", false, "lat", "纬度"),
        new("longitude", false, "lng", "lon", "经度"),
        new("territory", false, "villages", "村", "覆盖村", "服务范围"),
        new("hours", false, "时间", "开放时间", "工作时间"),
        new("clerks", false, "专员", "驿站专员"),
    ];

    public override async Task Open(CancellationToken stop) => places = await Gazetteer.Load(Db, stop);

    protected override Draft<Station>? Read(Row row)
    {
        var code = row.Code();
        var name = row.Check.Text("name", row.OneLine("name"), 80);
        var town = row.Town(places);
        var place = row.Place("latitude", "longitude") ?? town?.Place;
        var territory = Territory(row, town);
        var clerks = row.List("clerks").Select(text => Clerk(row, text)).OfType<Clerk>().ToList();
        var hours = row.Hours();
        if (row.MustBeSomewhere(place, town) is not { } at || town is null) return null;
        return new Draft<Station>(code, () => new Station { Id = StationId.For(code), Code = code, Name = name, TownCode = town.Code, Place = at }, station =>
        {
            (station.Name, station.TownCode, station.Place) = (name, town.Code, at);
            if (row.Has("territory")) station.Territory = territory;
            if (row.Has("clerks")) station.Clerks = clerks;
            station.Hours = hours ?? station.Hours;
        });
    }

    protected override Task<Dictionary<string, Station>> Known(IReadOnlyList<string> keys, CancellationToken stop) =>
        Db.Set<Station>().Where(station => keys.Contains(station.Code)).ToDictionaryAsync(station => station.Code, stop);

    private List<string> Territory(Row row, Town? town) =>
        [.. row.List("territory").Select(text => VillageCode(row, town, text)).OfType<string>().Distinct()];

    private string? VillageCode(Row row, Town? town, string text)
    {
        var slash = text.Split('/', 2, StringSplitOptions.TrimEntries);
        var (village, error) = slash.Length == 1 && town is not null && !text.All(char.IsAsciiDigit)
            ? places.Find(town, row.Plain("town") ?? town.Name, text)
            : places.Find(slash.Length == 2 ? slash[0] : null, slash[^1]);
        if (error is not null) row.Check.Fail("territory", error.Key, error.Values);
        return village?.Code;
    }

    private static Clerk? Clerk(Row row, string text)
    {
        var cut = text.IndexOfAny([':', ' ']);
        if (cut > 0 && Check.TryPhone(text[(cut + 1)..], out var phone)) return new Clerk(text[..cut].Trim(), phone);
        row.Check.Fail("clerks", "NotAClerk", text);
        return null;
    }
}
