using Dispatch.Domain.Orders;
using Dispatch.Orders;

namespace Dispatch.Tests.Persistence;

/// <summary>The tests of a process may have one model for SQLite and one for another database.</summary>
[OnBothDatabases]
public sealed class When_a_query_is_compiled : ServiceSpec
{
    /// <summary>Seen red with one compilation for all models: the second context was refused.</summary>
    [Test]
    public async Task Contexts_of_another_model_ask_it_as_well()
    {
        await Service.Settle();
        var tracking = TrackingNumber.Of(await Service.Ordered());
        await using var other = await Service.Elsewhere();
        await Service.Db(async db =>
        {
            Assert.That(other.Model, Is.Not.SameAs(db.Model));
            var here = await new OrderBook(db, Service.Get<Limits>()).Find(tracking, default);
            var there = await new OrderBook(other, Service.Get<Limits>()).Find(tracking, default);
            Assert.That((here?.Tracking, there?.Tracking), Is.EqualTo(((TrackingNumber?)tracking, (TrackingNumber?)tracking)));
            return true;
        });
    }
}
