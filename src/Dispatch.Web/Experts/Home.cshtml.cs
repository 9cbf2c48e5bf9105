using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Persistence;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Experts;

/// <summary>What an expert is asked, and where to go today and on the next days, in the order in which to drive.</summary>
[Act("listOffers"), ShowsPersons(Act = "listOffers")]
public sealed class HomeModel(Words say, ExpertSeats seats, DispatchDb db, Limits limits, TimeProvider clock) : ExpertPage(say)
{
    private IReadOnlyDictionary<string, ExpertSeat> held = new Dictionary<string, ExpertSeat>();

    /// <summary>What was done just now, on a page that is not the expert's any more.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public Expert Expert { get; private set; } = null!;

    public IReadOnlyList<ExpertSeat> Offers { get; private set; } = [];

    public IReadOnlyList<Round> Rounds { get; private set; } = [];

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    public DateOnly Today => limits.FieldHours.DayOf(Now);

    public ExpertSeat Seat(Leg leg) => held[leg.Visit.Name];

    /// <summary>From the expert's base, km.</summary>
    public double? Distance(ExpertSeat seat) => seat.Place is { } there ? Expert.Base.KmTo(there) : null;

    public async Task OnGetAsync(CancellationToken stop)
    {
        Expert = await db.Set<Expert>().AsNoTracking().FirstAsync(expert => expert.Id == Mine, stop);
        var all = await seats.Of(Mine, stop);
        Offers = [.. all.Where(seat => seat.State == SeatState.Offered && seat.AnswerBy >= Now)];
        held = all.Where(seat => seat.State != SeatState.Offered).ToDictionary(seat => seat.Tracking);
        Rounds = Round.Plan(Expert.Base, held.Values.Select(seat => new ToVisit(seat.Tracking, seat.Place, seat.Promised, seat.State == SeatState.Arrived)), Now, limits.FieldHours);
    }
}
