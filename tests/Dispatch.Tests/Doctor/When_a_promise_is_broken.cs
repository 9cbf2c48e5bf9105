namespace Dispatch.Tests.Doctor;

/// <summary>Each is broken in the rows themselves, past every guard; the doctor must name the promise and the row.</summary>
public sealed class When_a_promise_is_broken : ChangedRowsSpec
{
    [TestCase(1, "UPDATE seats SET \"State\" = 'Open', \"Expert\" = NULL WHERE {taken}", "Breach.SeatsSayOtherwise")]
    [TestCase(1, "DELETE FROM seats WHERE {taken}", "Breach.SeatsSayOtherwise")]
    [TestCase(1, "UPDATE orders SET \"DueAt\" = 1 WHERE {taken.id}", "Breach.LimitPassed")]
    [TestCase(1, "UPDATE orders SET \"Outcome\" = NULL WHERE {solved.id}", "Breach.ClosedWithoutOutcome")]
    [TestCase(1, "DELETE FROM order_history WHERE {taken} AND \"Version\" = 1", "Breach.HistoryGaps")]
    [TestCase(1, "PRAGMA foreign_keys = OFF; DELETE FROM orders WHERE {taken.id}; PRAGMA foreign_keys = ON", "Breach.OrderGone")]
    [TestCase(2, "INSERT INTO notices ({notices}) SELECT {notices:new} FROM notices WHERE {taken} LIMIT 1", "Breach.ToldTwice")]
    [TestCase(2, "INSERT INTO offers ({offers}) SELECT {offers:new} FROM offers WHERE {taken}", "Breach.OneNumberTwice")]
    [TestCase(2, "INSERT INTO offers ({offers}) SELECT {offers:new} FROM offers WHERE {taken}; UPDATE offers SET \"Number\" = 2 WHERE {taken} AND \"Id\" LIKE 'FFFFFFFF%'", "Breach.OfferedTwice")]
    [TestCase(2, "UPDATE orders SET \"Closings\" = 2 WHERE {solved.id}", "Breach.ClosingsDiffer")]
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
    [TestCase(7, "UPDATE order_history SET \"By\" = 'Farmer:13804780001' WHERE {taken} AND \"Fact\" = 'Accepted'", "Breach.NotTheirs")]
    public Task It_is_found_and_named(int promise, string sql, string key) => IsFound(promise, sql, key);
}
