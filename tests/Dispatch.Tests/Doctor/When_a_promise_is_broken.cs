using Dispatch.Domain.Orders;
using Dispatch.Web.Doctor;

namespace Dispatch.Tests.Doctor;

/// <summary>Each is broken in the rows themselves, past every guard; the doctor must name the promise and the row.</summary>
public sealed class When_a_promise_is_broken : ChangedRowsSpec
{
    [TestCase(1, "UPDATE seats SET \"State\" = 'Open', \"Expert\" = NULL WHERE {taken}", "Breach.SeatsSayOtherwise")]
    [TestCase(1, "DELETE FROM seats WHERE {taken}", "Breach.SeatsSayOtherwise")]
    [TestCase(1, "UPDATE orders SET \"DueAt\" = 1 WHERE {taken.id}", "Breach.LimitPassed")]
    [TestCase(1, "UPDATE orders SET \"Outcome\" = NULL WHERE {solved.id}", "Breach.ClosedWithoutOutcome")]
    [TestCase(1, "UPDATE orders SET \"Outcome\" = 'Merged' WHERE {solved.id}", "Breach.MergedIntoNothing")]
    [TestCase(1, "UPDATE orders SET \"MergedInto\" = \"Id\" WHERE {solved.id}", "Breach.MergedIntoNothing")]
    [TestCase(1, "UPDATE orders SET \"Outcome\" = 'Cancelled' WHERE {solved.id}; UPDATE orders SET \"State\" = 'Closed', \"Outcome\" = 'Merged', \"ClosedAt\" = 1, \"MergedInto\" = (SELECT \"Id\" FROM orders WHERE {solved.id}) WHERE {taken.id}; UPDATE orders SET \"State\" = 'Closed', \"Outcome\" = 'Merged', \"ClosedAt\" = 1, \"FarmerPhone\" = '13804780009', \"MergedInto\" = (SELECT \"Id\" FROM orders WHERE {taken.id}) WHERE {team.id}", "Breach.MergedIntoNothing")]
    [TestCase(1, "DELETE FROM order_history WHERE {taken} AND \"Version\" = 1", "Breach.HistoryGaps")]
    [TestCase(1, "PRAGMA foreign_keys = OFF; DELETE FROM orders WHERE {taken.id}; PRAGMA foreign_keys = ON", "Breach.OrderGone")]
    [TestCase(1, "PRAGMA foreign_keys = OFF; DELETE FROM orders WHERE {taken.id}; DELETE FROM order_history WHERE {taken}; DELETE FROM seats WHERE {taken}; DELETE FROM offers WHERE {taken}; PRAGMA foreign_keys = ON", "Breach.OrderGone")]
    [TestCase(1, "PRAGMA foreign_keys = OFF; DELETE FROM orders WHERE {solved.id}; DELETE FROM order_history WHERE {solved}; DELETE FROM seats WHERE {solved}; DELETE FROM offers WHERE {solved}; DELETE FROM closings WHERE {solved}; DELETE FROM notices WHERE {solved}; PRAGMA foreign_keys = ON", "Breach.OrderGone")]
    [TestCase(1, "UPDATE seats SET \"AnswerBy\" = 1 WHERE {team} AND \"Number\" = 2", "Breach.AnswerOverdue")]
    [TestCase(1, "DELETE FROM visits WHERE {solved}", "Breach.VisitMissing")]
    [TestCase(1, "UPDATE orders SET \"State\" = 'Submitted' WHERE {taken.id}; DELETE FROM inbox WHERE \"Consumer\" = 'TriageOrder' AND {taken.sent}; DELETE FROM outbox WHERE {taken.sent}", "Breach.NotTriaged")]
    [TestCase(1, "UPDATE orders SET \"State\" = 'Submitted' WHERE {taken.id}; DELETE FROM inbox WHERE \"Consumer\" = 'TriageOrder' AND {taken.sent}; UPDATE outbox SET \"SentAt\" = 1 WHERE {taken.sent}", "Breach.TriageSilent")]
    [TestCase(1, "UPDATE orders SET \"State\" = 'Submitted' WHERE {taken.id}; DELETE FROM inbox WHERE \"Consumer\" = 'TriageOrder' AND {taken.sent}; INSERT INTO error_queue (\"MessageId\", \"Consumer\", \"Type\", \"Body\", \"Why\", \"At\", \"Times\") SELECT \"MessageId\", 'TriageOrder', \"Type\", \"Body\", 'a bug', 1, 1 FROM outbox WHERE {taken.sent}", "Breach.TriageFailed")]
    [TestCase(2, "INSERT INTO notices ({notices}) SELECT {notices:new} FROM notices WHERE {taken} LIMIT 1", "Breach.ToldTwice")]
    [TestCase(2, "INSERT INTO offers ({offers}) SELECT {offers:new} FROM offers WHERE {taken}", "Breach.OneNumberTwice")]
    [TestCase(2, "INSERT INTO offers ({offers}) SELECT {offers:new} FROM offers WHERE {taken}; UPDATE offers SET \"Number\" = 2 WHERE {taken} AND \"Id\" LIKE 'FFFFFFFF%'", "Breach.OfferedTwice")]
    [TestCase(2, "UPDATE orders SET \"Closings\" = 2 WHERE {solved.id}", "Breach.ClosingsDiffer")]
    [TestCase(2, "CREATE TEMP TABLE again AS SELECT * FROM visits WHERE {solved}; UPDATE again SET \"Version\" = \"Version\" + 1; INSERT INTO visits SELECT * FROM again; DROP TABLE again", "Breach.VisitTwice")]
    [TestCase(2, "CREATE TEMP TABLE again AS SELECT * FROM visits WHERE {solved}; UPDATE again SET \"Version\" = \"Version\" + 7; INSERT INTO visits SELECT * FROM again; DROP TABLE again", "Breach.VisitTwice")]
    [TestCase(2, "INSERT INTO order_history SELECT \"Order\", 90, \"At\", \"By\", \"Fact\", \"To\", \"Expert\", \"Why\" FROM order_history WHERE {solved} AND \"Fact\" = 'Reported'", "Breach.SaidAgain")]
    [TestCase(2, "INSERT INTO notices ({notices}) SELECT {notices:new} FROM notices WHERE {solved} AND \"Template\" = 'OrderTaken'; UPDATE notices SET \"At\" = \"At\" + 10000000 WHERE \"Id\" LIKE 'FFFFFFFF%'", "Breach.ToldTwice")]
    [TestCase(2, "INSERT INTO notices ({notices}) SELECT {notices:new} FROM notices WHERE {solved} AND \"Template\" = 'OfferAsked'; UPDATE notices SET \"At\" = \"At\" + 10000000 WHERE \"Id\" LIKE 'FFFFFFFF%'", "Breach.ToldTwice")]
    [TestCase(2, "INSERT INTO notices ({notices}) SELECT {notices:new} FROM notices WHERE {solved} AND \"Template\" = 'Closed.Solved'; UPDATE notices SET \"At\" = \"At\" + 10000000 WHERE \"Id\" LIKE 'FFFFFFFF%'", "Breach.ToldTwice")]
    [TestCase(3, "INSERT INTO offers ({offers}) SELECT {offers:new} FROM offers WHERE {taken}; UPDATE offers SET \"Number\" = 2, \"State\" = 'Open', \"Expert\" = {E002} WHERE {taken} AND \"Id\" LIKE 'FFFFFFFF%'", "Breach.TwoHolders")]
    [TestCase(3, "INSERT INTO offers ({offers}) SELECT {offers:new} FROM offers WHERE {taken}; UPDATE offers SET \"Number\" = 2, \"Expert\" = {E002} WHERE {taken} AND \"Id\" LIKE 'FFFFFFFF%'", "Breach.TwoHolders")]
    [TestCase(3, "UPDATE seats SET \"Expert\" = {E002} WHERE {taken}", "Breach.SeatWithoutOffer")]
    [TestCase(3, "UPDATE seats SET \"State\" = 'Accepted' WHERE {solved}", "Breach.SeatKept")]
    [TestCase(3, "UPDATE orders SET \"State\" = 'Closed' WHERE {taken.id}", "Breach.SeatKept")]
    [TestCase(4, "INSERT INTO offers ({offers}) SELECT {offers:new} FROM offers WHERE {solved}; UPDATE offers SET \"State\" = 'Declined', \"Number\" = 0 WHERE {solved} AND \"Id\" LIKE 'FFFFFFFF%'", "Breach.AskedAgain")]
    [TestCase(6, "UPDATE order_history SET \"By\" = 'Engine:confirming' WHERE {solved} AND \"Fact\" = 'Confirmed'", "Breach.NobodySaidSo")]
    [TestCase(6, "UPDATE order_history SET \"Fact\" = 'Reported' WHERE {solved} AND \"Fact\" = 'Confirmed'", "Breach.NobodySaidSo")]
    [TestCase(6, "UPDATE closings SET \"Outcome\" = 'PartlySolved' WHERE {solved}", "Breach.OtherOutcome")]
    [TestCase(6, "UPDATE orders SET \"Outcome\" = 'PartlySolved' WHERE {solved.id}", "Finding.CountedWithoutSource")]
    [TestCase(6, "UPDATE closings SET \"TownCode\" = '150802101' WHERE {solved}", "Breach.CountedOtherwise")]
    [TestCase(6, "UPDATE closings SET \"Experts\" = '[]' WHERE {solved}", "Breach.CountedOtherwise")]
    [TestCase(6, "UPDATE lectures SET \"TownCode\" = '150802101'", "Breach.CountedOtherwise")]
    [TestCase(6, "UPDATE pairings SET \"Expert\" = {E002}", "Breach.CountedOtherwise")]
    [TestCase(7, "UPDATE order_history SET \"By\" = 'Farmer:13804780001' WHERE {taken} AND \"Fact\" = 'Accepted'", "Breach.NotTheirs")]
    [TestCase(7, "UPDATE order_history SET \"Expert\" = NULL WHERE {taken} AND \"Fact\" = 'Accepted'", "Breach.NotTheirs")]
    [TestCase(7, "UPDATE order_history SET \"Fact\" = 'Dreamt' WHERE {taken} AND \"Fact\" = 'Accepted'", "Breach.NoSuchStep")]
    [TestCase(7, "UPDATE order_history SET \"Fact\" = 'Submitted' WHERE {taken} AND \"Fact\" = 'Accepted'", "Breach.NoSuchStep")]
    [TestCase(7, "UPDATE lectures SET \"PlannedBy\" = 'Administrator:admin'", "Breach.NotTheirsToSign")]
    [TestCase(7, "UPDATE lecture_enrolments SET \"By\" = 'Office:李明'", "Breach.NotTheirsToSign")]
    [TestCase(7, "UPDATE lectures SET \"SettledBy\" = 'Farmer:13804780001'", "Breach.NotTheirsToSign")]
    [TestCase(7, "UPDATE pairings SET \"PairedBy\" = 'Farmer:13804780001'", "Breach.NotTheirsToSign")]
    [TestCase(7, "UPDATE pairing_visits SET \"RecordedBy\" = 'Farmer:13804780001'", "Breach.NotTheirsToSign")]
    public Task It_is_found_and_named(int promise, string sql, string key) => IsFound(promise, sql, key);

    [Test]
    public Task An_order_whose_message_is_on_its_way_to_triage_is_in_its_hands() => Undone(async () =>
    {
        await Sql(await Filled("UPDATE orders SET \"State\" = 'Submitted' WHERE {taken.id}; DELETE FROM inbox WHERE \"Consumer\" = 'TriageOrder' AND {taken.sent}; UPDATE outbox SET \"SentAt\" = NULL WHERE {taken.sent}"));
        Assert.That((await Findings()).Where(finding => finding.Promise == 1).Select(finding => finding.Breach.Key), Is.EqualTo(new[] { "Breach.HistoryGaps" }));
    });

    [Test]
    public void Every_fact_of_an_order_is_somebody_s_to_say() =>
        Assert.That(EachTheirOwn.May.Keys, Is.EquivalentTo(Life.Rows.Select(row => row.Fact.Name).Distinct().Append("Submitted")));
}
