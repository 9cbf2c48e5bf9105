using Dispatch.Domain.Orders;
using Dispatch.Domain.Pairings;
using Dispatch.Http;
using Dispatch.Pairings;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Clerk.Pairings;

/// <summary>Binds an expert to a farmer or a village, from one day to another.</summary>
[Act("pairExpert")]
public sealed class PairModel(Words say, ExpertChoices people, VillageChoices villages, DispatchDb db, Limits limits, TimeProvider clock) : StaffPage(say)
{
    /// <summary>Names the pairing, with what is in it: a page that is sent twice makes it once.</summary>
    [BindProperty]
    public Guid Key { get; set; } = Guid.CreateVersion7();

    [BindProperty]
    public string? Expert { get; set; }

    [BindProperty]
    public string? FarmerPhone { get; set; }

    [BindProperty]
    public string? Village { get; set; }

    [BindProperty]
    public string? Since { get; set; }

    /// <summary>The last day.</summary>
    [BindProperty]
    public string? Until { get; set; }

    public IReadOnlyList<Choice> People { get; private set; } = [];

    public IReadOnlyList<Choice> Villages { get; private set; } = [];

    /// <summary>Why it was not made.</summary>
    public string? Refused { get; private set; }

    public async Task OnGetAsync(CancellationToken stop)
    {
        await Read(stop);
        var now = clock.GetUtcNow();
        (Since, Until) = (LocalTime.WriteDay(now, limits.FieldHours.Zone), LocalTime.WriteDay(now.AddYears(1).AddDays(-1), limits.FieldHours.Zone));
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        await Read(stop);
        try
        {
            var now = clock.GetUtcNow();
            var pairing = await PairExpert.Read(Asked(), PairingId.For($"page:{Key}:{Expert}:{FarmerPhone}:{Village}:{Since}:{Until}"), Me.Actor, Me.Station, db, now, stop);
            if (!May("pairExpert", pairing.Station)) throw new BadInput(pairing.VillageCode is null ? "farmerPhone" : "village", "NotYourStation");
            if ((await PairExpert.Write(db, pairing, now, stop)).Refusal is not { } refusal) return Redirect($"/board/pairings/{pairing.Id}");
            Refused = Say.Of(refusal);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }
        catch (BadInput bad)
        {
            return Complain(bad.Errors.Select(error => error with { Field = error.Field switch { "from" => "since", "to" => "until", "town" => "village", var field => field } }));
        }
    }

    /// <exception cref="BadInput">A day can't be read.</exception>
    private PairingRequest Asked()
    {
        var (check, zone) = (new Check(), limits.FieldHours.Zone);
        var (from, until) = (LocalTime.ReadDay(check, "since", Since, zone), LocalTime.ReadDay(check, "until", Until, zone));
        check.Done();
        return new PairingRequest { Expert = ExpertChoices.CodeOf(People, Expert), FarmerPhone = FarmerPhone, Village = VillageChoices.CodeOf(Villages, Village), From = from, To = until?.AddDays(1) };
    }

    private async Task Read(CancellationToken stop) => (People, Villages) = (await people.All(stop), await villages.Of(Me.Station, stop));
}
