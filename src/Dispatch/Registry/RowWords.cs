using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Stations;
using Dispatch.Finding;
using Dispatch.Http;
using Dispatch.Importing;

namespace Dispatch.Registry;

/// <summary>How the registry's lists write a code, towns, hours, skills and languages.</summary>
internal static class RowWords
{
    private const int MostLetters = 500;

    /// <summary>Of a week: six a day.</summary>
    private const int MostSpans = 42;

    private static readonly Dictionary<string, string> Languages = new() { ["汉语"] = "zh", ["中文"] = "zh", ["普通话"] = "zh", ["蒙语"] = "mn", ["蒙古语"] = "mn", ["英语"] = "en" };

    /// <summary>The code a station or expert is known by.</summary>
    public static string Code(this Row row)
    {
        var code = row.Check.Text("code", Row.Narrow(row.OneLine("code") ?? ""), 40);
        row.KeyIs("code", code);
        return code;
    }

    public static Town? Town(this Row row, Gazetteer places)
    {
        if (row.Check.Text("town", row.Plain("town"), 50) is not { Length: > 0 } name) return null;
        var (town, error) = places.Town(name);
        if (error is not null) row.Check.Fail(error.Field, error.Key, error.Values);
        return town;
    }

    /// <param name="row">The row.</param>
    /// <param name="places">The district.</param>
    /// <param name="town">The town it must be in; where it is null, one that the row names, if it does.</param>
    public static Village? Village(this Row row, Gazetteer places, Town? town = null)
    {
        if (row.Plain("village") is not { } name) return null;
        var written = row.Plain("town");
        var (village, error) = town is null ? places.Find(written, name) : places.Find(town, written ?? town.Name, name);
        if (error is not null) row.Check.Fail(error.Field, error.Key, error.Values);
        return village;
    }

    /// <summary>Where it is, or a complaint about the cause: the town's coordinates are unknown or not trusted, so the row must bring its own.</summary>
    public static Place? MustBeSomewhere(this Row row, Place? place, Town? town)
    {
        if (place is null && town is not null && !row.Check.Failed) row.Check.Fail("town", "TownHasNoPlace", row.Plain("town") ?? town.Name);
        return place;
    }

    public static WeeklyHours? Hours(this Row row) => row.Plain("hours") is { } text ? Hours(row.Check, "hours", text) : null;

    public static WeeklyHours? Hours(Check check, string field, string? text)
    {
        if (check.Text(field, text, MostLetters) is "" or { Length: > MostLetters }) return null;
        if (!WeeklyHours.TryParse(text, out var hours)) check.Fail(field, "NotHours", text!);
        else if (hours.Spans.Count > MostSpans) check.Fail(field, "TooManySpans", MostSpans);
        else if (Overlapping(hours) is { } two) check.Fail(field, "HoursOverlap", two.First.Day, $"{two.First.From:HH:mm}-{two.First.To:HH:mm}", $"{two.Second.From:HH:mm}-{two.Second.To:HH:mm}");
        else return hours;
        return null;
    }

    /// <summary>Two spans of one day of which the second begins before the first ends.</summary>
    private static ((DayOfWeek Day, TimeOnly From, TimeOnly To) First, (DayOfWeek Day, TimeOnly From, TimeOnly To) Second)? Overlapping(WeeklyHours hours)
    {
        foreach (var (first, second) in hours.Spans.Zip(hours.Spans.Skip(1)))
            if (first.Day == second.Day && second.From < first.To) return (first, second);
        return null;
    }

    public static List<SkillLevel> Skills(this Row row)
    {
        var skills = row.List("skills");
        if (skills.Count == 0) row.Check.Fail("skills", "Required");
        return [.. skills.Select(skill => row.Check.SkillLevel("skills", skill)).OfType<SkillLevel>()
            .GroupBy(skill => skill.Skill).Select(same => same.MaxBy(skill => skill.Level))];
    }

    public static List<string> Spoken(this Row row, string column) =>
        [.. row.List(column).Select(name => row.Check.Language(column, Languages.GetValueOrDefault(name, name))).OfType<string>().Distinct()];
}
