using System.Globalization;
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

/// <summary>When an expert is on duty, how many orders they take at once, and when they are away.</summary>
[Act("listOffers")]
public sealed class HoursModel(Words say, ChangeExpert change, DispatchDb db, Limits limits, TimeProvider clock) : ExpertPage(say)
{
    [BindProperty]
    public string? Hours { get; set; }

    [BindProperty]
    public string? Capacity { get; set; }

    /// <summary>What stood there when the page was drawn: who changes what somebody else has just changed is told so.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    [BindProperty]
    public string? LeaveFrom { get; set; }

    [BindProperty]
    public string? LeaveTo { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public Expert Expert { get; private set; } = null!;

    /// <summary>Those that are not over.</summary>
    public IReadOnlyList<Leave> Leaves => [.. Expert.Leaves.Where(leave => leave.To > Now)];

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    /// <summary>What was changed just now.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>What stands in a field: what was typed, where that is wrong; else what holds.</summary>
    public string? Typed(string name, string? typed, string holds) => Errors.Any(error => error.Field == name) ? typed : holds;

    public Task<IActionResult> OnGetAsync(CancellationToken stop) => Show(stop);

    [Act("setHours")]
    public Task<IActionResult> OnPostHoursAsync(CancellationToken stop) => Change("Hours", () =>
    {
        var hours = new HoursRequest { Hours = Hours }.Said();
        return (expert, _) =>
        {
            if (ChangedMeanwhile("hours", expert.Hours.ToString(), expert.Hours == hours) is { } changed) return changed;
            expert.Hours = hours;
            return null;
        };
    }, stop);

    [Act("setCapacity")]
    public Task<IActionResult> OnPostCapacityAsync(CancellationToken stop) => Change("Capacity", () =>
    {
        var capacity = new CapacityRequest { Capacity = int.TryParse(Capacity, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : string.IsNullOrWhiteSpace(Capacity) ? null : -1 }.Said();
        return (expert, _) =>
        {
            if ((ChangedMeanwhile("capacity", $"{expert.Capacity}", expert.Capacity == capacity) ?? SetCapacity.WhyNot(expert, capacity)) is { } whyNot) return whyNot;
            expert.Capacity = capacity;
            return null;
        };
    }, stop);

    [Act("takeLeave")]
    public Task<IActionResult> OnPostLeaveAsync(CancellationToken stop) => Change("Leave", () =>
    {
        var check = new Check();
        var (from, to) = (LocalTime.Read(check, "from", LeaveFrom, limits.FieldHours.Zone), LocalTime.Read(check, "to", LeaveTo, limits.FieldHours.Zone));
        check.Done();
        var leave = new LeaveRequest { From = from, To = to, Reason = Reason }.Said(Now);
        return (expert, now) =>
        {
            TakeLeave.Note(expert, leave, now);
            return null;
        };
    }, stop);

    /// <summary>Pressed twice, it is off once.</summary>
    [Act("endLeave")]
    public Task<IActionResult> OnPostEndAsync(CancellationToken stop) => Change("End", () => (expert, now) =>
    {
        if (Timestamp.TryParse(LeaveFrom, out var from)) TakeLeave.CallOff(expert, from.Time, now);
        return null;
    }, stop);

    private FieldError? ChangedMeanwhile(string field, string now, bool isSame) => isSame || now == Seen ? null : new FieldError(field, "ChangedMeanwhile", now);

    private async Task<IActionResult> Change(string what, Func<Func<Expert, DateTimeOffset, FieldError?>> said, CancellationToken stop)
    {
        try
        {
            var (expert, whyNot) = await change.Take(expert => expert.Id == Mine, new Caller(Me.Actor), said(), stop);
            if (expert is null) return NotFound();
            if (whyNot is null) return Redirect($"/expert/hours?done={what}");
            Complain([whyNot]);
        }
        catch (BadInput bad)
        {
            Complain(bad.Errors.Select(error => error.Field is "from" or "to" ? error with { Field = error.Field == "from" ? "leaveFrom" : "leaveTo" } : error));
        }
        catch (DbUpdateException refused) when (Guards.Broken(refused) == Guard.Capacity)
        {
            Complain([new FieldError("capacity", "CapacityBelowHeld", await db.Set<Expert>().Where(expert => expert.Id == Mine).Select(expert => expert.OpenSeats).FirstAsync(stop))]);
        }
        return await Show(stop);
    }

    private async Task<IActionResult> Show(CancellationToken stop)
    {
        if (await db.Set<Expert>().AsNoTracking().FirstOrDefaultAsync(expert => expert.Id == Mine, stop) is not { } expert) return NotFound();
        Expert = expert;
        return Page();
    }
}
