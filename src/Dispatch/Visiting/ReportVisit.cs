using System.ComponentModel.DataAnnotations;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Orders;
using Dispatch.Persistence;
using Dispatch.Photos;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Visiting;

/// <summary>What was found and advised.</summary>
public sealed record ReportRequest
{
    /// <example>葵花菌核病，病株率约两成</example>
    [Required]
    public string? Findings { get; init; }

    /// <example>拔除病株，开沟排水，喷施菌核净</example>
    [Required]
    public string? Advice { get; init; }

    /// <summary>How the expert sees it: Solved, PartlySolved or NotSolved. What counts is what the farmer says.</summary>
    /// <example>Solved</example>
    public string? Outcome { get; init; }

    /// <summary>SHA-256 of photos uploaded before; up to five.</summary>
    public IReadOnlyList<string>? Photos { get; init; }

    /// <summary>The phone's time, when it was written without a network.</summary>
    public DateTimeOffset? DeviceTime { get; init; }
}

/// <summary>The expert reports; the farmer will be asked whether it is solved.</summary>
internal static class ReportVisit
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/orders/{tracking}/report", Report)
        .WithName("reportVisit").ShowsPersonsOf("tracking").WithTags("Expert").WithSummary("Report on a visit 服务报告")
        .Produces<OrderView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> Report([AsParameters] OrderAct act, ReportRequest? request, DispatchDb db)
    {
        var expert = act.Caller.Expert;
        var body = Check.Body(request);
        var check = new Check();
        var findings = check.Text("findings", body.Findings, 2000);
        var advice = check.Text("advice", body.Advice, 2000);
        var view = check.Word("outcome", body.Outcome, ConfirmOutcome.OfAVisit);
        var photos = await check.Photos("photos", body.Photos, db, act.Stop);
        check.Done();
        var now = act.Now;
        var begun = await Begun.On(db)(db, Check.Tracking(act.Tracking), expert, act.Stop);
        return await act.Take((_, _) => new Reported(act.By, now, expert), order =>
        {
            var goesOn = begun is not null && begun.ArrivedAt == order.SeatOf(expert)?.ArrivedAt;
            var visit = goesOn ? begun! : new Visit { Order = order.Id, Version = order.Version, Expert = expert };
            (visit.ReportedAt, visit.ReportedAtByDevice) = (now, body.DeviceTime);
            (visit.Findings, visit.Advice, visit.ExpertsView, visit.Photos) = (findings, advice, view, photos);
            db.Entry(visit).State = goesOn ? EntityState.Modified : EntityState.Added;
        });
    }

    /// <summary>The last visit that was checked in and not reported; perhaps one that was cut short before the order was opened again.</summary>
    private static readonly Compiled<Func<DispatchDb, TrackingNumber, ExpertId, CancellationToken, Task<Visit?>>> Begun = new(() => EF.CompileAsyncQuery((DispatchDb db, TrackingNumber tracking, ExpertId expert, CancellationToken stop) =>
        db.Set<Visit>().AsNoTracking()
            .Where(visit => visit.Expert == expert && visit.ReportedAt == null && db.Set<Order>().Any(order => order.Id == visit.Order && order.Tracking == tracking))
            .OrderByDescending(visit => visit.Version).FirstOrDefault()));
}
