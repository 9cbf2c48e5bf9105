using Dispatch.Domain.Matching;
using Dispatch.Web.Doctor;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Doctor;

/// <summary>
/// Somebody has been at the database by hand, past the guards: the doctor sees it and names the row. One order is closed
/// and counted, two equal ones are offered to the same expert, the second five minutes later. Each promise is the planted
/// fault's own proof: whole, the same database has no breach at all.
/// </summary>
[OnBothDatabases(TakesLong = true)]
public sealed class When_rows_were_changed_by_hand : ServiceSpec
{
    private const string Copied = """
        CREATE TEMP TABLE twin AS SELECT * FROM offers WHERE "Order" = $first;
        UPDATE twin SET "Id" = 'AAAAAAAA-0000-7000-8000-000000000001', "Number" = "Number" + 1;
        INSERT INTO offers SELECT * FROM twin;
        """;

    private const string Overtaken = """
        UPDATE seats SET "State" = 'Open', "Expert" = NULL WHERE "Order" = $first;
        DELETE FROM offers WHERE "Order" = $first;
        DELETE FROM order_history WHERE "Order" = $first AND "Fact" = 'Chosen';
        UPDATE orders SET "State" = 'Waiting', "QueuedSince" = "SubmittedAt" WHERE "Id" = $first;
        """;

    /// <summary>E2 is near, and E1 far.</summary>
    private const string Exchanged = """
        CREATE TEMP TABLE bases AS SELECT "Code", "Base" FROM experts;
        UPDATE experts SET "Base" = (SELECT bases."Base" FROM bases WHERE bases."Code" <> experts."Code");
        """;

    private string closed = "";
    private string first = "";
    private string second = "";

    protected override void Also(IServiceCollection services) => services.LeaveOutRounds();

    [SetUp]
    public async Task Three_orders()
    {
        await Service.Settle(Langshan.Expert("E1"), Langshan.Expert("E2", km: 40));
        closed = await Service.Taken("E1");
        await Service.CheckIn(closed, "E1").Done();
        await Service.Report(closed, "E1").Done();
        await Service.Confirm(closed).Done();
        first = await Service.Offered();
        Service.Clock.Advance(TimeSpan.FromMinutes(5));
        second = await Service.Offered();
        Service.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    [Test]
    public async Task Whole_all_eight_hold()
    {
        var found = await Examine();
        Assert.That(found.Select(diagnosis => diagnosis.Number), Is.EqualTo(Enumerable.Range(1, 8)));
        Assert.That(found.SelectMany(diagnosis => diagnosis.Breaches), Is.Empty);
    }

    [TestCase(1, "$FIRST", """UPDATE seats SET "AnswerBy" = 0 WHERE "Order" = $first""")]
    [TestCase(1, "$FIRST", """UPDATE orders SET "State" = 'Submitted', "SubmittedAt" = 0 WHERE "Id" = $first; DELETE FROM outbox WHERE "Type" = 'OrderSubmitted'""")]
    [TestCase(1, "$FIRST", """UPDATE orders SET "State" = 'NeedsClerk', "Reason" = NULL WHERE "Id" = $first""")]
    [TestCase(1, "$FIRST", """UPDATE orders SET "State" = 'Reported', "DueAt" = 0 WHERE "Id" = $first""")]
    [TestCase(2, "$FIRST", """INSERT INTO order_history SELECT "Order", 9, "At", "By", "Fact", "To", "Expert", "Why" FROM order_history WHERE "Order" = $first AND "Fact" = 'Triaged'""")]
    [TestCase(2, "$CLOSED", """CREATE TEMP TABLE again AS SELECT * FROM notices WHERE "Template" = 'ExpertComes'; UPDATE again SET "Id" = 'AAAAAAAA-0000-7000-8000-000000000001', "At" = "At" + 1; INSERT INTO notices SELECT * FROM again""")]
    [TestCase(3, "E1", """UPDATE experts SET "OpenSeats" = 0 WHERE "Code" = 'E1'""")]
    [TestCase(3, "E1", """PRAGMA ignore_check_constraints = ON; UPDATE experts SET "Capacity" = 1 WHERE "Code" = 'E1'""")]
    [TestCase(3, "$FIRST", """DELETE FROM offers WHERE "Order" = $first""")]
    [TestCase(4, "$FIRST", """DROP TRIGGER offer_never_again; UPDATE offers SET "State" = 'Declined' WHERE "Order" = $first;""" + Copied)]
    [TestCase(5, "$SECOND", Overtaken)]
    [TestCase(6, "ledger 1", """DROP TRIGGER ledger_never_UPDATE; UPDATE ledger SET "People" = 99""")]
    [TestCase(6, "ledger 1", """UPDATE orders SET "Outcome" = 'NotSolved' WHERE "Id" = $closed""")]
    [TestCase(7, "$FIRST", """UPDATE order_history SET "By" = 'Farmer:13804780001' WHERE "Order" = $first AND "Fact" = 'Chosen'""")]
    [TestCase(7, "$CLOSED", """UPDATE order_history SET "By" = 'Expert:AAAAAAAA-0000-7000-8000-000000000001' WHERE "Order" = $closed AND "Fact" = 'Accepted'""")]
    public async Task It_is_named_with_its_row(int promise, string row, string harm)
    {
        await Harm(harm);
        var named = row.Replace("$FIRST", first, StringComparison.Ordinal).Replace("$SECOND", second, StringComparison.Ordinal).Replace("$CLOSED", closed, StringComparison.Ordinal);
        var broken = (await Examine()).Single(diagnosis => diagnosis.Number == promise);
        Assert.That(broken.Breaches.Select(breach => breach.Row), Has.Some.EqualTo(named));
    }

    [TestCase(24, 10, 0)]
    [TestCase(24, 200, 1, Description = "The line cost more.")]
    [TestCase(0, 10, 1, Description = "Nobody stands in line.")]
    public async Task Whoever_may_have_stood_in_line_for_somebody_better_was_not_overtaken(double patienceHours, double lineKm, int breaches)
    {
        await Harm(Overtaken + Exchanged);
        Service.Get<Settings>().Weights = new Weights { ReachKm = 80, PatienceHours = patienceHours, LineKm = lineKm };
        Assert.That((await Examine()).Single(diagnosis => diagnosis.Number == 5).Breaches, Has.Count.EqualTo(breaches));
    }

    private async Task<IReadOnlyList<Diagnosis>> Examine()
    {
        await using var scope = Service.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Examination>().Run(Service.Clock.GetUtcNow(), default);
    }

    private async Task Harm(string sql)
    {
        var script = sql.Replace("$first", Quoted(await Service.Order(first)), StringComparison.Ordinal).Replace("$closed", Quoted(await Service.Order(closed)), StringComparison.Ordinal);
        await Service.Harm(script);
    }

    private static string Quoted(Domain.Orders.Order order) => $"'{order.Id.ToString().ToUpperInvariant()}'";
}
