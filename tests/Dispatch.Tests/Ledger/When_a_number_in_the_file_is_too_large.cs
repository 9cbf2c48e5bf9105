namespace Dispatch.Tests.Ledger;

/// <summary>SQLite keeps numbers of 64 bits in every column: one of them is not to be read as another that would do.</summary>
[OnSqlite]
public sealed class When_a_number_in_the_file_is_too_large : LedgerSpec
{
    /// <summary>Seen red as an overflow that named nothing.</summary>
    [TestCase("Quantity")]
    [TestCase("People")]
    [TestCase("Occasion")]
    public async Task It_is_not_taken_for_what_its_lower_half_says(string column)
    {
        await Ordered("a", Solved(Wang));
        Assert.That(await Entries(), Has.Count.EqualTo(1));
        await Service.Unguard();
        await Sql($"UPDATE ledger SET \"{column}\" = \"{column}\" + 4294967296");

        Assert.That(Findings, Throws.InstanceOf<InvalidDataException>().With.Message.Contains("429496729"));
    }
}
