using System.ComponentModel.DataAnnotations;
using Dispatch.Domain;
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

    /// <param name="by">Who says it.</param>
    /// <param name="expert">Whose visit it was.</param>
    /// <param name="at">When.</param>
    /// <param name="check">What has been checked of it so far.</param>
    /// <param name="photos">Those that are there.</param>
    /// <exception cref="BadInput">It says too little or too much, or something was wrong before.</exception>
    public VisitReport Said(Actor by, ExpertId expert, DateTimeOffset at, Check check, IReadOnlyList<string> photos)
    {
        var findings = check.Text("findings", Findings, 2000);
        var advice = check.Text("advice", Advice, 2000);
        var view = check.Word("outcome", Outcome, ConfirmOutcome.OfAVisit);
        check.Done();
        return new VisitReport(new Reported(by, at, expert), findings, advice, view, photos, DeviceTime);
    }
}

/// <summary>A report as it was said: the fact, and what is kept of it besides.</summary>
/// <param name="Fact">What the order takes.</param>
/// <param name="Findings">What was found.</param>
/// <param name="Advice">What was advised.</param>
/// <param name="View">How the expert sees it.</param>
/// <param name="Photos">SHA-256 of each.</param>
/// <param name="ByDevice">The phone's time.</param>
public sealed record VisitReport(Reported Fact, string Findings, string Advice, Outcome? View, IReadOnlyList<string> Photos, DateTimeOffset? ByDevice)
{
    /// <summary>Writes it into the visit that was begun, if the order still knows of it, or into one of its own.</summary>
    public void Note(DispatchDb db, Order order, Visit? begun)
    {
        var goesOn = begun is not null && begun.ArrivedAt == order.SeatOf(Fact.Expert)?.ArrivedAt;
        var visit = goesOn ? begun! : new Visit { Order = order.Id, Version = order.Version, Expert = Fact.Expert };
        (visit.ReportedAt, visit.ReportedAtByDevice) = (Fact.At, ByDevice);
        (visit.Findings, visit.Advice, visit.ExpertsView, visit.Photos) = (Findings, Advice, View, Photos);
        db.Entry(visit).State = goesOn ? EntityState.Modified : EntityState.Added;
    }

    /// <summary>Whether this visit has been reported in these words.</summary>
    public bool IsIn(Visit visit) => visit.ReportedAt is not null && visit.Findings == Findings && visit.Advice == Advice && visit.ExpertsView == View;
}

/// <summary>The expert reports; the farmer will be asked whether it is solved.</summary>
public static class ReportVisit
{
    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/orders/{tracking}/report", Report)
        .WithName("reportVisit").ShowsPersonsOf("tracking").WithTags("Expert").WithSummary("Report on a visit 服务报告")
        .Produces<OrderView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> Report([AsParameters] OrderAct act, ReportRequest? request, DispatchDb db)
    {
        var (expert, body, check) = (act.Caller.Expert, Check.Body(request), new Check());
        var photos = await check.Photos("photos", body.Photos, db, act.Stop);
        var report = body.Said(act.By, expert, act.Now, check, photos);
        var begun = await Begun(db, Check.Tracking(act.Tracking), expert, act.Stop);
        return await act.Take((_, _) => report.Fact, order => report.Note(db, order, begun));
    }

    /// <summary>The last visit that was checked in and not reported; perhaps one that was cut short before the order was opened again.</summary>
    public static Task<Visit?> Begun(DispatchDb db, TrackingNumber tracking, ExpertId expert, CancellationToken stop) => LastBegun.On(db)(db, tracking, expert, stop);

    private static readonly Compiled<Func<DispatchDb, TrackingNumber, ExpertId, CancellationToken, Task<Visit?>>> LastBegun = new(() => EF.CompileAsyncQuery((DispatchDb db, TrackingNumber tracking, ExpertId expert, CancellationToken stop) =>
        db.Set<Visit>().AsNoTracking()
            .Where(visit => visit.Expert == expert && visit.ReportedAt == null && db.Set<Order>().Any(order => order.Id == visit.Order && order.Tracking == tracking))
            .OrderByDescending(visit => visit.Version).FirstOrDefault()));
}
