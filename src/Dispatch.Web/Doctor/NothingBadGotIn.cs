using System.Runtime.CompilerServices;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Domain.Stations;
using Dispatch.Http;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>Promise 8. What is written down passed the checks: orders, farmers and experts have what they need, and every row can be read.</summary>
internal sealed class NothingBadGotIn : Promise
{
    public override int Number => 8;

    public override async IAsyncEnumerable<Breach> Check(Patient patient, [EnumeratorCancellation] CancellationToken stop)
    {
        foreach (var row in patient.Unreadable)
            yield return new Breach(await NameOf(row, patient, stop), "Breach.CannotRead", row.Table, row.Why);
        await foreach (var breach in Orders(patient).Concat(Farmers(patient)).Concat(Experts(patient)).WithCancellation(stop)) yield return breach;
    }

    private static async Task<string> NameOf(UnreadableRow row, Patient patient, CancellationToken stop) =>
        row.Expert is { } expert ? await patient.NameOf(expert, stop)
        : row.Order is not { } order ? row.Name
        : $"{await patient.NameOf(order, stop)} {row.Name}".Trim();

    private static IAsyncEnumerable<Breach> Orders(Patient patient) =>
        patient.Orders.IgnoreAutoIncludes().Select(order => new
        {
            order.Tracking,
            order.FarmerName,
            order.FarmerPhone,
            order.Difficulty,
            Town = order.TownCode == null || patient.Db.Set<Town>().Any(town => town.Code == order.TownCode) ? null : order.TownCode,
            Village = order.VillageCode == null || patient.Db.Set<Village>().Any(village => village.Code == order.VillageCode) ? null : order.VillageCode,
        }).AsAsyncEnumerable().SelectMany(order => new[]
        {
            TrackingNumber.TryParse(order.Tracking.Value, out _) ? null : new Breach(order.Tracking.Value, "Breach.BadNumber"),
            order.FarmerName.ShowsNothing() ? new Breach(order.Tracking.Value, "Breach.OrderWithout", "farmerName") : null,
            order.Difficulty.ShowsNothing() ? new Breach(order.Tracking.Value, "Breach.OrderWithout", "difficulty") : null,
            IsPhone(order.FarmerPhone) ? null : new Breach(order.Tracking.Value, "Breach.OrderPhone", order.FarmerPhone),
            order.Town is null ? null : new Breach(order.Tracking.Value, "Breach.UnknownDivision", "town", order.Town),
            order.Village is null ? null : new Breach(order.Tracking.Value, "Breach.UnknownDivision", "village", order.Village),
        }.OfType<Breach>());

    private static IAsyncEnumerable<Breach> Farmers(Patient patient) =>
        patient.Db.Set<Farmer>().Select(farmer => new { farmer.Phone, farmer.Name }).AsAsyncEnumerable()
            .Where(farmer => !IsPhone(farmer.Phone) || farmer.Name.ShowsNothing())
            .Select(farmer => new Breach(farmer.Phone, "Breach.Farmer"));

    private static IAsyncEnumerable<Breach> Experts(Patient patient) =>
        patient.Experts.AsAsyncEnumerable()
            .Where(expert => expert.Skills is not { Count: > 0 } || expert.Capacity < 1 || !IsPhone(expert.Phone))
            .Select(expert => new Breach(expert.Code, "Breach.Expert"));

    private static bool IsPhone(string phone) => Dispatch.Http.Check.TryPhone(phone, out _);
}
