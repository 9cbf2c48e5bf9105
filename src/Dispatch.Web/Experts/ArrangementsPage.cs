using System.Globalization;
using System.Linq.Expressions;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Persistence;
using Dispatch.Registry;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Experts;

/// <summary>
/// When an expert is on duty, how many orders they take at once and when they are away, shown and changed as the API takes
/// it: by the expert, and by the station whose expert it is. Who changes what somebody else has just changed is told.
/// </summary>
public abstract class ArrangementsPage(Words say, ChangeExpert change, DispatchDb db, Limits limits, TimeProvider clock) : StaffPage(say)
{
    [BindProperty]
    public string? Hours { get; set; }

    [BindProperty]
    public string? Capacity { get; set; }

    /// <summary>How what is to be changed was when the page was drawn.</summary>
    [BindProperty]
    public string? Before { get; set; }

    [BindProperty]
    public string? LeaveFrom { get; set; }

    [BindProperty]
    public string? LeaveTo { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>When the leave begins that is to end.</summary>
    [BindProperty]
    public string? Leave { get; set; }

    /// <summary>What was changed just now.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public Expert Expert { get; private set; } = null!;

    /// <summary>Those that are not over.</summary>
    public IReadOnlyList<Leave> Leaves => [.. Expert.Leaves.Where(leave => leave.To > Now)];

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    protected DispatchDb Db => db;

    /// <summary>The district's time zone.</summary>
    protected TimeZoneInfo Zone => limits.FieldHours.Zone;

    /// <summary>Whose arrangements they are.</summary>
    protected abstract Expression<Func<Expert, bool>> Whose { get; }

    /// <summary>Where the page is.</summary>
    protected abstract string Address { get; }

    /// <summary>A field with what was typed, where that is wrong; else with what holds.</summary>
    public Field Arranged(string name, string? typed, string? holds = null) => Field(name, Errors.Any(error => error.Field == name) ? typed : holds ?? typed);

    public Task<IActionResult> OnGetAsync(CancellationToken stop) => Show(stop);

    [Act("setHours")]
    public Task<IActionResult> OnPostHoursAsync(CancellationToken stop) =>
        Take("setHours", () => Unless("hours", expert => $"{expert.Hours}", Hours, new HoursRequest { Hours = Hours }.Said()), stop);

    [Act("setCapacity")]
    public Task<IActionResult> OnPostCapacityAsync(CancellationToken stop) =>
        Take("setCapacity", () => Unless("capacity", expert => $"{expert.Capacity}", Capacity, new CapacityRequest { Capacity = int.TryParse(Capacity, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Capacity.ShowsNothing() ? null : -1 }.Said()), stop);

    [Act("takeLeave")]
    public Task<IActionResult> OnPostLeaveAsync(CancellationToken stop) => Take("takeLeave", () =>
    {
        var check = new Check();
        var (from, to) = (LocalTime.Read(check, "from", LeaveFrom, Zone), LocalTime.Read(check, "to", LeaveTo, Zone));
        check.Done();
        return new LeaveRequest { From = from, To = to, Reason = Reason }.Said(Now);
    }, stop);

    /// <summary>Pressed twice, it is off once.</summary>
    [Act("endLeave")]
    public Task<IActionResult> OnPostEndLeaveAsync(CancellationToken stop) =>
        Take("endLeave", () => Timestamp.TryParse(Leave, out var from) ? TakeLeave.Off(from.Time) : throw new BadInput("leave", "Required"), stop);

    /// <summary>Reads what else the page shows.</summary>
    protected virtual Task Read(CancellationToken stop) => Task.CompletedTask;

    private async Task<IActionResult> Take(string act, Func<Func<Expert, DateTimeOffset, Changed>> said, CancellationToken stop)
    {
        if (!await Find(stop)) return NotFound();
        Require(act, Expert.Station);
        try
        {
            // Nothing to end is a leave that has ended already.
            if ((await change.Take(Expert.Code, new Caller(Me.Actor), said(), stop)) is not { Refusal: not null } refused) return Redirect($"{Address}?done={act}");
            Conflict([new FieldError("capacity", "CapacityBelowHeld", refused.Expert?.OpenSeats ?? Expert.OpenSeats)]);
        }
        catch (ChangedMeanwhile changed)
        {
            Conflict(changed.Errors);
        }
        catch (BadInput bad)
        {
            Complain(bad.Errors.Select(error => error.Field is "from" or "to" ? error with { Field = error.Field == "from" ? "leaveFrom" : "leaveTo" } : error));
        }
        return await Show(stop);
    }

    private void Conflict(IEnumerable<FieldError> errors)
    {
        Complain(errors);
        Response.StatusCode = StatusCodes.Status409Conflict;
    }

    private Func<Expert, DateTimeOffset, Changed> Unless(string field, Func<Expert, string> holds, string? wanted, Func<Expert, DateTimeOffset, Changed> change) =>
        (expert, at) => holds(expert) is var now && now != Before && now != wanted?.Trim() ? throw new ChangedMeanwhile(field, now) : change(expert, at);

    private async Task<bool> Find(CancellationToken stop)
    {
        db.Forget();
        if (await db.Set<Expert>().AsNoTracking().FirstOrDefaultAsync(Whose, stop) is not { } found) return false;
        Expert = found;
        return true;
    }

    private async Task<IActionResult> Show(CancellationToken stop)
    {
        if (!await Find(stop)) return NotFound();
        await Read(stop);
        return Page();
    }

    /// <summary>Somebody else has changed it since the page was drawn, and not to the same.</summary>
    private sealed class ChangedMeanwhile(string field, string now) : Exception
    {
        public IReadOnlyList<FieldError> Errors { get; } = [new FieldError(field, "ChangedMeanwhile", now)];
    }
}
