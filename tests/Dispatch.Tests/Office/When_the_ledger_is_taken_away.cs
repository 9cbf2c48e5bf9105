using Dispatch.Domain;
using Dispatch.Domain.Ledger;
using Dispatch.Tests.Ledger;
using Dispatch.Tests.Pages;
using Dispatch.Tests.SignIn;
using MiniExcelLibs;

namespace Dispatch.Tests.Office;

/// <summary>As a workbook, read back as a spreadsheet would read it; and entry by entry.</summary>
public sealed class When_the_ledger_is_taken_away : LedgerSpec
{
    private Visitor office = null!;

    [SetUp]
    public async Task SignIn() => office = await Service.Office();

    [Test]
    public async Task Numbers_are_numbers_and_times_are_times_under_a_header_in_the_reader_s_language()
    {
        var order = await Ordered("a", Solved(Wang, Li));
        await Entries();
        var row = (await Rows()).Single();

        Assert.That(row.Keys, Is.SupersetOf(new[] { "序号", "事项", "数量", "发生时间（Asia/Shanghai）", "专长", "校验值" }));
        Assert.That((row["序号"], row["数量"], row["人次"]), Is.EqualTo(((object)1d, (object)1d, (object)1d)));
        Assert.That(row["发生时间（Asia/Shanghai）"], Is.EqualTo(Service.Monday.DateTime));
        Assert.That((row["订单号"], row["专长"], row["专家编号"]), Is.EqualTo(((object)order.Tracking.Value, (object)"Veterinary", (object)"E001 E002")));
        Assert.That(row["冲销第几条"], Is.Null);
    }

    [TestCase("=1+1")]
    [TestCase("$=HYPERLINK(\"http://example.org\")")]
    [TestCase("@SUM(A1)")]
    public async Task Words_stay_words(string words)
    {
        await Call(HttpMethod.Post, "/ledger/opening-balances", new { kind = "LectureHeld", year = 2025, quantity = 720, source = words });

        Assert.That((await Rows()).Single()["说明"], Is.EqualTo(words));
        Assert.That(await Sheet(), Does.Not.Contain("<x:f").And.Match("</x:sheetData>(<x:drawing [^>]*>)?</x:worksheet>$"), "no formula, and nothing but rows among the rows");
    }

    [Test]
    public async Task An_empty_ledger_has_its_header()
    {
        using var file = new MemoryStream(await office.Bytes("/ledger?handler=Xlsx"));

        Assert.That(file.GetColumns(useHeaderRow: true), Does.Contain("序号").And.Contain("校验值"));
    }

    /// <summary>So many entries are neither lost nor held in memory; the workbook is written row by row.</summary>
    [Test]
    public async Task Ten_thousand_entries_are_all_there()
    {
        await Service.Db(async db =>
        {
            var last = Link.Start;
            for (var n = 0; n < 10_000; n++)
            {
                var entry = new Posting(EntryKind.ConsultationAnswered, NamedId.For("many", $"{n}"), 1, Service.Monday.AddMinutes(-n)) { Experts = [Wang], Station = Station, TownCode = Town }.After(last, Service.Monday);
                last = new Link(entry.Sequence, entry.Hash);
                db.Add(entry);
            }
            return await db.SaveChangesAsync();
        });
        var before = GC.GetTotalAllocatedBytes();
        using var file = new MemoryStream(await office.Bytes("/ledger?handler=Xlsx"));
        await TestContext.Out.WriteLineAsync($"{file.Length / 1024} KiB, {(GC.GetTotalAllocatedBytes() - before) >> 20} MiB passed through memory.");

        Assert.That(file.Query(useHeaderRow: true).Cast<IDictionary<string, object?>>().Sum(row => (double)row["数量"]!), Is.EqualTo(10_000));
    }

    private async Task<List<IDictionary<string, object?>>> Rows()
    {
        using var file = new MemoryStream(await office.Bytes("/ledger?handler=Xlsx"));
        return [.. file.Query(useHeaderRow: true).Cast<IDictionary<string, object?>>()];
    }

    private async Task<string> Sheet()
    {
        using var file = new MemoryStream(await office.Bytes("/ledger?handler=Xlsx"));
        using var zip = new System.IO.Compression.ZipArchive(file);
        using var reader = new StreamReader(zip.Entries.Single(entry => entry.FullName.EndsWith("sheet1.xml", StringComparison.Ordinal)).Open());
        return await reader.ReadToEndAsync();
    }
}
