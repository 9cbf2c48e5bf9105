namespace Dispatch.Persistence.Sqlite;

/// <summary>The guards that no constraint can say, in SQLite's words.</summary>
internal static class SqliteTriggers
{
    private const string Held = "('Offered', 'Accepted', 'Arrived')";

    /// <summary>Part of the first migration.</summary>
    public static readonly string[] First =
    [
        $"""
        CREATE TRIGGER seats_held AFTER UPDATE OF "State", "Expert" ON seats BEGIN
            UPDATE experts SET "OpenSeats" = "OpenSeats" - 1 WHERE "Id" = OLD."Expert" AND OLD."State" IN {Held};
            UPDATE experts SET "OpenSeats" = "OpenSeats" + 1 WHERE "Id" = NEW."Expert" AND NEW."State" IN {Held};
        END
        """,
        $"""
        CREATE TRIGGER seats_added AFTER INSERT ON seats BEGIN
            UPDATE experts SET "OpenSeats" = "OpenSeats" + 1 WHERE "Id" = NEW."Expert" AND NEW."State" IN {Held};
        END
        """,
        $"""
        CREATE TRIGGER seats_removed AFTER DELETE ON seats BEGIN
            UPDATE experts SET "OpenSeats" = "OpenSeats" - 1 WHERE "Id" = OLD."Expert" AND OLD."State" IN {Held};
        END
        """,
        """
        CREATE TRIGGER offer_never_again BEFORE INSERT ON offers
        WHEN EXISTS (SELECT 1 FROM offers WHERE "Order" = NEW."Order" AND "Expert" = NEW."Expert" AND "State" IN ('Declined', 'Lapsed', 'HandedBack')) BEGIN
            SELECT RAISE(ABORT, 'offer_never_again');
        END
        """,
        Never("UPDATE", "ledger"),
        Never("DELETE", "ledger"),
        Never("UPDATE", "ledger_experts"),
        Never("DELETE", "ledger_experts"),
        Never("UPDATE", "closings"),
        Never("DELETE", "closings"),
        """
        CREATE TRIGGER lecturer_at_one_place BEFORE INSERT ON lecturers
        WHEN EXISTS (
            SELECT 1 FROM lecturers other JOIN lectures lecture ON lecture."Id" = other."Lecture"
            WHERE other."Expert" = NEW."Expert" AND other."Lecture" <> NEW."Lecture" AND lecture."State" <> 'CalledOff'
            AND other."StartsAt" < NEW."EndsAt" AND NEW."StartsAt" < other."EndsAt") BEGIN
            SELECT RAISE(ABORT, 'lecturer_at_one_place');
        END
        """,
        """
        CREATE TRIGGER paired_once BEFORE INSERT ON pairings
        WHEN EXISTS (
            SELECT 1 FROM pairings other
            WHERE other."Expert" = NEW."Expert" AND other."Id" <> NEW."Id"
            AND other."FarmerPhone" IS NEW."FarmerPhone" AND other."VillageCode" IS NEW."VillageCode"
            AND other."From" < NEW."To" AND NEW."From" < COALESCE(other."EndedAt", other."To")) BEGIN
            SELECT RAISE(ABORT, 'paired_once');
        END
        """,
    ];

    /// <summary>Part of the migration that brings enrolments: who enrols looks at the lecture before, and it may be settled in between.</summary>
    public const string EnrolledInTime =
        """
        CREATE TRIGGER enrolled_in_time BEFORE INSERT ON lecture_enrolments
        WHEN EXISTS (SELECT 1 FROM lectures WHERE "Id" = NEW."Lecture" AND ("State" <> 'Planned' OR "StartsAt" <= NEW."At")) BEGIN
            SELECT RAISE(ABORT, 'lecture_enrolments: too late');
        END
        """;

    /// <summary>Part of the migration that brings attendance: nobody comes to what has been settled meanwhile, and who came is counted as listed.</summary>
    public static readonly string[] Attended =
    [
        """
        CREATE TRIGGER attended_in_time BEFORE INSERT ON lecture_attendees
        WHEN EXISTS (SELECT 1 FROM lectures WHERE "Id" = NEW."Lecture" AND "State" <> 'Planned') BEGIN
            SELECT RAISE(ABORT, 'lecture_attendees: too late');
        END
        """,
        """
        CREATE TRIGGER struck_in_time BEFORE DELETE ON lecture_attendees
        WHEN EXISTS (SELECT 1 FROM lectures WHERE "Id" = OLD."Lecture" AND "State" <> 'Planned') BEGIN
            SELECT RAISE(ABORT, 'lecture_attendees: too late');
        END
        """,
        """
        CREATE TRIGGER held_as_listed BEFORE UPDATE OF "State" ON lectures
        WHEN NEW."State" = 'Held' AND (SELECT COUNT(*) FROM lecture_attendees WHERE "Lecture" = NEW."Id") NOT IN (0, NEW."Attendance") BEGIN
            SELECT RAISE(ABORT, 'lecture_attendees: not as listed');
        END
        """,
    ];

    /// <summary>What takes the place of a person who has been erased begins so, see <see cref="Domain.Erased"/>.</summary>
    private const string Mark = "GLOB 'erased-*'";

    /// <summary>Rows of the audit log younger than this, beside the youngest, are never deleted; in ticks.</summary>
    private const long AuditKept = 180 * TimeSpan.TicksPerDay;

    /// <summary>
    /// Part of the migration that brings the audit log. Of what is only ever added, a person who is erased is taken out: the phone
    /// for a mark, their words for nothing.
    /// </summary>
    public static readonly string[] Privacy =
    [
        "DROP TRIGGER closings_never_UPDATE",
        $"""
        CREATE TRIGGER closings_never_UPDATE BEFORE UPDATE ON closings
        WHEN NOT ({Same("Order", "Occasion", "Outcome", "At", "Station", "TownCode", "Experts")}
            AND (NEW."By" IS OLD."By" OR NEW."By" GLOB 'Farmer:erased-*') AND (NEW."Words" IS OLD."Words" OR NEW."Words" IS NULL)) BEGIN
            SELECT RAISE(ABORT, 'closings is append-only');
        END
        """,
        $"""
        CREATE TRIGGER audit_never_UPDATE BEFORE UPDATE ON audit
        WHEN NOT ({Same("Sequence", "At", "Role", "Key", "Act", "Address")} AND (NEW."Name" IS OLD."Name" OR NEW."Name" IS NOT NULL AND NEW."Name" {Mark}) AND (NEW."Whose" IS OLD."Whose" OR NEW."Whose" IS NOT NULL AND NEW."Whose" {Mark})) BEGIN
            SELECT RAISE(ABORT, 'audit is append-only');
        END
        """,
        $"""
        CREATE TRIGGER audit_never_DELETE BEFORE DELETE ON audit
        WHEN OLD."At" > (SELECT MAX("At") FROM audit) - {AuditKept} BEGIN
            SELECT RAISE(ABORT, 'audit is append-only');
        END
        """,
    ];

    /// <summary>
    /// Part of the migration that lets orders be merged: who merges looks at the other order before, and it may be closed or
    /// merged crosswise in between. An order that goes on under another is closed, so no circle can come about.
    /// </summary>
    public const string MergedIntoOver =
        """
        CREATE TRIGGER merged_into_over BEFORE UPDATE OF "MergedInto" ON orders
        WHEN NEW."MergedInto" IS NOT NULL AND (NEW."MergedInto" = NEW."Id"
            OR NOT EXISTS (SELECT 1 FROM orders WHERE "Id" = NEW."MergedInto" AND "State" NOT IN ('Reported', 'Closed'))) BEGIN
            SELECT RAISE(ABORT, 'merged_into_over');
        END
        """;

    private static string Same(params string[] columns) => string.Join(" AND ", columns.Select(column => $"NEW.\"{column}\" IS OLD.\"{column}\""));

    /// <summary>Rows that are only ever added.</summary>
    private static string Never(string act, string table) =>
        $"CREATE TRIGGER {table}_never_{act} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END";
}
