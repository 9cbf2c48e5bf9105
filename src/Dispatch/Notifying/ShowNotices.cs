using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Notifying;

/// <summary>What somebody was told about an order, and whether it reached them.</summary>
public sealed record NoticeView
{
    public required Guid Id { get; init; }

    /// <summary>Of the order it is about.</summary>
    /// <example>51000000006</example>
    public required string Tracking { get; init; }

    /// <summary>Farmer, Expert, Clerk or Desk.</summary>
    /// <example>Farmer</example>
    public required string To { get; init; }

    /// <example>OrderTaken</example>
    public required string Template { get; init; }

    /// <summary>zh or en.</summary>
    /// <example>zh</example>
    public required string Language { get; init; }

    /// <example>您的订单已收到，订单号 51000000006，请记好。驿站会尽快安排专家。</example>
    public required string Text { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>When the recipient may first be disturbed.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>One for each sink it goes out by; none for what is only shown here.</summary>
    public required IReadOnlyList<DeliveryView> Deliveries { get; init; }
}

/// <summary>A notice on its way through one sink: Log, File or Webhook.</summary>
/// <param name="Sink">Log, File or Webhook.</param>
/// <param name="State">Pending, Sent, Failed or Overtaken.</param>
/// <param name="DueAt">When it is tried next.</param>
/// <param name="SentAt">When it went out.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="LastError">What the sink said last.</param>
public sealed record DeliveryView(string Sink, string State, DateTimeOffset DueAt, DateTimeOffset? SentAt, int Attempts, string? LastError);

/// <summary>Notices as pages show them.</summary>
public static class ShowNotices
{
    private const int Most = 200;

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/notices", OfOrder).WithName("noticesOfOrder").ShowsPersonsOf("tracking").WithTags("Notices").WithSummary("What was told about an order 通知记录")
            .Produces<IReadOnlyList<NoticeView>>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/experts/{id:guid}/notices", OfExpert).WithName("noticesOfExpert").ShowsPersonsOf("id").WithTags("Notices").WithSummary("What an expert was told 专家通知")
            .Produces<IReadOnlyList<NoticeView>>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> OfOrder(string tracking, HttpContext context, DispatchDb db, CancellationToken stop)
    {
        var number = Check.Tracking(tracking);
        if (await db.Set<Order>().IgnoreAutoIncludes().Where(order => order.Tracking == number).Select(order => (OrderId?)order.Id).FirstOrDefaultAsync(stop) is not { } order) return Problems.NotFound(context);
        return Results.Ok(await Views(db.Set<Notice>().Where(notice => notice.Order == order), stop));
    }

    private static async Task<IResult> OfExpert(Guid id, Caller caller, HttpContext context, DispatchDb db, CancellationToken stop)
    {
        var expert = new ExpertId(id);
        if (caller.IsAnother(expert)) throw new NotAllowed("NotYourNotices");
        if (!await db.Set<Expert>().AnyAsync(known => known.Id == expert, stop)) return Problems.NotFound(context);
        return Results.Ok(await Views(db.Set<Notice>().Where(notice => notice.Expert == expert), stop));
    }

    /// <summary>The newest first.</summary>
    internal static async Task<IReadOnlyList<NoticeView>> Views(IQueryable<Notice> notices, CancellationToken stop) =>
        [.. (await notices.AsNoTracking().Include(notice => notice.Deliveries).OrderByDescending(notice => notice.At).ThenBy(notice => notice.Id).Take(Most).ToListAsync(stop)).Select(View)];

    private static NoticeView View(Notice notice) => new()
    {
        Id = notice.Id,
        Tracking = notice.Tracking!.Value.Value,
        To = notice.To.ToString(),
        Template = notice.Template,
        Language = notice.Language,
        Text = notice.Text,
        At = notice.At,
        DueAt = notice.DueAt,
        Deliveries = [.. notice.Deliveries.Select(one => new DeliveryView(one.Sink, one.State.ToString(), one.DueAt, one.SentAt, one.Attempts, one.LastError))],
    };
}
