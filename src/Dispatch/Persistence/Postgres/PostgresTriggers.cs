using System.Globalization;

namespace Dispatch.Persistence.Postgres;

/// <summary>
/// The guards that no constraint can say, in PostgreSQL's words. Many write at once, and none sees what another has not yet
/// committed: whoever looks at other rows first takes the lock of the row that they all belong to, so that the second sees
/// what the first has done. Each statement inside a function sees what was committed before it.
/// </summary>
internal static class PostgresTriggers
{
    private const string Held = "('Offered', 'Accepted', 'Arrived')";

    /// <summary>Rows of the audit log younger than this, beside the youngest, are never deleted; in ticks.</summary>
    private const long AuditKept = 180 * TimeSpan.TicksPerDay;

    /// <summary>Part of the first migration.</summary>
    public static readonly string[] All =
    [
        .. Seats,
        .. Guard("offer_never_again", "BEFORE INSERT OR UPDATE OF \"State\" ON offers", $"""
            PERFORM 1 FROM orders WHERE "Id" = NEW."Order" FOR NO KEY UPDATE;
            IF TG_OP = 'INSERT' AND EXISTS (SELECT 1 FROM offers WHERE "Order" = NEW."Order" AND "Expert" = NEW."Expert" AND "State" IN ('Declined', 'Lapsed', 'HandedBack')) THEN
                {Refuse("offer_never_again")}
            END IF;
            """),
        .. Guard("lecturer_at_one_place", "BEFORE INSERT ON lecturers", $"""
            PERFORM 1 FROM experts WHERE "Id" = NEW."Expert" FOR NO KEY UPDATE;
            IF EXISTS (
                SELECT 1 FROM lecturers other JOIN lectures lecture ON lecture."Id" = other."Lecture"
                WHERE other."Expert" = NEW."Expert" AND other."Lecture" <> NEW."Lecture" AND lecture."State" <> 'CalledOff'
                AND other."StartsAt" < NEW."EndsAt" AND NEW."StartsAt" < other."EndsAt") THEN
                {Refuse("lecturer_at_one_place")}
            END IF;
            """),
        .. Guard("paired_once", "BEFORE INSERT ON pairings", $"""
            PERFORM 1 FROM experts WHERE "Id" = NEW."Expert" FOR NO KEY UPDATE;
            IF EXISTS (
                SELECT 1 FROM pairings other
                WHERE other."Expert" = NEW."Expert" AND other."Id" <> NEW."Id"
                AND other."FarmerPhone" IS NOT DISTINCT FROM NEW."FarmerPhone" AND other."VillageCode" IS NOT DISTINCT FROM NEW."VillageCode"
                AND other."From" < NEW."To" AND NEW."From" < COALESCE(other."EndedAt", other."To")) THEN
                {Refuse("paired_once")}
            END IF;
            """),
        .. Guard("merged_into_over", "BEFORE UPDATE OF \"MergedInto\" ON orders", $"""
            IF NEW."MergedInto" IS NULL THEN RETURN NEW; END IF;
            PERFORM 1 FROM orders WHERE "Id" = NEW."MergedInto" FOR SHARE;
            IF NEW."MergedInto" = NEW."Id" OR NOT EXISTS (SELECT 1 FROM orders WHERE "Id" = NEW."MergedInto" AND "State" NOT IN ('Reported', 'Closed')) THEN
                {Refuse("merged_into_over")}
            END IF;
            """),
        .. Guard("enrolled_in_time", "BEFORE INSERT ON lecture_enrolments", $"""
            PERFORM 1 FROM lectures WHERE "Id" = NEW."Lecture" FOR SHARE;
            IF EXISTS (SELECT 1 FROM lectures WHERE "Id" = NEW."Lecture" AND ("State" <> 'Planned' OR "StartsAt" <= NEW."At")) THEN
                {Refuse("enrolled_in_time")}
            END IF;
            """),
        .. Guard("attended_in_time", "BEFORE INSERT ON lecture_attendees", InTime("NEW")),
        .. Guard("struck_in_time", "BEFORE DELETE ON lecture_attendees", InTime("OLD"), "OLD"),
        // The lecture's own row is locked before its trigger fires: whoever is being listed has been, or is refused.
        .. Guard("held_as_listed", "BEFORE UPDATE OF \"State\" ON lectures", $"""
            IF NEW."State" = 'Held' AND (SELECT COUNT(*) FROM lecture_attendees WHERE "Lecture" = NEW."Id") NOT IN (0, NEW."Attendance") THEN
                {Refuse("held_as_listed")}
            END IF;
            """),
        "CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_TABLE_NAME; END $$",
        Never("UPDATE OR DELETE", "ledger"),
        Never("UPDATE OR DELETE", "ledger_experts"),
        Never("DELETE", "closings"),
        Never("UPDATE", "closings", $"""WHEN (NOT ({Same("Order", "Occasion", "Outcome", "At", "Station", "TownCode", "Experts")} AND (NEW."By" = OLD."By" OR NEW."By" LIKE 'Farmer:erased-%') AND (NEW."Words" IS NOT DISTINCT FROM OLD."Words" OR NEW."Words" IS NULL)))"""),
        Never("UPDATE", "audit", $"""WHEN (NOT ({Same("Sequence", "At", "Role", "Key", "Act", "Address")} AND (NEW."Name" IS NOT DISTINCT FROM OLD."Name" OR NEW."Name" IS NOT NULL AND NEW."Name" LIKE 'erased-%') AND (NEW."Whose" IS NOT DISTINCT FROM OLD."Whose" OR NEW."Whose" IS NOT NULL AND NEW."Whose" LIKE 'erased-%')))"""),
        .. Guard("audit_never_DELETE", "BEFORE DELETE ON audit", string.Create(CultureInfo.InvariantCulture, $"""
            IF OLD."At" > (SELECT MAX("At") FROM audit) - {AuditKept} THEN
                RAISE EXCEPTION 'audit is append-only' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'audit';
            END IF;
            """), "OLD"),
    ];

    /// <summary>The counter's row is locked by the count itself, and its check sees the latest.</summary>
    private static string[] Seats =>
    [
        .. Function("seats_counted", $"""
            DECLARE
                before uuid := CASE WHEN TG_OP <> 'INSERT' AND OLD."State" IN {Held} THEN OLD."Expert" END;
                after uuid := CASE WHEN TG_OP <> 'DELETE' AND NEW."State" IN {Held} THEN NEW."Expert" END;
            BEGIN
                IF before IS NOT DISTINCT FROM after THEN RETURN NULL; END IF;
                UPDATE experts SET "OpenSeats" = "OpenSeats" - 1 WHERE "Id" = before;
                UPDATE experts SET "OpenSeats" = "OpenSeats" + 1 WHERE "Id" = after;
                RETURN NULL;
            END
            """),
        "CREATE TRIGGER seats_held AFTER UPDATE OF \"State\", \"Expert\" ON seats FOR EACH ROW EXECUTE FUNCTION seats_counted()",
        "CREATE TRIGGER seats_added AFTER INSERT ON seats FOR EACH ROW EXECUTE FUNCTION seats_counted()",
        "CREATE TRIGGER seats_removed AFTER DELETE ON seats FOR EACH ROW EXECUTE FUNCTION seats_counted()",
    ];

    private static string InTime(string row) =>
        $"""
        PERFORM 1 FROM lectures WHERE "Id" = {row}."Lecture" FOR SHARE;
        IF EXISTS (SELECT 1 FROM lectures WHERE "Id" = {row}."Lecture" AND "State" <> 'Planned') THEN
            {Refuse("attended_in_time")}
        END IF;
        """;

    private static string[] Guard(string name, string when, string body, string row = "NEW") =>
    [
        .. Function(name, $"BEGIN\n{body}\nRETURN {row};\nEND"),
        $"CREATE TRIGGER \"{name}\" {when} FOR EACH ROW EXECUTE FUNCTION \"{name}\"()",
    ];

    private static string[] Function(string name, string body) => [$"CREATE FUNCTION \"{name}\"() RETURNS trigger LANGUAGE plpgsql AS $$\n{body}\n$$"];

    private static string Refuse(string name) => $"RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{name}';";

    private static string Same(params string[] columns) => string.Join(" AND ", columns.Select(column => $"NEW.\"{column}\" IS NOT DISTINCT FROM OLD.\"{column}\""));

    /// <summary>Rows that are only ever added.</summary>
    private static string Never(string act, string table, string when = "") =>
        $"CREATE TRIGGER \"{table}_never_{act.Replace(" OR ", "_", StringComparison.Ordinal)}\" BEFORE {act} ON {table} FOR EACH ROW {when} EXECUTE FUNCTION append_only()";
}
