using System.ComponentModel.DataAnnotations;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Orders;
using Dispatch.Persistence;
using Dispatch.Photos;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Visiting;

/// <summary>How it went, in the farmer's view.</summary>
public sealed record ConfirmRequest
{
    /// <summary>Solved, PartlySolved or NotSolved.</summary>
    /// <example>Solved</example>
    [Required]
    public string? Outcome { get; init; }

    /// <example>按专家说的办，叶子缓过来了</example>
    public string? Words { get; init; }

    /// <summary>After "not solved": whether somebody should come again. Yes unless said otherwise.</summary>
    public bool? VisitAgain { get; init; }

    /// <summary>SHA-256 of photos uploaded before, of how it looks now; up to five.</summary>
    public IReadOnlyList<string>? Photos { get; init; }

    /// <param name="by">Who says it.</param>
    /// <param name="at">When.</param>
    /// <param name="check">What has been checked of it so far.</param>
    /// <exception cref="BadInput">It says no outcome of a visit, or too many words; or something was wrong before.</exception>
    public Confirmed Said(Actor by, DateTimeOffset at, Check check)
    {
        var outcome = check.Required("outcome", Outcome, ConfirmOutcome.OfAVisit);
        var words = check.Optional("words", Words, 1000);
        check.Done();
        return new Confirmed(by, at, outcome, words) { VisitAgain = VisitAgain ?? true };
    }
}

/// <summary>The farmer, or a clerk who called back, says whether it is solved.</summary>
public static class ConfirmOutcome
{
    /// <summary>How a visit can have gone; orders end in other ways too.</summary>
    public static readonly Outcome[] OfAVisit = [Outcome.Solved, Outcome.PartlySolved, Outcome.NotSolved];

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/orders/{tracking}/confirm", Confirm)
        .WithName("confirmOutcome").ShowsPersonsOf("tracking").WithTags("Orders").WithSummary("Say whether it is solved 确认结果")
        .Produces<OrderView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);

    /// <summary>Keeps the photos of a confirmation that the order has just taken.</summary>
    public static void Note(DispatchDb db, Order order, IReadOnlyList<string> photos)
    {
        if (photos.Count > 0) db.Add(new ConfirmationPhotos { Order = order.Id, Version = order.Version, Photos = photos });
    }

    private static async Task<IResult> Confirm([AsParameters] OrderAct act, ConfirmRequest? request, DispatchDb db)
    {
        var (body, check) = (Check.Body(request), new Check());
        var photos = await check.Photos("photos", body.Photos, db, act.Stop);
        var fact = body.Said(act.By, act.Now, check);
        return await act.Take((_, _) => fact, order => Note(db, order, photos));
    }
}

/// <summary>A report that nobody confirms in time is closed as unconfirmed. It never counts as solved.</summary>
internal sealed class CloseUnconfirmed : Limit
{
    private static readonly Actor Engine = Actor.Engine("visiting");

    public override IQueryable<OrderId> Passed(DispatchDb db, DateTimeOffset now) =>
        db.Set<Order>().Where(order => order.DueAt < now && order.State == State.Reported).OrderBy(order => order.DueAt).Select(order => order.Id);

    public override IEnumerable<Fact> Facts(Order order, DateTimeOffset now)
    {
        if (order.DueAt < now && order.State == State.Reported) yield return new ConfirmationLapsed(Engine, now);
    }
}
