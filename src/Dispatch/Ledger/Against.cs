using System.Runtime.CompilerServices;
using Dispatch.Domain.Ledger;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Ledger;

/// <summary>Compares the ledger with the rows it stands on. In SQL, because it joins ids that have a type each.</summary>
internal static class Against
{
    /// <summary>What ought to be counted, from orders, lectures and visits; and what is, reversed entries left out.</summary>
    private const string Holds =
        """
        WITH holds AS (
            SELECT CASE "Outcome" WHEN 'Solved' THEN 'ProblemSolved' ELSE 'ConsultationAnswered' END AS "Kind",
                "Id" AS "Source", "Closings" AS "Occasion", 1 AS "People", "ClosedAt" AS "KnownAt"
            FROM orders WHERE "State" = 'Closed' AND "Outcome" IN ('Solved', 'Answered')
            UNION ALL SELECT 'LectureHeld', "Id", 1, "Attendance", "SettledAt" FROM lectures WHERE "State" = 'Held'
            UNION ALL SELECT 'PairingVisitHeld', "Id", 1, 1, "RecordedAt" FROM pairing_visits)
        """;

    private const string HoldsAndLive = Holds +
        """
        , live AS (
            SELECT * FROM ledger entry WHERE "Reverses" IS NULL AND "Kind" <> 'OpeningBalance'
            AND NOT EXISTS (SELECT 1 FROM ledger other WHERE other."Reverses" = entry."Sequence"))
        """;

    /// <summary>What people know a source by, in place of its id.</summary>
    private const string Named =
        """
        , named AS (
            SELECT "Id", "Tracking" AS "Name" FROM orders
            UNION ALL SELECT "Id", "Title" FROM lectures
            UNION ALL SELECT visit."Id", expert."Code" || ' ' || visit."Day" FROM pairing_visits visit
                JOIN pairings pairing ON pairing."Id" = visit."Pairing" JOIN experts expert ON expert."Id" = pairing."Expert")
        """;

    private const string NotCounted = HoldsAndLive + Named +
        """

        SELECT holds."Kind", holds."Source", holds."Occasion", holds."People", 0 AS "Sequence", 0 AS "Counted",
            (SELECT "Name" FROM named WHERE "Id" = holds."Source") AS "Name"
        FROM holds LEFT JOIN live ON live."Kind" = holds."Kind" AND live."Source" = holds."Source" AND live."Occasion" = holds."Occasion"
        WHERE live."Sequence" IS NULL AND holds."KnownAt" <= {0}
        """;

    private const string NotHolding = HoldsAndLive + Named +
        """

        SELECT live."Kind", live."Source", live."Occasion", COALESCE(holds."People", 0) AS "People", live."Sequence", live."People" AS "Counted",
            (SELECT "Name" FROM named WHERE "Id" = live."Source") AS "Name"
        FROM live LEFT JOIN holds ON live."Kind" = holds."Kind" AND live."Source" = holds."Source" AND live."Occasion" = holds."Occasion"
        WHERE holds."Source" IS NULL AND NOT EXISTS (SELECT 1 FROM orders WHERE "Id" = live."Source" AND "ReopenedAt" > {0})
        OR holds."People" <> live."People"
        """;

    /// <summary>The database's own index keeps it from happening; an index can be lost.</summary>
    private const string Twice = HoldsAndLive + Named +
        """

        SELECT live."Kind", live."Source", live."Occasion", 0 AS "People", MAX(live."Sequence") AS "Sequence", 0 AS "Counted",
            (SELECT "Name" FROM named WHERE "Id" = live."Source") AS "Name"
        FROM live GROUP BY live."Kind", live."Source", live."Occasion" HAVING COUNT(*) > 1
        """;

    private const string WrongReversals =
        """
        SELECT back."Sequence" AS "Value" FROM ledger back LEFT JOIN ledger entry ON entry."Sequence" = back."Reverses"
        WHERE back."Reverses" IS NOT NULL AND (entry."Sequence" IS NULL OR entry."Sequence" >= back."Sequence" OR entry."Reverses" IS NOT NULL
            OR entry."Kind" <> back."Kind" OR entry."Source" <> back."Source" OR entry."Occasion" <> back."Occasion"
            OR entry."Quantity" <> -back."Quantity" OR entry."People" <> -back."People"
            OR EXISTS (SELECT 1 FROM ledger twin WHERE twin."Reverses" = back."Reverses" AND twin."Sequence" < back."Sequence"))
        """;

    private const string All = Holds + """ SELECT "Kind", "Source", "Occasion", "People" FROM holds""";

    /// <summary>Reversals that don't undo exactly what they name, or undo it again.</summary>
    public static async IAsyncEnumerable<LedgerFinding> Reversals(DispatchDb db, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var sequence in db.Database.SqlQueryRaw<long>(WrongReversals).AsAsyncEnumerable().WithCancellation(stop))
            yield return new LedgerFinding(LedgerFault.ReversalWrong, $"ledger {sequence}");
    }

    /// <summary>Adds what ought to be counted to a print, however many there are.</summary>
    public static async Task AddSources(DispatchDb db, Fingerprint print, CancellationToken stop)
    {
        var rows = db.Rows(All, row => (Kind: StoredEntries.KindOf(row.Text(0)!), Source: row.Id(1)!.Value, Occasion: StoredEntries.Whole(row.Number(2)), People: StoredEntries.Whole(row.Number(3))), stop);
        await foreach (var (kind, source, occasion, people) in rows) print.Add(kind, source, occasion, people);
    }

    /// <summary>Sources that hold and are not counted, or counted twice, and entries whose source does not hold.</summary>
    public static async IAsyncEnumerable<LedgerFinding> Sources(DispatchDb db, DateTimeOffset settledBy, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var pair in db.Database.SqlQueryRaw<Pair>(NotCounted, settledBy.UtcTicks).AsAsyncEnumerable().WithCancellation(stop))
            yield return new LedgerFinding(LedgerFault.NotCounted, pair.Row);
        await foreach (var pair in db.Database.SqlQueryRaw<Pair>(Twice).AsAsyncEnumerable().WithCancellation(stop))
            yield return new LedgerFinding(LedgerFault.CountedTwice, $"ledger {pair.Sequence}", pair.Row);
        await foreach (var pair in db.Database.SqlQueryRaw<Pair>(NotHolding, settledBy.UtcTicks).AsAsyncEnumerable().WithCancellation(stop))
            yield return pair.People == 0
                ? new LedgerFinding(LedgerFault.CountedWithoutSource, $"ledger {pair.Sequence}", pair.Row)
                : new LedgerFinding(LedgerFault.PeopleDiffer, $"ledger {pair.Sequence}", pair.Counted, pair.People, pair.Row);
    }

    /// <summary>An entry beside its source; Sequence and Counted are 0 without the entry, People without the source.</summary>
    private sealed record Pair(string Kind, Guid Source, int Occasion, int People, long Sequence, int Counted, string? Name)
    {
        public string Row => $"{Kind} {Name ?? Source.ToString()} {Occasion}";
    }
}
