using Dispatch.Domain.Orders;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>Promise 8. Every order that is written down could be read: a name, a phone, a difficulty, a good tracking number.</summary>
internal sealed class NothingBadGotIn : Promise
{
    public override int Number => 8;

    public override string Says => "Bad input changes nothing.";

    public override IAsyncEnumerable<Breach> Check(Patient patient, CancellationToken stop) =>
        patient.Db.Set<Order>().AsNoTracking().IgnoreAutoIncludes()
            .Select(order => new { order.Tracking, order.FarmerName, order.FarmerPhone, order.Difficulty }).AsAsyncEnumerable()
            .Where(order => order.FarmerName.Length == 0 || order.Difficulty.Length == 0 || !IsPhone(order.FarmerPhone) || !TrackingNumber.TryParse(order.Tracking.Value, out _))
            .Select(order => new Breach($"order {order.Tracking}", "lacks a name, a phone, a difficulty or a good number"));

    private static bool IsPhone(string phone) => Dispatch.Http.Check.TryPhone(phone, out _);
}
