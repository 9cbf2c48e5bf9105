using System.Data.Common;
using Dispatch.Domain.Ledger;
using Dispatch.Ledger;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Ledger;

[OnBothDatabases(TakesLong = true)]
public sealed class When_the_ledger_is_tampered_with : LedgerSpec
{
    [SetUp]
    public async Task Count()
    {
        await Ordered("a", Solved(Wang));
        await Entries();
        await Ordered("a", Reopened);
        await Entries();
        await Ordered("b", Solved(Li, Zhao));
        await Ordered("c", Answered);
        Assert.That(await Entries(), Has.Count.EqualTo(4));
        Assert.That(await Findings(), Is.Empty);
    }

    [TestCase("UPDATE ledger SET \"Quantity\" = 2 WHERE \"Sequence\" = 3", LedgerFault.HashBroken, "ledger 3")]
    [TestCase("UPDATE ledger SET \"People\" = 9 WHERE \"Sequence\" = 4", LedgerFault.HashBroken, "ledger 4")]
    [TestCase("UPDATE ledger SET \"People\" = 9 WHERE \"Sequence\" = 4", LedgerFault.PeopleDiffer, "ledger 4")]
    [TestCase("UPDATE ledger SET \"Hash\" = 'f' || substr(\"Hash\", 2) || 'x' WHERE \"Sequence\" = 2", LedgerFault.HashBroken, "ledger 2")]
    [TestCase("UPDATE ledger_experts SET \"Expert\" = (SELECT \"Id\" FROM experts WHERE \"Code\" = 'E001') WHERE \"Entry\" = 3 AND \"Expert\" = (SELECT \"Id\" FROM experts WHERE \"Code\" = 'E002')", LedgerFault.HashBroken, "ledger 3")]
    [TestCase("DELETE FROM ledger_experts WHERE \"Entry\" = 3", LedgerFault.HashBroken, "ledger 3")]
    [TestCase("DELETE FROM ledger_experts WHERE \"Entry\" = 3; DELETE FROM ledger WHERE \"Sequence\" = 3", LedgerFault.SequenceGap, "ledger 4")]
    [TestCase("DELETE FROM ledger WHERE \"Sequence\" = 4", LedgerFault.NotCounted, "ConsultationAnswered")]
    [TestCase("UPDATE ledger SET \"Quantity\" = -3 WHERE \"Sequence\" = 2", LedgerFault.ReversalWrong, "ledger 2")]
    [TestCase("DROP INDEX \"IX_ledger_Reverses\"; UPDATE ledger SET (\"Kind\", \"Counted\", \"Quantity\", \"People\", \"Source\", \"Occasion\", \"Reverses\") = (SELECT \"Kind\", \"Counted\", \"Quantity\", \"People\", \"Source\", \"Occasion\", \"Reverses\" FROM ledger WHERE \"Sequence\" = 2) WHERE \"Sequence\" = 4", LedgerFault.ReversalWrong, "ledger 4")]
    [TestCase("DROP INDEX \"IX_ledger_Kind_Source_Occasion\"; INSERT INTO ledger (\"Sequence\", \"Kind\", \"Counted\", \"Quantity\", \"People\", \"Station\", \"TownCode\", \"HappenedAt\", \"RecordedAt\", \"Source\", \"Occasion\", \"Reverses\", \"Words\", \"Hash\") SELECT 5, \"Kind\", \"Counted\", \"Quantity\", \"People\", \"Station\", \"TownCode\", \"HappenedAt\", \"RecordedAt\", \"Source\", \"Occasion\", \"Reverses\", \"Words\", \"Hash\" FROM ledger WHERE \"Sequence\" = 3", LedgerFault.CountedTwice, "ledger 5")]
    [TestCase("UPDATE ledger SET \"Reverses\" = NULL, \"Occasion\" = 7 WHERE \"Sequence\" = 2", LedgerFault.CountedWithoutSource, "ledger 1")]
    [TestCase("UPDATE orders SET \"Outcome\" = 'PartlySolved' WHERE \"Outcome\" = 'Solved'", LedgerFault.CountedWithoutSource, "ledger 3")]
    [TestCase("UPDATE orders SET \"Outcome\" = 'Solved' WHERE \"Outcome\" = 'Answered'", LedgerFault.NotCounted, "ProblemSolved")]
    [TestCase("UPDATE ledger_totals SET \"Quantity\" = 640 WHERE \"Dimension\" = 'Town' AND \"Kind\" = 'ProblemSolved'", LedgerFault.TotalDiffers, "Town 150802100 ProblemSolved 2026-06")]
    [TestCase("DELETE FROM ledger_totals WHERE \"Dimension\" = 'District' AND \"Kind\" = 'ProblemSolved'", LedgerFault.TotalDiffers, "District ProblemSolved 2026-06")]
    [TestCase("INSERT INTO ledger_totals (\"Dimension\", \"Key\", \"Kind\", \"Opening\", \"Month\", \"Quantity\", \"People\", \"Entries\") VALUES ('District', '', 'LectureHeld', FALSE, '2026-06', 720, 0, 1)", LedgerFault.TotalDiffers, "District LectureHeld 2026-06")]
    public async Task It_is_found_and_named(string sql, LedgerFault fault, string row)
    {
        await Service.Unguard();
        await Sql(sql);

        var findings = await Findings();
        Assert.That(findings.Any(finding => finding.Fault == fault && finding.Row.StartsWith(row, StringComparison.Ordinal)), string.Join('\n', findings.Select(finding => finding.In("en"))));
        Assert.That(findings.Select(finding => finding.In("zh") + finding.In("en")), Has.All.Not.Contains("{"));
    }

    [TestCase("UPDATE ledger SET \"Quantity\" = 2")]
    [TestCase("DELETE FROM ledger WHERE \"Sequence\" = 4")]
    [TestCase("UPDATE ledger_experts SET \"Entry\" = 9")]
    [TestCase("DELETE FROM ledger_experts")]
    [TestCase("UPDATE closings SET \"Outcome\" = 'Solved'")]
    [TestCase("DELETE FROM closings")]
    public void The_database_refuses_to_edit_what_has_been_entered(string sql) =>
        Assert.That(() => Sql(sql), Throws.InstanceOf<DbException>().With.Message.Contains("append-only"));

    [Test]
    public async Task The_database_refuses_to_count_a_source_twice()
    {
        var known = (await Entries())[2];
        var twin = new Posting(known.Kind, known.Source, known.Occasion, known.HappenedAt).After(new Link(4, known.Hash), known.RecordedAt);

        Assert.That(await Refusing(twin), Is.EqualTo(Guard.Ledger));
    }

    [Test]
    public async Task The_database_refuses_to_reverse_an_entry_twice()
    {
        var known = (await Entries())[0];

        Assert.That(await Refusing(Posting.Reversing(known).After(new Link(4, known.Hash), known.RecordedAt)), Is.EqualTo(Guard.Ledger));
    }

    [Test]
    public async Task The_database_gives_a_place_in_the_chain_once()
    {
        var known = (await Entries())[2];
        var other = new Posting(EntryKind.LectureHeld, known.Source, 1, known.HappenedAt).After(new Link(3, known.Hash), known.RecordedAt);

        Assert.That(await Refusing(other), Is.EqualTo(Guard.LedgerTurn));
    }

    [Test]
    public async Task A_writer_whose_place_was_taken_meanwhile_takes_the_next()
    {
        await Posted(EntryKind.LectureHeld, meanwhile: () => Posted(EntryKind.PairingVisitHeld));

        Assert.That((await Entries()).Skip(4).Select(entry => entry.Kind), Is.EqualTo(new[] { EntryKind.PairingVisitHeld, EntryKind.LectureHeld }));
        Assert.That((await Findings()).Select(finding => finding.Fault), Has.None.EqualTo(LedgerFault.HashBroken).And.None.EqualTo(LedgerFault.TotalDiffers));
    }

    [Test]
    public async Task Rebuilding_while_an_entry_is_posted_forgets_none()
    {
        await Sql("UPDATE ledger_totals SET \"Quantity\" = 640 WHERE \"Dimension\" = 'Town' AND \"Kind\" = 'ProblemSolved'");
        await Task.WhenAll(Task.Run(() => Service.Db(db => RebuildTotals.Run(db, Zone, default))), Task.Run(() => Posted(EntryKind.ProblemSolved)), Task.Run(() => Posted(EntryKind.ProblemSolved, "other")));

        Assert.That((await Findings()).Select(finding => finding.Fault), Has.None.EqualTo(LedgerFault.TotalDiffers));
    }

    [Test]
    public async Task Rebuilding_mends_the_sums_and_only_them()
    {
        await Sql("UPDATE ledger_totals SET \"Quantity\" = 640, \"Entries\" = 12 WHERE \"Dimension\" = 'Town' AND \"Kind\" = 'ProblemSolved'");
        await Sql("DELETE FROM ledger_totals WHERE \"Dimension\" = 'Expert'");
        await Sql("INSERT INTO ledger_totals (\"Dimension\", \"Key\", \"Kind\", \"Opening\", \"Month\", \"Quantity\", \"People\", \"Entries\") VALUES ('District', '', 'LectureHeld', FALSE, '2026-06', 720, 0, 1)");
        var wrong = await Service.Db(db => RebuildTotals.Run(db, Zone, default));

        Assert.That(wrong, Is.EqualTo(5));
        Assert.That(await Findings(), Is.Empty);
    }

    private static TimeZoneInfo Zone => Zones.Find("Asia/Shanghai");

    private Task<bool> Posted(EntryKind kind, string source = "source", Func<Task>? meanwhile = null) => Service.Db(db => db.Transact(
        async () =>
        {
            await db.Post([new Posting(kind, Domain.NamedId.For(source), 1, Service.Monday)], Service.Monday, Zone, default);
            var act = Interlocked.Exchange(ref meanwhile, null);
            if (act is not null) await act();
            return true;
        },
        default));

    private async Task<Guard?> Refusing(Entry entry)
    {
        try
        {
            await Service.Save(entry);
            return null;
        }
        catch (DbUpdateException refused)
        {
            return Guards.Broken(refused);
        }
    }
}
