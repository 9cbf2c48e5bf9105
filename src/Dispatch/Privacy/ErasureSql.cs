using Dispatch.Domain;
using Dispatch.Domain.Lectures;
using Dispatch.Persistence;
using static System.Runtime.CompilerServices.FormattableStringFactory;

namespace Dispatch.Privacy;

/// <summary>What an erasure does to each table. Orders come last: the others are found by them.</summary>
internal static class ErasureSql
{
    private const string Gone = Erased.Words;
    private const string Deliveries = """notice_deliveries WHERE "Notice" IN (SELECT "Id" FROM notices WHERE "Phone" = {0} OR "Order" IN (SELECT "Id" FROM orders WHERE "FarmerPhone" = {0}))""";

    /// <summary>What the farmer was told, or somebody of the farmer's orders, and how it went out: those who send have it in hand meanwhile.</summary>
    public static FormattableString Claimed(string phone) => Create($"SELECT \"Notice\" FROM {Deliveries}", phone);

    public static IEnumerable<FormattableString> Of(string phone, string mark, SqlWords words)
    {
        var (farmer, nobody) = ($"{Role.Farmer}:{phone}", $"{Role.Farmer}:{mark}");
        yield return Create($"DELETE FROM {Deliveries}", phone);
        yield return $"""DELETE FROM notices WHERE "Phone" = {phone} OR "Order" IN (SELECT "Id" FROM orders WHERE "FarmerPhone" = {phone})""";
        yield return Create(
            $$"""
            DELETE FROM idempotency WHERE {{words.Has("\"Route\"", "{0}")}} OR {{words.Has("\"Key\"", "{0}")}} OR {{words.HasInBytes("\"Body\"", "{0}")}} OR EXISTS (
                SELECT 1 FROM orders WHERE "FarmerPhone" = {0}
                AND ({{words.Has("idempotency.\"Route\"", "\"Tracking\"")}} OR {{words.HasInBytes("\"Body\"", "\"Tracking\"")}} OR {{words.HasInBytes("\"Body\"", "\"FarmerName\"")}}))
            """,
            phone);
        // Whoever spoke may have named the farmer, the clerk and the expert as well.
        yield return $"""UPDATE order_history SET "Why" = NULL WHERE "Order" IN (SELECT "Id" FROM orders WHERE "FarmerPhone" = {phone})""";
        yield return $"""UPDATE order_history SET "By" = {nobody} WHERE "By" = {farmer}""";
        yield return $"""UPDATE closings SET "Words" = NULL WHERE "Order" IN (SELECT "Id" FROM orders WHERE "FarmerPhone" = {phone})""";
        yield return $"""UPDATE closings SET "By" = {nobody} WHERE "By" = {farmer}""";
        yield return $"""UPDATE offers SET "Why" = NULL WHERE "Order" IN (SELECT "Id" FROM orders WHERE "FarmerPhone" = {phone})""";
        // How far it was from three experts says where it was.
        yield return $"""DELETE FROM matches WHERE "Order" IN (SELECT "Id" FROM orders WHERE "FarmerPhone" = {phone})""";
        yield return $"""DELETE FROM confirmation_photos WHERE "Order" IN (SELECT "Id" FROM orders WHERE "FarmerPhone" = {phone})""";
        yield return $"""UPDATE visits SET "Place" = NULL, "Photos" = '[]' WHERE "Order" IN (SELECT "Id" FROM orders WHERE "FarmerPhone" = {phone})""";
        // What was found and advised is the expert's, as long as it names nobody.
        yield return Create(
            $$"""
            UPDATE visits SET "Findings" = {0}, "Advice" = {0} WHERE "Findings" IS NOT NULL AND EXISTS (
                SELECT 1 FROM orders WHERE "Id" = visits."Order" AND "FarmerPhone" = {1}
                AND ({{words.Has("\"Findings\" || \"Advice\"", "\"FarmerName\"")}} OR {{words.Has("\"Findings\" || \"Advice\"", "{1}")}}))
            """,
            Gone,
            phone);
        yield return $"""UPDATE pairing_visits SET "Words" = {Gone} WHERE "Pairing" IN (SELECT "Id" FROM pairings WHERE "FarmerPhone" = {phone})""";
        yield return $"""UPDATE pairings SET "FarmerPhone" = {mark}, "EndedBecause" = CASE WHEN "EndedBecause" IS NOT NULL THEN {Gone} END WHERE "FarmerPhone" = {phone}""";
        // Nobody is expected there any more, or told that it is called off.
        yield return $"""DELETE FROM lecture_enrolments WHERE "Phone" = {phone} AND "Lecture" IN (SELECT "Id" FROM lectures WHERE "State" = {nameof(LectureState.Planned)})""";
        yield return $"""UPDATE lecture_enrolments SET "Phone" = {mark}, "Name" = {Gone} WHERE "Phone" = {phone}""";
        yield return $"""UPDATE lecture_enrolments SET "By" = {nobody} WHERE "By" = {farmer}""";
        // Their id is made of the phone, and phones are few enough to be tried one after another.
        yield return Create($$"""UPDATE lecture_attendees SET "Name" = {0}, "Phone" = NULL, "Id" = {{words.NewId}} WHERE "Phone" = {1}""", Gone, phone);
        yield return $"""UPDATE lecture_attendees SET "By" = {nobody} WHERE "By" = {farmer}""";
        yield return $"""DELETE FROM farmer_codes WHERE "Phone" = {phone}""";
        yield return $"""DELETE FROM farmers WHERE "Phone" = {phone}""";
        yield return $"""UPDATE audit SET "Whose" = {mark} WHERE "Whose" = {phone}""";
        yield return $"""UPDATE audit SET "Name" = {mark} WHERE "Role" = {nameof(Role.Farmer)} AND "Name" = {phone}""";
        yield return $"""
            UPDATE orders SET "FarmerName" = {Gone}, "FarmerPhone" = {mark}, "Difficulty" = {Gone}, "Whereabouts" = NULL, "Photos" = '[]',
                "Place" = COALESCE((SELECT "Place" FROM villages WHERE "Code" = orders."VillageCode"), (SELECT "Place" FROM towns WHERE "Code" = orders."TownCode"))
            WHERE "FarmerPhone" = {phone}
            """;
    }

    /// <summary>Whether somebody else's order has this photo too.</summary>
    public static FormattableString OthersWith(string phone, string photo, SqlWords words)
    {
        var has = words.Has("\"Photos\"", "{1}");
        return Create(
            $$"""
            SELECT CAST(1 AS bigint) AS "Value" FROM orders WHERE "FarmerPhone" <> {0} AND (
                {{has}} OR EXISTS (SELECT 1 FROM visits WHERE "Order" = orders."Id" AND {{has}})
                OR EXISTS (SELECT 1 FROM confirmation_photos WHERE "Order" = orders."Id" AND {{has}}))
            LIMIT 1
            """,
            phone,
            photo);
    }
}
