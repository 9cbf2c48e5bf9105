using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Finding;
using Dispatch.Http;
using Dispatch.Persistence;
using Dispatch.Photos;

namespace Dispatch.Intake;

/// <summary>An order that has been checked and only lacks its id and number.</summary>
public sealed record OrderDraft(Func<OrderId, TrackingNumber, Order> Written);

/// <summary>Checks a farmer's request, field by field.</summary>
public static class ReadOrder
{
    private static readonly TimeSpan FarthestPlan = TimeSpan.FromDays(366);

    /// <exception cref="BadInput">Names every field that is wrong.</exception>
    public static async Task<OrderDraft> Read(OrderRequest request, DispatchDb db, DateTimeOffset now, CancellationToken stop)
    {
        var check = new Check();
        var name = check.Text("farmerName", request.FarmerName, 100);
        var phone = check.Phone("farmerPhone", request.FarmerPhone);
        var difficulty = check.Text("difficulty", request.Difficulty, 2000);
        var whereabouts = check.Optional("whereabouts", request.Whereabouts, 300);
        var crop = check.Crop("crop", request.Crop);
        var language = check.Language("language", request.Language);
        var urgency = check.Word<Urgency>("urgency", request.Urgency);
        var channel = check.Word<Channel>("channel", request.Channel) ?? Channel.Web;
        var seats = check.Seats("seats", request.Seats);
        var given = check.Place(request.Latitude, request.Longitude);
        var photos = await check.Photos("photos", request.Photos, db, stop);
        var (town, village) = await check.Village(request.Town, request.Village, db, stop);
        var expert = request.AskedFor.ShowsNothing() ? null : await check.Expert("askedFor", request.AskedFor, db, stop);
        var mode = Mode(check, request, seats, now);
        check.Done();
        var place = given ?? (village is null ? null : await FindVillage.PlaceOf(db, village, stop));
        return new OrderDraft((id, tracking) => new Order(id, tracking, now)
        {
            Mode = mode,
            Channel = channel,
            Difficulty = difficulty,
            FarmerName = name,
            FarmerPhone = phone,
            Whereabouts = whereabouts,
            Asked = seats,
            AskedFor = expert?.Id,
            PlannedFor = request.PlannedFor,
            Photos = photos,
        }.With(urgency, place, crop, language).In(town?.Code, village?.Code));
    }

    private static Mode Mode(Check check, OrderRequest request, IReadOnlyList<IReadOnlyList<SkillLevel>> seats, DateTimeOffset now)
    {
        if (request.PlannedFor is not { } planned) return seats.Count > 1 ? Domain.Orders.Mode.Team : Domain.Orders.Mode.Requested;
        if (planned < now) check.Fail("plannedFor", "InThePast");
        if (planned > now + FarthestPlan) check.Fail("plannedFor", "OutOfRange", $"{now:O}", $"{now + FarthestPlan:O}");
        if (request.AskedFor.ShowsNothing()) check.Fail("askedFor", "PlannedNeedsExpert");
        return Domain.Orders.Mode.Planned;
    }
}
