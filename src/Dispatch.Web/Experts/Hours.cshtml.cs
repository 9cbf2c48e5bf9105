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
    public Task<IActionResult> OnPostHoursAsync(CancellationToken stop) =>
        Change("Hours", () => Unless("hours", expert => $"{expert.Hours}", Hours, new HoursRequest { Hours = Hours }.Said()), stop);

    [Act("setCapacity")]
    public Task<IActionResult> OnPostCapacityAsync(CancellationToken stop) =>
        Change("Capacity", () => Unless("capacity", expert => $"{expert.Capacity}", Capacity, new CapacityRequest { Capacity = int.TryParse(Capacity, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : string.IsNullOrWhiteSpace(Capacity) ? null : -1 }.Said()), stop);

    [Act("takeLeave")]
    public Task<IActionResult> OnPostLeaveAsync(CancellationToken stop) => Change("Leave", () =>
    {
        var check = new Check();
        var (from, to) = (LocalTime.Read(check, "from", LeaveFrom, limits.FieldHours.Zone), LocalTime.Read(check, "to", LeaveTo, limits.FieldHours.Zone));
        check.Done();
        return new LeaveRequest { From = from, To = to, Reason = Reason }.Said(Now);
    }, stop);

    /// <summary>Pressed twice, it is off once.</summary>
    [Act("endLeave")]
    public Task<IActionResult> OnPostEndAsync(CancellationToken stop) =>
        Change("End", () => Timestamp.TryParse(LeaveFrom, out var from) ? TakeLeave.Off(from.Time) : (_, _) => default, stop);

    /// <exception cref="BadInput">Somebody else has changed it since the page was drawn, and not to the same.</exception>
    private Func<Expert, DateTimeOffset, Changed> Unless(string field, Func<Expert, string> holds, string? wanted, Func<Expert, DateTimeOffset, Changed> change) =>
        (expert, at) => holds(expert) is var now && now != Seen && now != wanted?.Trim() ? throw new BadInput(field, "ChangedMeanwhile", now) : change(expert, at);

    private async Task<IActionResult> Change(string what, Func<Func<Expert, DateTimeOffset, Changed>> said, CancellationToken stop)
    {
        try
        {
            var code = await db.Set<Expert>().Where(expert => expert.Id == Mine).Select(expert => expert.Code).FirstAsync(stop);
            if ((await change.Take(code, new Caller(Me.Actor), said(), stop)).Refusal is null) return Redirect($"/expert/hours?done={what}");
            db.ChangeTracker.Clear();
            Complain([new FieldError("capacity", "CapacityBelowHeld", await db.Set<Expert>().Where(expert => expert.Id == Mine).Select(expert => expert.OpenSeats).FirstAsync(stop))]);
        }
        catch (BadInput bad)
        {
            Complain(bad.Errors.Select(error => error.Field is "from" or "to" ? error with { Field = error.Field == "from" ? "leaveFrom" : "leaveTo" } : error));
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
