using System.Globalization;
using System.Resources;
using Dispatch.Domain;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Pairings;
using Dispatch.Http;
using Dispatch.Triage;

namespace Dispatch.Web.Pages;

/// <summary>What the pages say, in the reader's language: Texts.resx in Chinese, Texts.en.resx in English.</summary>
public sealed class Words(IHttpContextAccessor http, Limits limits)
{
    private static readonly ResourceManager Resources = new("Dispatch.Web.Pages.Texts", typeof(Words).Assembly);
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    /// <summary>"zh" or "en".</summary>
    public string Language { get; } = ChosenLanguage.Of(http.HttpContext!);

    public bool IsEnglish => Language == Http.Language.English;

    /// <summary>For the attribute lang.</summary>
    public string Tag => IsEnglish ? "en" : "zh-Hans";

    /// <exception cref="MissingManifestResourceException">No sentence has this key.</exception>
    public string this[string key, params object[] values] =>
        Find(key) is not { } text ? throw new MissingManifestResourceException($"No text for '{key}'.")
        : values.Length == 0 ? text
        : string.Format(Culture, text, values);

    /// <summary>Null where nothing is to be said.</summary>
    public string? Find(string key) => Resources.GetString(key, Culture);

    /// <summary>What is wrong with a field, as the API says it where the pages don't say it otherwise.</summary>
    public string Of(FieldError error) => Find($"Wrong.{error.Key}") ?? Texts.In(Language, error.Key, error.Values);

    /// <summary>A word of the trade, as the API and the command line say it: "State.Waiting".</summary>
    public string Term(string key, params object[] values) => Texts.In(Language, key, values);

    /// <summary>Why an act was refused, as the API says it.</summary>
    public string Of(Refusal refusal) => Texts.In(Language, $"{nameof(Refusal)}.{refusal}");

    /// <inheritdoc cref="Of(Refusal)"/>
    public string Of(LectureRefusal refusal) => Texts.In(Language, $"{nameof(LectureRefusal)}.{refusal}");

    /// <inheritdoc cref="Of(Refusal)"/>
    public string Of(PairingRefusal refusal) => Texts.In(Language, $"{nameof(PairingRefusal)}.{refusal}");

    public string Of(Skill skill) => IsEnglish ? this[$"Skill.{skill}"] : skill.Chinese();

    public string Of(Duty duty) => duty.Until is { } until ? this[$"Duty.{duty.State}.Until", Time(until)] : this[$"Duty.{duty.State}"];

    public string Of(IEnumerable<Skill> skills) => string.Join(this["Comma"], skills.Select(Of));

    /// <summary>"PlantProtection:2" as people say it.</summary>
    public string SkillLevel(string need) => Domain.SkillLevel.TryParse(need, out var known) ? $"{Of(known.Skill)} · {this[$"Level.{known.Level}"]}" : need;

    /// <summary>A crop by its key, or as it was written.</summary>
    public string Crop(string crop) => Lexicon.LabelOf(crop, Language);

    public string Number(long number) => number.ToString("N0", Culture);

    /// <summary>A moment as people there say it.</summary>
    public string Time(DateTimeOffset at) => Local(at).ToString(IsEnglish ? "ddd d MMMM, HH:mm" : "M月d日 HH:mm", Culture);

    /// <summary>"2 h 15 min left", also where no script counts it down.</summary>
    public string Left(TimeSpan span) =>
        span < TimeSpan.Zero ? this["Left.Over"]
        : span < TimeSpan.FromHours(1) ? this["Left.Minutes", (int)span.TotalMinutes]
        : this["Left.Hours", (int)span.TotalHours, span.Minutes];

    public string Day(DateOnly day) => day.ToString(IsEnglish ? "ddd d MMMM" : "M月d日", Culture);

    public string Day(DateTimeOffset at) => Local(at).ToString(IsEnglish ? "ddd d MMMM" : "M月d日", Culture);

    /// <summary>A day with its year.</summary>
    public string Date(DateTimeOffset at) => Local(at).ToString(IsEnglish ? "d MMMM yyyy" : "yyyy年M月d日", Culture);

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, limits.FieldHours.Zone);

    private CultureInfo Culture => IsEnglish ? English : CultureInfo.InvariantCulture;
}
