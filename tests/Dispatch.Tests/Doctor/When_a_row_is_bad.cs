namespace Dispatch.Tests.Doctor;

/// <summary>What no import and no form would have let in, put there by hand: the doctor names it.</summary>
public sealed class When_a_row_is_bad : ChangedRowsSpec
{
    private const int Eight = 8;

    [TestCase("UPDATE orders SET \"Difficulty\" = ' ' WHERE {taken.id}", "Breach.OrderWithout")]
    [TestCase("UPDATE orders SET \"FarmerPhone\" = '110' WHERE {taken.id}", "Breach.OrderPhone")]
    [TestCase("UPDATE orders SET \"VillageCode\" = '150802100999' WHERE {taken.id}", "Breach.NamesNothing")]
    [TestCase("UPDATE farmers SET \"Phone\" = '110'", "Breach.Farmer")]
    [TestCase("UPDATE experts SET \"Skills\" = '[]' WHERE \"Code\" = 'E002'", "Breach.Expert")]
    [TestCase("UPDATE orders SET \"Station\" = 'FFFFFFFF-0000-0000-0000-000000000000' WHERE {taken.id}", "Breach.NamesNothing")]
    [TestCase("UPDATE orders SET \"TownCode\" = '150802999' WHERE {taken.id}", "Breach.NamesNothing")]
    [TestCase("UPDATE farmers SET \"VillageCode\" = '150802100999'", "Breach.NamesNothing")]
    [TestCase("UPDATE experts SET \"TownCode\" = '150802999' WHERE \"Code\" = 'E002'", "Breach.NamesNothing")]
    [TestCase("UPDATE villages SET \"TownCode\" = '150802999'", "Breach.NamesNothing")]
    [TestCase("UPDATE stations SET \"Territory\" = '[\"150802100999\"]'", "Breach.NamesNothing")]
    [TestCase("PRAGMA foreign_keys = OFF; UPDATE pairings SET \"VillageCode\" = '150802100999'; PRAGMA foreign_keys = ON", "Breach.NamesNothing")]
    [TestCase("UPDATE visits SET \"Expert\" = 'FFFFFFFF-0000-0000-0000-000000000000'", "Breach.NamesNothing")]
    [TestCase("UPDATE stations SET \"Place\" = '0,0'", "Breach.Nowhere")]
    [TestCase("UPDATE experts SET \"Base\" = '0,0' WHERE \"Code\" = 'E002'", "Breach.Nowhere")]
    [TestCase("UPDATE experts SET \"TravelRadiusKm\" = -1 WHERE \"Code\" = 'E002'", "Breach.NotAdmitted")]
    [TestCase("UPDATE experts SET \"Capacity\" = 51 WHERE \"Code\" = 'E002'", "Breach.Expert")]
    [TestCase("UPDATE seats SET \"Needs\" = '[]' WHERE {taken}", "Breach.SeatWithoutNeeds")]
    [TestCase("UPDATE lectures SET \"Attendance\" = -20", "Breach.Attendance")]
    [TestCase("UPDATE lectures SET \"State\" = 'CalledOff'", "Breach.Attendance")]
    [TestCase("UPDATE lecture_enrolments SET \"Phone\" = '110'", "Breach.Enrolment")]
    public Task It_is_found_and_named(string sql, string key) => IsFound(Eight, sql, key);

    [TestCase("UPDATE orders SET \"Asked\" = '{{no json' WHERE {taken.id}", "Breach.CannotRead")]
    [TestCase("UPDATE seats SET \"Needs\" = 'no json' WHERE {taken}", "Breach.CannotRead")]
    [TestCase("UPDATE offers SET \"State\" = 'Perhaps' WHERE {taken}", "Breach.CannotRead")]
    [TestCase("UPDATE order_history SET \"By\" = 'nobody' WHERE {taken} AND \"Version\" = 1", "Breach.CannotRead")]
    [TestCase("UPDATE experts SET \"Skills\" = 'no json' WHERE \"Code\" = 'E002'", "Breach.CannotRead")]
    [TestCase("UPDATE experts SET \"Skills\" = '[{{\"skill\":20,\"level\":\"Junior\"}}]' WHERE \"Code\" = 'E002'", "Breach.CannotRead")]
    [TestCase("UPDATE ledger SET \"Kind\" = 'Something'", "Breach.CannotRead")]
    [TestCase("UPDATE visits SET \"Photos\" = 'no json' WHERE {solved}", "Breach.CannotRead")]
    [TestCase("UPDATE visits SET \"ExpertsView\" = 'Perhaps' WHERE {solved}", "Breach.CannotRead")]
    [TestCase("UPDATE notices SET \"To\" = 'Nobody' WHERE {taken}", "Breach.CannotRead")]
    [TestCase("UPDATE matches SET \"Explanation\" = 'because' WHERE {taken}", "Breach.CannotRead")]
    [TestCase("UPDATE closings SET \"Experts\" = 'null' WHERE {solved}", "Breach.CannotRead")]
    [TestCase("UPDATE orders SET \"State\" = 'accepted' WHERE {taken.id}", "Breach.CannotRead")]
    [TestCase("UPDATE orders SET \"DueAt\" = 'soon' WHERE {taken.id}", "Breach.CannotRead")]
    [TestCase("UPDATE orders SET \"Place\" = 'here' WHERE {taken.id}", "Breach.CannotRead")]
    [TestCase("UPDATE lectures SET \"Skill\" = 'Magic'", "Breach.CannotRead")]
    [TestCase("UPDATE lectures SET \"SettledBy\" = 'nobody'", "Breach.CannotRead")]
    [TestCase("UPDATE stations SET \"Clerks\" = 'no json'", "Breach.CannotRead")]
    [TestCase("UPDATE stations SET \"Hours\" = 'never'", "Breach.CannotRead")]
    [TestCase("UPDATE villages SET \"Place\" = 'here'", "Breach.CannotRead")]
    [TestCase("UPDATE experts SET \"Leaves\" = 'no json' WHERE \"Code\" = 'E002'", "Breach.CannotRead")]
    public Task It_is_named_as_unreadable(string sql, string key) => IsFound(Eight, sql, key);

    [Test]
    public Task A_row_that_can_t_be_read_hides_no_other_breach() => Undone(async () =>
    {
        await Sql(await Filled("UPDATE orders SET \"Asked\" = '{{no json' WHERE {solved.id}; UPDATE orders SET \"DueAt\" = 1 WHERE {taken.id}; UPDATE ledger_totals SET \"Quantity\" = 640; UPDATE pairings SET \"PairedBy\" = 'nobody'; UPDATE lectures SET \"SettledBy\" = 'Farmer:13804780001'"));
        Assert.That((await Findings()).Select(finding => finding.Promise).Distinct(), Is.SupersetOf(new[] { 1, 6, 7, 8 }));
        Assert.That((await Findings()).Select(finding => finding.Breach.Key), Has.None.EqualTo("Breach.NotExamined"));
    });
}
