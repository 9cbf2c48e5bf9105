using System.Diagnostics;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Matching;
using Dispatch.Persistence;
using Dispatch.Web.Doctor;

namespace Dispatch.Web.Demo;

/// <summary>The demonstration: a district is set up in an empty database, and a working month passes in it.</summary>
internal sealed class Demonstration(IServiceProvider services, SimulatedClock clock, HttpClient http, int seed)
{
    public static readonly DateOnly FirstDay = new(2026, 7, 1);
    private const int Days = 31;

    /// <summary>When the simulated month begins, before the first orders.</summary>
    public static DateTimeOffset Start(FieldHours hours) => new(FirstDay.ToDateTime(TimeOnly.MinValue), hours.Zone.GetUtcOffset(FirstDay.ToDateTime(TimeOnly.MinValue)));

    public async Task<DemoResult> Run(int orders, Action<double, DateTimeOffset> progress, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        var world = World.Create(seed, FirstDay);
        await Settle(world, stop);
        var calendar = new Calendar(clock, services.GetRequiredService<Limits>().FieldHours, FirstDay, Days);
        await new Month(services, clock, calendar, world, new Dice(seed), new Visitors(http)).Run(orders, progress, stop);
        await using var scope = services.CreateAsyncScope();
        var doctor = await scope.ServiceProvider.GetRequiredService<Examination>().Run(clock.GetUtcNow(), stop);
        var month = new Period(Start(services.GetRequiredService<Limits>().FieldHours), DateTimeOffset.MaxValue, clock.GetUtcNow());
        return await new Summary(scope.ServiceProvider.GetRequiredService<DispatchDb>(), scope.ServiceProvider.GetRequiredService<ReadLoad>()).Read(seed, month, DoctorResult.Of(doctor), watch.Elapsed.TotalSeconds, stop);
    }

    private async Task Settle(World world, CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DispatchDb>();
        db.AddRange([.. world.Towns, .. world.Villages, .. world.Stations, .. world.Experts]);
        db.AddRange(world.Farmers.Select(farmer => new Domain.Farmer { Name = farmer.Name, Phone = farmer.Phone, VillageCode = farmer.VillageCode, Language = farmer.Language }));
        await db.SaveChangesAsync(stop);
    }
}
