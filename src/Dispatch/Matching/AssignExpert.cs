using System.ComponentModel.DataAnnotations;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Orders;
using Dispatch.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

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
        api.MapPost("/orders/{tracking}/assign", Assign).WithName("assignExpert").WithTags("Clerk").WithSummary("Offer it to this expert 指派专家")
            .Produces<OrderView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapGet("/orders/{tracking}/candidates", Candidates).WithName("listCandidates").WithTags("Clerk").WithSummary("Who could go, and why not the others 候选专家")
            .Produces<IReadOnlyList<CandidatesView>>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Assign([AsParameters] OrderAct act, AssignRequest? request, DispatchDb db, KnownExperts experts, Settings settings)
    {
        var by = act.By;
        var check = new Check();
        var code = check.Text("expert", Check.Body(request).Expert, 40);
        var why = check.Text("reason", request!.Reason, 300);
        check.Done();
        if (await act.Book.Find(Check.Tracking(act.Tracking), act.Stop) is not { } order) return Problems.NotFound(act.Context);
        var number = request.Seat ?? order.Seats.OrderBy(seat => seat.State).ThenBy(seat => seat.Number).Select(seat => seat.Number).FirstOrDefault();
        var scene = await Scene(act, db, experts, settings);
        if (scene.Roster.Find(ExpertId.For(code)) is not { } candidate) throw new BadInput("expert", "UnknownExpert", code);
        var seat = order.Seats.FirstOrDefault(seat => seat.Number == number);
        var need = seat is null || order.Place is null ? null : await Need(act, db, order, seat);
        if (need is not null && Rules.Judge(need with { Refused = [.. order.RefusedBy] }, candidate, scene, out _) is { } excluded and not Exclusion.BeyondReach)
            return Problems.Refused(act.Context, Refusal.ExpertExcluded, Texts.In(Language.Of(act.Context), $"Exclusion.{excluded}"));
        var explained = need is null ? null : Matcher.Explain(need, scene, candidate.Expert.Id, Choice.Pinned);
        return await act.Take((_, now) => new Assigned(by, now, number, candidate.Expert.Id, why), taken => Explain(db, taken, number, scene, explained!));
    }

    private static void Explain(DispatchDb db, Order order, int seat, Scene scene, Explanation explained) =>
        db.Add(new MatchRow { Order = order.Id, Seat = seat, Offer = order.Offers.Count, At = scene.Now, Explanation = explained });

    private static async Task<IResult> Candidates([AsParameters] OrderAct act, DispatchDb db, KnownExperts experts, Settings settings)
    {
        if (await act.Book.Find(Check.Tracking(act.Tracking), act.Stop) is not { } order) return Problems.NotFound(act.Context);
        var recorded = await db.Set<MatchRow>().AsNoTracking().Where(row => row.Order == order.Id).OrderBy(row => row.At).ToListAsync(act.Stop);
        var scene = await Scene(act, db, experts, settings);
        var names = Names(scene.Roster);
        var views = recorded.ConvertAll(row => View(row.Seat, row.At, row.Offer, row.Explanation, names));
        foreach (var seat in order.Seats.Where(seat => seat.State == SeatState.Open && order.Place is not null))
        {
            var need = await Need(act, db, order, seat);
            var holder = Plans.HolderOf(need, order, scene);
            var explained = Matcher.Explain(need, scene, holder, holder is null ? null : Choice.Planned);
            if (explained.Nobody is { } why) explained = explained with { Nobody = (await Busy.Of(db, [why], act.Stop)).With(why) };
            views.Add(View(seat.Number, scene.Now, null, explained, names));
        }
        return Results.Ok(views);
    }

    private static CandidatesView View(int seat, DateTimeOffset at, int? offer, Explanation explanation, Dictionary<Guid, ExpertName> names) =>
        new(seat, at, offer, explanation, explanation.Everybody.Distinct().Where(names.ContainsKey).ToDictionary(id => id, id => names[id]));

    private static Dictionary<Guid, ExpertName> Names(Roster roster)
    {
        var names = new Dictionary<Guid, ExpertName>();
        foreach (var candidate in roster.Candidates) names.Add(candidate.Expert.Id.Value, new ExpertName(candidate.Expert.Code, candidate.Expert.Name));
        return names;
    }

    private static async Task<Scene> Scene(OrderAct act, DispatchDb db, KnownExperts experts, Settings settings) =>
        new(act.Now, act.Book.Limits.FieldHours.Zone, settings.Weights, await experts.Roster(db, act.Stop));

    private static async Task<Need> Need(OrderAct act, DispatchDb db, Order order, Seat seat)
    {
        var paired = await Paired.With(db, [order], act.Now, act.Stop);
        return ReadNeeds.Of(order, seat, act.Book.Limits, paired[order.Id], act.Now);
    }
}
