using Dispatch.Domain.Ledger;
using Dispatch.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Ledger;

/// <summary>It is read by pages, of entries and of who did it.</summary>
[OnBothDatabases(TakesLong = true)]
public sealed class When_the_ledger_is_longer_than_a_page : LedgerSpec
{
    private const int Count = 4_200;
    private static readonly TimeZoneInfo Zone = Zones.Find("Asia/Shanghai");

    [SetUp]
    public async Task Enter()
    {
        var (last, entries) = (Link.Start, new List<object>());
        for (var n = 0; n < Count; n++)
        {
            var posting = Posting.Opening(EntryKind.LectureHeld, 2001 + (n % 24), n, "总结", Zone) with { Experts = n % 3 == 0 ? [] : n % 3 == 1 ? [Wang] : [Zhao, Li], Station = n % 2 == 0 ? Station : null };
            var entry = posting.After(last, Service.Monday);
            last = new Link(entry.Sequence, entry.Hash);
            entries.Add(entry);
        }
        await Service.Save([.. entries]);
        await Service.Db(db => RebuildTotals.Run(db, Zone, default));
    }

    [Test]
    public async Task Every_entry_is_read_as_it_was_written()
    {
        var written = await Service.Db(db => db.Set<Entry>().AsNoTracking().OrderBy(entry => entry.Sequence).ToListAsync());
        var read = await Service.Db(async db => await StoredEntries.Read(db, default).ToListAsync());

        Assert.That(read.Select(Said), Is.EqualTo(written.Select(Said)));
    }

    [Test]
    public async Task It_holds() => Assert.That(await Findings(), Is.Empty);

    [TestCase("UPDATE ledger SET \"People\" = 9 WHERE \"Sequence\" = 4001", LedgerFault.HashBroken, "ledger 4001")]
    [TestCase("DELETE FROM ledger_experts WHERE \"Entry\" IN (4000, 4001, 4002)", LedgerFault.HashBroken, "ledger 4001")]
    [TestCase("DELETE FROM ledger_experts WHERE \"Entry\" = 4000; DELETE FROM ledger WHERE \"Sequence\" = 4000", LedgerFault.SequenceGap, "ledger 4001")]
    public async Task What_is_changed_on_a_later_page_is_found(string sql, LedgerFault fault, string row)
    {
        await Service.Unguard();
        await Sql(sql);

        Assert.That((await Findings()).Any(finding => finding.Fault == fault && finding.Row == row));
    }

    private static string Said(Entry entry) => $"{Chain.Canonical(entry, "")} {entry.Hash}";
}
