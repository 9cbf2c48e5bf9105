using System.Text.Json.Nodes;

namespace Dispatch.Http;

/// <summary>What the parameters in addresses mean. One name means one thing, but for those that an operation has in its own way.</summary>
internal static class ParameterWords
{
    private static readonly Dictionary<string, (string Says, JsonNode Example)> Words = new()
    {
        ["tracking"] = ("The order's tracking number: eleven digits, the last of them a check digit.", "23514124938"),
        ["id"] = ("The id, as the answer that made it gave it.", "3728ecd8-e187-828f-83ab-b70de50f8438"),
        ["code"] = ("The expert's code in the district's list.", "E001"),
        ["sequence"] = ("The entry's number in the ledger.", 17),
        ["hash"] = ("SHA-256 of the stored photo, 64 lower-case hexadecimal digits.", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
        ["take"] = ("How many at most.", 50),
        ["station"] = ("Only of the station of this code.", "Z001"),
        ["expert"] = ("Only of the expert of this code.", "E001"),
        ["town"] = ("Only of this town: code or name, today's or former.", "狼山镇"),
        ["skill"] = ("Only who has this skill, at least at this level: 植保, PlantProtection:2.", "植保"),
        ["prefix"] = ("The first characters of the village's name or code.", "富强"),
        ["farmerPhone"] = ("Only with the farmer of this phone.", "13804780001"),
        ["village"] = ("Only with the village of this code.", "150802100213"),
        ["at"] = ("Those that run at this time; now, if left out.", "2026-06-03T09:00:00+08:00"),
        ["by"] = ("District, Town, Station, Expert, Month or Skill.", "Town"),
        ["kind"] = ("Only entries of this kind.", "ProblemSolved"),
        ["from"] = ("From this time on.", "2026-06-01T00:00:00+08:00"),
        ["to"] = ("Until this time, exclusive.", "2026-07-01T00:00:00+08:00"),

        ["listOrders state"] = ("Only in this state.", "NeedsClerk"),
        ["listOrders after"] = ("The tracking number of the last one already seen.", "23514124938"),
        ["listLectures state"] = ("Planned, Held or CalledOff; Planned, if from is left out too.", "Planned"),
        ["listLectures from"] = ("Those that start from this time on. Left out: all planned ones, and of the others those of the last 30 days.", "2026-06-01T00:00:00+08:00"),
        ["listExperts after"] = ("The code of the last one already seen.", "E001"),
        ["ledgerEntries after"] = ("The sequence of the last one already seen.", 100),
        ["whose"] = ("Only about this order, by its number, or this farmer, by the phone and with their orders, or what else a row names.", "23514124938"),
        ["who"] = ("Only by this role, or by names or keys with this in them.", "王芳"),
        ["before"] = ("The sequence of the last one already seen.", 100),
        ["endLeave from"] = ("The leave's start, percent-encoded.", "2026-06-08T00:00:00+08:00"),
        ["ledgerTotals from"] = ("The first month.", "2026-01"),
        ["ledgerTotals to"] = ("The last month, included.", "2026-06"),
        ["ledgerRates from"] = ("The first month.", "2026-01"),
        ["ledgerRates to"] = ("The last month, included.", "2026-06"),
        ["readLoad from"] = ("The first month in which demand is counted; if left out, 30 days before the end.", "2026-06"),
        ["readLoad to"] = ("The last month, included; up to now, if left out or not over yet.", "2026-06"),
        ["listVillagesOfTown code"] = ("The town's nine-digit code.", "150802100"),
        ["noticesOfExpert id"] = ("The expert's id.", "96eab3a4-2b93-81f1-b8b0-2107754d76c5"),
    };

    public static (string Says, JsonNode Example)? Of(string operation, string parameter) =>
        Words.TryGetValue($"{operation} {parameter}", out var own) ? (own.Says, own.Example.DeepClone())
        : Words.TryGetValue(parameter, out var common) ? (common.Says, common.Example.DeepClone())
        : null;
}
