using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Http;
using Dispatch.Persistence;
using Dispatch.Photos;
using Dispatch.Triage;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Farmer.Reporting;

/// <summary>Step 1: what is wrong, with what, how urgent, and photos.</summary>
[RequestSizeLimit(WhatModel.MostBytes), RequestFormLimits(MultipartBodyLengthLimit = WhatModel.MostBytes)]
public sealed class WhatModel(Words say, Drafts drafts, DispatchDb db, TimeProvider clock, KeepPhotos photos) : ReportPage(say, drafts, db, clock)
{
    /// <summary>More than the photos that are taken: of one that is too large, the rest of the form should not be lost.</summary>
    internal const int MostBytes = 96 * 1024 * 1024;

    [BindProperty]
    public string? Difficulty { get; set; }

    [BindProperty]
    public string? Crop { get; set; }

    [BindProperty]
    public string? Urgency { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? AskedFor { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Skill { get; set; }

    /// <summary>Photos that are not to go with it after all.</summary>
    [BindProperty]
    public List<string> Drop { get; set; } = [];

    /// <summary>Whom or what was chosen from the menu, by name.</summary>
    public string? Chosen { get; private set; }

    protected override bool IsFirst => true;

    public IReadOnlyList<Choice> Crops => [.. Lexicon.CropKeys.Select(Say.Crop).Distinct().Select(crop => new Choice(crop, crop))];

    public IReadOnlyList<Choice> Urgencies => [.. new[] { Domain.Orders.Urgency.Low, Domain.Orders.Urgency.Normal, Domain.Orders.Urgency.Urgent }.Select(urgency => new Choice($"{urgency}", Say[$"Urgency.{urgency}"], Say[$"Urgency.{urgency}.Hint"]))];

    public async Task OnGetAsync()
    {
        (Difficulty, Crop, Urgency) = (Draft.Difficulty, Draft.Crop, Draft.Urgency ?? nameof(Domain.Orders.Urgency.Normal));
        if (AskedFor is null && Skill is null) (AskedFor, Skill) = (Draft.AskedFor, Draft.Skill);
        await NameChosen();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var check = new Check();
        var kept = Draft.Photos.Except(Drop).ToList();
        kept = [.. kept.Concat(await NewPhotos(check, kept.Count)).Distinct()];
        var draft = Draft with { Difficulty = Difficulty, Crop = Crop, Urgency = Urgency, AskedFor = AskedFor, Skill = Skill, Photos = kept };
        var wrong = check.Errors.Concat(await Wrong(draft, "difficulty", "crop", "urgency", "askedFor", "seats", "photos")).ToList();
        // Photos that came are not asked for again, whatever else is wrong.
        Keep(wrong.Count == 0 ? draft : Draft with { Photos = kept });
        if (wrong.Count == 0) return Step("where");
        await NameChosen();
        return Complain(wrong);
    }

    private async Task<IReadOnlyList<string>> NewPhotos(Check check, int already)
    {
        var files = Request.Form.Files.GetFiles("photos");
        if (already + files.Count > KeepPhotos.Most) check.Fail("photos", "TooMany", KeepPhotos.Most);
        if (files.Any(file => file.Length > KeepPhotos.MostBytes)) check.Fail("photos", "PhotoTooLarge", KeepPhotos.MostBytes >> 20);
        if (check.Failed || files.Count == 0) return [];
        try
        {
            return [.. (await photos.Keep([.. files.Select(file => new PhotoUpload("photos", file.OpenReadStream))], Stop)).Select(photo => photo.Hash)];
        }
        catch (BadInput bad)
        {
            foreach (var error in bad.Errors) check.Fail(error.Field, error.Key, [.. error.Values]);
            return [];
        }
    }

    /// <summary>What can't be found is not chosen.</summary>
    private async Task NameChosen()
    {
        Chosen = AskedFor is not null ? await Db.Set<Expert>().Where(expert => expert.Code == AskedFor && expert.Active).Select(expert => expert.Name).FirstOrDefaultAsync(Stop)
            : SkillNames.TrySkill(Skill, out var skill) ? Say.Of(skill)
            : null;
        if (Chosen is null) (AskedFor, Skill) = (null, null);
    }
}
