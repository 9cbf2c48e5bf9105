using Dispatch.Domain;
using Dispatch.Domain.Lectures;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Lectures;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Clerk.Lectures;

/// <summary>Plans a lecture at the clerk's station; at any for who has none.</summary>
[Act("planLecture")]
public sealed class PlanModel(Words say, ExpertChoices people, StationChoices places, VillageChoices villages, DispatchDb db, Limits limits, TimeProvider clock) : StaffPage(say)
{
    private const int Usual = 90;

    /// <summary>Names the lecture, with what is in it: a page that is sent twice plans it once.</summary>
    [BindProperty]
    public Guid Key { get; set; } = Guid.CreateVersion7();

    [BindProperty]
    public string? Title { get; set; }

    [BindProperty]
    public string? Skill { get; set; }

    /// <summary>Codes or names of those who lecture.</summary>
    [BindProperty]
    public string? Experts { get; set; }

    [BindProperty]
    public string? Station { get; set; }

    [BindProperty]
    public string? Whereabouts { get; set; }

    [BindProperty]
    public string? StartsAt { get; set; }

    [BindProperty]
    public string? Minutes { get; set; } = $"{Usual}";

    public IReadOnlyList<Choice> People { get; private set; } = [];

    public IReadOnlyList<Choice> Stations { get; private set; } = [];

    public IReadOnlyList<Choice> Villages { get; private set; } = [];

    public IReadOnlyList<Choice> Skills => [new Choice("", Say["Town.Choose"]), .. Enum.GetValues<Skill>().Select(skill => new Choice($"{skill}", Say.Of(skill)))];

    /// <summary>Why it was not planned.</summary>
    public string? Refused { get; private set; }

    public Task OnGetAsync(CancellationToken stop) => Read(stop);

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        await Read(stop);
        try
        {
            var lecture = await PlanLecture.Read(Asked(), LectureId.For($"page:{Key}:{Title}:{Skill}:{Experts}:{Station}:{Whereabouts}:{StartsAt}:{Minutes}"), Me.Actor, db, clock.GetUtcNow(), stop);
            Require("planLecture", lecture.Station);
            if ((await PlanLecture.Write(db, lecture, stop)).Refusal is not { } refusal) return Redirect($"/board/lectures/{lecture.Id}");
            Refused = Say.Of(refusal);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }
        catch (BadInput bad)
        {
            return Complain(bad.Errors);
        }
    }

    /// <exception cref="BadInput">The time can't be read.</exception>
    private LectureRequest Asked()
    {
        var check = new Check();
        var startsAt = LocalTime.Read(check, "startsAt", StartsAt, limits.FieldHours.Zone);
        check.Done();
        return new LectureRequest
        {
            Title = Title,
            Skill = Skill,
            Experts = ExpertChoices.CodesOf(People, Experts),
            Station = Me.Station is null ? StationChoices.CodeOf(Stations, Station) : Stations is [var own, ..] ? own.Value : null,
            Whereabouts = Whereabouts,
            StartsAt = startsAt,
            Minutes = int.TryParse(Minutes, out var minutes) ? minutes : string.IsNullOrWhiteSpace(Minutes) ? null : 0,
        };
    }

    private async Task Read(CancellationToken stop) =>
        (People, Stations, Villages) = (await people.All(stop), await places.Of(Me.Station, stop), await villages.Of(Me.Station, stop));
}
