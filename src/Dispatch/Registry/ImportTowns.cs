using Dispatch.Domain.Stations;
using Dispatch.Importing;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Registry;

/// <summary>
/// Towns, streets and farms. Where a newer name is given it wins, and the older one still finds the town. Coordinates
/// marked "suspect" are not taken: no place is better than one that sends experts to the wrong town; what is known stays.
/// </summary>
internal sealed class ImportTowns(DispatchDb db) : Upsert<Town>(db)
{
    public override string Name => "towns";

    public override IReadOnlyList<Column> Columns { get; } =
    [
        new("code", true, "code9", "编码", "代码", "区划代码", "乡镇编码", "乡镇代码"),
        new("name", true, "name_2021", "名称", "乡镇", "乡镇名称"),
        new("newName", false, "name_2022_if_changed", "新名称", "现名"),
        new("kind", true, "类型", "类别"),
        new("longitude", false, "lng_wgs84_approx", "lng", "lon", "经度"),
        new("latitude", false, "lat_wgs84_approx", "lat", "纬度"),
        new("quality", false, "coord_quality", "坐标质量"),
        new("note", false, "备注"),
        new("villages", false, "n_villages_or_communities", "村数"),
    ];

    protected override Draft<Town> Read(Row row)
    {
        var code = row.Digits("code", 9);
        row.KeyIs("code", code);
        var name = row.Check.Text("name", row.OneLine("name"), 50);
        var newName = row.Check.Optional("newName", row.OneLine("newName"), 50);
        var kind = row.Check.Text("kind", row.OneLine("kind"), 30);
        var suspect = string.Equals(row.Plain("quality"), "suspect", StringComparison.OrdinalIgnoreCase);
        var place = suspect ? null : row.Place("latitude", "longitude");
        return new Draft<Town>(code, () => new Town { Code = code, Name = name, Kind = kind }, town =>
        {
            (town.Name, town.Kind) = (newName ?? name, kind);
            if (row.Has("newName")) town.FormerName = newName is null ? null : name;
            town.Place = place ?? town.Place;
        });
    }

    protected override Task<Dictionary<string, Town>> Known(IReadOnlyList<string> keys, CancellationToken stop) =>
        Db.Set<Town>().Where(town => keys.Contains(town.Code)).ToDictionaryAsync(town => town.Code, stop);
}
