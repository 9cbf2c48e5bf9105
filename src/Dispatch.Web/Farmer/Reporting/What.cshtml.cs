using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Http;
using Dispatch.Persistence;
using Dispatch.Triage;
using Dispatch.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Farmer.Reporting;

/// <summary>Step 1: what is wrong, with what, how urgent, and photos.</summary>
[RequestSizeLimit(SentPhotos.MostBytes), RequestFormLimits(MultipartBodyLengthLimit = SentPhotos.MostBytes)]
public sealed class WhatModel(Words say, Drafts drafts, DispatchDb db, TimeProvider clock, SentPhotos sent) : ReportPage(say, drafts, db, clock)
{
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
        var kept = await sent.With([.. Draft.Photos.Except(Drop)], Request, check);
        var draft = Draft with { Difficulty = Difficulty, Crop = Crop, Urgency = Urgency, AskedFor = AskedFor, Skill = Skill, Photos = kept };
        var wrong = check.Errors.Concat(await Wrong(draft, "difficulty", "crop", "urgency", "askedFor", "seats", "photos")).ToList();
        // Photos that came are not asked for again, whatever else is wrong.
        Keep(wrong.Count == 0 ? draft : Draft with { Photos = kept });
        if (wrong.Count == 0) return Step("where");
        await NameChosen();
        return Complain(wrong);
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
