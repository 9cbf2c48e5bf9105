using System.ComponentModel.DataAnnotations;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Orders;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dispatch.Matching;

/// <summary>Whom the clerk wants, for which seat, and why.</summary>
public sealed record AssignRequest
{
    /// <summary>Code of the expert.</summary>
    /// <example>E017</example>
    [Required]
    public string? Expert { get; init; }

    /// <summary>Number of the seat; may be left out where only one is open.</summary>
    public int? Seat { get; init; }

    /// <example>上次就是他看的，熟悉这块地</example>
    [Required]
    public string? Reason { get; init; }

    /// <exception cref="BadInput">No expert is named, or no reason given.</exception>
    internal (string Expert, string Reason) Checked()
    {
        var check = new Check();
        var asked = (check.Text("expert", Expert, 40), check.Text("reason", Reason, 300));
        check.Done();
        return asked;
    }
}

/// <summary>Who could have a seat and who not, with the reasons.</summary>
/// <param name="Seat">Number of the seat.</param>
/// <param name="At">When it was judged.</param>
/// <param name="Offer">Number of the offer it led to; 0 when nobody could be asked; null for a judgement of now.</param>
/// <param name="Explanation">The ranking, the cost parts in km, and who was excluded by which rule.</param>
/// <param name="Experts">Code and name of everybody in it, by id.</param>
public sealed record CandidatesView(int Seat, DateTimeOffset At, int? Offer, Explanation Explanation, IReadOnlyDictionary<Guid, ExpertName> Experts);

/// <summary>An expert as people know them.</summary>
public sealed record ExpertName(string Code, string Name);

/// <summary>A clerk pins an expert, through the same guards; and looks at the candidates before.</summary>
internal static class AssignExpert
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/orders/{tracking}/assign", Assign).WithName("assignExpert").ShowsPersonsOf("tracking").WithTags("Clerk").WithSummary("Offer it to this expert 指派专家")
            .Produces<OrderView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapGet("/orders/{tracking}/candidates", Candidates).WithName("listCandidates").WithTags("Clerk").WithSummary("Who could go, and why not the others 候选专家")
            .Produces<IReadOnlyList<CandidatesView>>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Assign([AsParameters] OrderAct act, AssignRequest? request, Shortlist shortlist)
    {
        var (by, body) = (act.By, Check.Body(request));
        body.Checked();
        if (await act.Book.Find(Check.Tracking(act.Tracking), act.Stop) is not { } order) return Problems.NotFound(act.Context);
        var pin = await shortlist.Pin(order, body, by, act.Stop);
        return pin.Excluded is { } why ? Problems.Refused(act.Context, Refusal.ExpertExcluded, Texts.In(Language.Of(act.Context), $"Exclusion.{why}"))
            : await act.Take((_, now) => pin.Fact with { At = now }, pin.Explain);
    }

    private static async Task<IResult> Candidates([AsParameters] OrderAct act, Shortlist shortlist) =>
        await act.Book.Find(Check.Tracking(act.Tracking), act.Stop) is { } order ? Results.Ok(await shortlist.Of(order, act.Stop)) : Problems.NotFound(act.Context);
}
