using System.Linq.Expressions;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Http;
using Dispatch.Persistence;
using Dispatch.Registry;
using Dispatch.Web.Experts;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Clerk;

/// <summary>One expert as the stations see them: what they can do, what they hold, hours and leave; and what may be changed of that, at their own station.</summary>
[Act("readLoad")]
public sealed class ExpertModel(Words say, ChangeExpert change, SeatsInHand seats, DispatchDb db, Limits limits, TimeProvider clock) : ArrangementsPage(say, change, db, limits, clock)
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    public string Town { get; private set; } = "";

    public IReadOnlyList<HeldSeat> Held { get; private set; } = [];

    public string Duty => Say.Of(Pages.Duty.Of(Expert, Now, Zone));

    public string? Phone => new Caller(Me.Actor).MustCall ? Expert.Phone : null;

    protected override Expression<Func<Expert, bool>> Whose => expert => expert.Code == Code;

    protected override string Address => $"/experts/{Uri.EscapeDataString(Code)}";

    protected override async Task Read(CancellationToken stop)
    {
        Town = await Db.Set<Town>().Where(town => town.Code == Expert.TownCode).Select(town => town.Name).FirstOrDefaultAsync(stop) ?? "";
        Held = await seats.Of(Expert.Id, station => May("listOrders", station), stop);
    }
}
