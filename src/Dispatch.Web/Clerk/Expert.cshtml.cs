using System.Globalization;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Http;
using Dispatch.Persistence;
using Dispatch.Registry;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Clerk;

/// <summary>One expert as the stations see them: what they can do, what they hold, hours and leave; and what may be changed of that, at their own station.</summary>
[Act("readLoad")]
public sealed class ExpertModel(Words say, ChangeExpert change, SeatsInHand seats, DispatchDb db, Limits limits, TimeProvider clock) : StaffPage(say)
{
    private readonly DateTimeOffset now = clock.GetUtcNow();

    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    [BindProperty]
    public string? Hours { get; set; }

    [BindProperty]
    public string? Capacity { get; set; }

    /// <summary>How what is to be changed was when the page was drawn.</summary>
    [BindProperty]
    public string? Before { get; set; }

    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? To { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>When the leave begins that is to end.</summary>
    [BindProperty]
    public string? Leave { get; set; }

    public Expert Expert { get; private set; } = null!;

    public string Town { get; private set; } = "";

    public IReadOnlyList<HeldSeat> Held { get; private set; } = [];

    /// <summary>Why what was done last was not taken.</summary>
    public string? Refused { get; private set; }

    public string Duty => Say.Of(Pages.Duty.Of(Expert, now, limits.FieldHours.Zone));

    public string? Phone => new Caller(Me.Actor).MustCall ? Expert.Phone : null;

    /// <summary>Those that are not over.</summary>
    public IReadOnlyList<Leave> Leaves => [.. Expert.Leaves.Where(leave => leave.To > now)];

    public HoursForm HoursForm => new(Field("hours", Hours ?? $"{Expert.Hours}"), $"{Expert.Hours}");

    public LeaveForm LeaveForm => new(Leaves, Field("leaveFrom", From) with { Name = "from" }, Field("leaveTo", To) with { Name = "to" }, Field("reason", Reason));

    public Task<IActionResult> OnGetAsync(CancellationToken stop) => Show(stop);

    [Act("setHours")]
    public Task<IActionResult> OnPostHoursAsync(CancellationToken stop) => Take("setHours", () => Unless(expert => $"{expert.Hours}" != Before && $"{expert.Hours}" != Hours?.Trim(), new HoursRequest { Hours = Hours }.Said()), stop);

    [Act("setCapacity")]
    public Task<IActionResult> OnPostCapacityAsync(CancellationToken stop) => Take("setCapacity", () => Unless(expert => $"{expert.Capacity}" != Before && $"{expert.Capacity}" != Capacity?.Trim(), new CapacityRequest { Capacity = int.TryParse(Capacity, CultureInfo.InvariantCulture, out var number) ? number : null }.Said()), stop);

    [Act("takeLeave")]
    public Task<IActionResult> OnPostLeaveAsync(CancellationToken stop) => Take("takeLeave", () =>
    {
        var check = new Check();
        var (from, to) = (LocalTime.Read(check, "from", From, limits.FieldHours.Zone), LocalTime.Read(check, "to", To, limits.FieldHours.Zone));
        check.Done();
        return new LeaveRequest { From = from, To = to, Reason = Reason }.Said(now);
    }, stop);

    [Act("endLeave")]
    public Task<IActionResult> OnPostEndLeaveAsync(CancellationToken stop) =>
        Take("endLeave", () => Timestamp.TryParse(Leave, out var from) ? TakeLeave.Off(from.Time) : throw new BadInput("leave", "Required"), stop);

    /// <summary>The change, as the API would make it.</summary>
    private async Task<IActionResult> Take(string act, Func<Func<Expert, DateTimeOffset, Changed>> said, CancellationToken stop)
    {
        if (!await Find(stop)) return NotFound();
        Require(act, Expert.Station);
        try
        {
            var changed = await change.Take(Code, new Caller(Me.Actor), said(), stop);
            // Nothing to end is a leave that has ended already.
            if (changed.Refusal is not { } refusal) return Redirect($"/experts/{Uri.EscapeDataString(Code)}");
            Refused = changed.Expert is { } held ? Say.Term("CapacityBelowHeld", held.OpenSeats) : Say.Of(refusal);
        }
        catch (SeenOtherwise)
        {
            Refused = Say["Expert.Changed"];
        }
        catch (BadInput bad)
        {
            Complain(bad.Errors.Select(error => error.Field is "from" or "to" ? error with { Field = $"leave{char.ToUpperInvariant(error.Field[0])}{error.Field[1..]}" } : error));
        }
        if (Errors.Count == 0) Response.StatusCode = StatusCodes.Status409Conflict;
        return await Show(stop);
    }

    /// <summary>Somebody else may have changed it since the page was drawn, and not to the same.</summary>
    private static Func<Expert, DateTimeOffset, Changed> Unless(Func<Expert, bool> otherwise, Func<Expert, DateTimeOffset, Changed> change) =>
        (expert, at) => otherwise(expert) ? throw new SeenOtherwise() : change(expert, at);

    private async Task<bool> Find(CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        if (await db.Set<Expert>().AsNoTracking().FirstOrDefaultAsync(expert => expert.Code == Code, stop) is not { } found) return false;
        Expert = found;
        return true;
    }

    private async Task<IActionResult> Show(CancellationToken stop)
    {
        if (!await Find(stop)) return NotFound();
        Town = await db.Set<Town>().Where(town => town.Code == Expert.TownCode).Select(town => town.Name).FirstOrDefaultAsync(stop) ?? "";
        Held = await seats.Of(Expert.Id, station => May("listOrders", station), stop);
        return Page();
    }

    /// <summary>Somebody was quicker.</summary>
    private sealed class SeenOtherwise : Exception;
}
