using Dispatch.Domain.Stations;
using Dispatch.Finding;
using Dispatch.Importing;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Registry;

/// <summary>Villages, communities and farm branches. Their town must be known; by code, or by a name it has or had.</summary>
internal sealed class ImportVillages(DispatchDb db) : Upsert<Village>(db)
{
    private Gazetteer places = null!;

    public override string Name => "villages";

    public override IReadOnlyList<Column> Columns { get; } =
    [
        new("code", true, "code12", "编码", "代码", "区划代码", "村编码", "村代码"),
        new("name", true, "name_official", "名称", "全称", "村名"),
        new("shortName", false, "name_short", "简称"),
        new("kind", false, "类型", "类别"),
        new("town", false, "town_code9", "town_code", "乡镇编码", "乡镇代码"),
        new("townName", false, "town_name", "乡镇", "乡镇名称"),
        new("longitude", false, "lng", "lon", "经度"),
        new("latitude", false, "lat", "纬度"),
        new("ambiguous", false, "short_name_ambiguous"),
        new("note", false, "备注"),
    ];

    public override async Task Open(CancellationToken stop) => places = await Gazetteer.Load(Db, stop);

    protected override Draft<Village> Read(Row row)
    {
        var code = row.Digits("code", 12);
        row.KeyIs("code", code);
        var name = row.Check.Text("name", row.OneLine("name"), 80);
        var shortName = row.Check.Optional("shortName", row.OneLine("shortName"), 50);
        var kind = row.Check.Optional("kind", row.OneLine("kind"), 30);
        var place = row.Place("latitude", "longitude");
        var town = TownOf(row, code);
        return new Draft<Village>(code, () => new Village { Code = code, OfficialName = name, ShortName = shortName ?? name, Kind = kind ?? "village", TownCode = town }, village =>
        {
            (village.OfficialName, village.TownCode) = (name, town);
            (village.ShortName, village.Kind) = (shortName ?? village.ShortName, kind ?? village.Kind);
            village.Place = place ?? village.Place;
        });
    }

    protected override Task<Dictionary<string, Village>> Known(IReadOnlyList<string> keys, CancellationToken stop) =>
        Db.Set<Village>().Where(village => keys.Contains(village.Code)).ToDictionaryAsync(village => village.Code, stop);

    /// <summary>As the columns say, or as the code does: a village's code begins with its town's, so the two must agree.</summary>
    private string TownOf(Row row, string code)
    {
        var (given, name) = (row.Plain("town"), row.Text("townName"));
        var wanted = given ?? name ?? (code.Length == 12 ? code[..9] : null);
        if (wanted is null) return "";
        var field = given is null && name is not null ? "townName" : "town";
        var (town, error) = places.Town(wanted);
        if (error is not null) row.Check.Fail(field, error.Key, error.Values);
        if (town is null) return "";
        if (name is not null && !FindVillage.IsCalled(town, name)) row.Check.Fail("townName", "TownDisagrees", town.Code, town.Name, name);
        if (code.Length == 12 && !code.StartsWith(town.Code, StringComparison.Ordinal)) row.Check.Fail(field, "CodeOfAnotherTown", code, town.Name, town.Code);
        return town.Code;
    }
}
