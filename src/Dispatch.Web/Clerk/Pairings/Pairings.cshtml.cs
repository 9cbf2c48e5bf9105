using Dispatch.Domain.Orders;
using Dispatch.Http;
using Dispatch.Web.Pages;
using Dispatch.Web.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Dispatch.Web.Clerk.Pairings;

/// <summary>The station's pairings: those that run or are to come, and those that are over.</summary>
[Act("listPairings"), ShowsPersons(Act = "listPairings")]
public sealed class PairingsModel(Words say, StationPairings pairings, Limits limits, TimeProvider clock) : StaffPage(say)
{
    private const int Most = 300;
    private const int Glance = 30;

    /// <summary>How many later ones of those that are over are left out.</summary>
    [BindProperty(SupportsGet = true)]
    public int From { get; set; }

    public IReadOnlyList<PairingLine> Running { get; private set; } = [];

    public IReadOnlyList<PairingLine> Over { get; private set; } = [];

    public int? More { get; private set; }

    public TimeZoneInfo Zone => limits.FieldHours.Zone;

    public async Task OnGetAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        From = Math.Max(0, From);
        Running = await pairings.List(Me, over: false, 0, Most, now, stop);
        var over = await pairings.List(Me, over: true, From, Glance + 1, now, stop);
        Over = [.. over.Take(Glance)];
        if (over.Count > Glance) More = From + Glance;
    }
}
