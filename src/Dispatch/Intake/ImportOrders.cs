using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Importing;
using Dispatch.Orders;
using Dispatch.Persistence;

namespace Dispatch.Intake;

/// <summary>
/// Orders from another system's list, each read and written as if it were sent. The row's own number makes its id, so
/// an order is written once; one that is there stays as it is, whatever the row says now.
/// </summary>
internal sealed class ImportOrders(DispatchDb db, OrderBook book, TimeProvider clock) : IImport
{
    public string Name => "orders";

    public string Counts => "Import.Orders";

    public IReadOnlyList<Column> Columns { get; } =
    [
        new("code", true, "number", "编号", "订单号", "工单号"),
        new("farmerName", true, "name", "姓名", "农户"),
        new("farmerPhone", true, "phone", "电话", "联系电话"),
        new("difficulty", true, "问题", "困难", "诉求"),
        new("town", false, "town_code", "乡镇"),
        new("village", false, "village_code", "村", "村名"),
        new("whereabouts", false, "地点", "位置"),
        new("latitude", false, "lat", "纬度"),
        new("longitude", false, "lng", "lon", "经度"),
        new("crop", false, "作物"),
        new("urgency", false, "紧急程度"),
        new("channel", false, "渠道"),
        new("language", false, "语言"),
        new("seats", false, "skills", "专长"),
        new("askedFor", false, "expert", "指定专家"),
    ];

    public Task Open(CancellationToken stop) => Task.CompletedTask;

    public async Task<Tally> Take(IReadOnlyList<Row> rows, bool write, CancellationToken stop)
    {
        var tally = default(Tally);
        foreach (var row in rows.Where(row => !row.Check.Failed)) tally += await Take(row, write, stop);
        return tally;
    }

    private async Task<Tally> Take(Row row, bool write, CancellationToken stop)
    {
        var code = row.Check.Text("code", row.Plain("code"), 100);
        row.KeyIs("code", code);
        var id = OrderId.For($"import:{code}");
        var known = await book.Find(id, stop) is not null;
        if (await Draft(row, stop) is not { } draft) return default;
        if (write && !known) await Filings.Write(db, book, draft.Written, id, CsvImport.By, stop);
        db.Forget();
        return known ? new Tally(0, 0, Unchanged: 1, 0) : new Tally(Added: 1, 0, 0, 0);
    }

    private async Task<OrderDraft?> Draft(Row row, CancellationToken stop)
    {
        try
        {
            // Also of a row that is bad already: all that is wrong with it is said at once.
            var draft = await ReadOrder.Read(Request(row), db, clock.GetUtcNow(), stop);
            return row.Check.Failed ? null : draft;
        }
        catch (BadInput bad)
        {
            // "seats[0]" stands in the column "seats".
            foreach (var error in bad.Errors) row.Check.Fail(error.Field.Split('[')[0], error.Key, error.Values);
            return null;
        }
    }

    private static OrderRequest Request(Row row)
    {
        // Where they can't be meant, neither counts: the row has complained already.
        var place = row.Place("latitude", "longitude");
        return new OrderRequest
        {
            FarmerName = row.OneLine("farmerName"),
            FarmerPhone = row.Plain("farmerPhone"),
            Difficulty = row.Text("difficulty"),
            Town = row.Plain("town"),
            Village = row.Plain("village"),
            Whereabouts = row.Text("whereabouts"),
            Latitude = place?.Latitude,
            Longitude = place?.Longitude,
            Crop = row.Text("crop"),
            Urgency = ImportedWords.UrgencyOf(row.Plain("urgency")),
            Channel = ImportedWords.ChannelOf(row.Plain("channel")) ?? nameof(Channel.Phone),
            Language = row.Plain("language"),
            Seats = Seats(row),
            AskedFor = row.Plain("askedFor"),
        };
    }

    /// <summary>Seats are parted by "/", what one seat needs by commas.</summary>
    private static List<IReadOnlyList<string>>? Seats(Row row) =>
        row.Plain("seats")?.Split('/', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(seat => (IReadOnlyList<string>)seat.Split([',', ';', '、'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
}
