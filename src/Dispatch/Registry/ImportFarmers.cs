using Dispatch.Domain;
using Dispatch.Finding;
using Dispatch.Importing;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Registry;

/// <summary>Farmers, by phone number. The village is named by code, or by name with the town where several have that name.</summary>
internal sealed class ImportFarmers(DispatchDb db) : Upsert<Farmer>(db)
{
    private Gazetteer places = null!;

    public override string Name => "farmers";

    public override IReadOnlyList<Column> Columns { get; } =
    [
        new("phone", true, "电话", "手机", "联系电话"),
        new("name", true, "姓名", "农户"),
        new("town", false, "town_code", "乡镇", "乡镇编码"),
        new("village", true, "village_code", "村", "村名", "村编码"),
        new("language", false, "语言"),
    ];

    public override async Task Open(CancellationToken stop) => places = await Gazetteer.Load(Db, stop);

    protected override Draft<Farmer>? Read(Row row)
    {
        var phone = row.Check.Phone("phone", row.Plain("phone"));
        row.KeyIs("phone", phone);
        var name = row.Check.Text("name", row.OneLine("name"), 50);
        var language = row.Spoken("language").FirstOrDefault();
        if (row.Plain("village") is null) row.Check.Fail("village", "Required");
        if (row.Village(places) is not { } village) return null;
        return new Draft<Farmer>(phone, () => new Farmer { Phone = phone, Name = name, VillageCode = village.Code }, farmer =>
        {
            (farmer.Name, farmer.VillageCode) = (name, village.Code);
            farmer.Language = language ?? farmer.Language;
        });
    }

    protected override Task<Dictionary<string, Farmer>> Known(IReadOnlyList<string> keys, CancellationToken stop) =>
        Db.Set<Farmer>().Where(farmer => keys.Contains(farmer.Phone)).ToDictionaryAsync(farmer => farmer.Phone, stop);
}
