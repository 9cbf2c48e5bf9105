namespace Dispatch.Tests.Registry;

/// <summary>A spreadsheet has saved the list with something else than commas between the fields.</summary>
public sealed class When_a_file_is_parted_otherwise : ServiceSpec
{
    /// <summary>Seen red with a complaint about each column that was missing.</summary>
    [TestCase(";", ";")]
    [TestCase("\t", "Tab")]
    [TestCase("，", "，")]
    public async Task It_is_told_how_to_save_it(string between, string named)
    {
        var imported = await Service.Import("towns", string.Join(between, "code", "name", "kind") + "\n" + string.Join(between, "150802103", "干召庙镇", "镇") + "\n");

        Assert.That(imported.Complaints, Is.EqualTo(new[] { $"list.csv: line 1, header: has '{named}' between the fields; save it as comma-separated CSV (UTF-8)." }));
        Assert.That(imported.Report.Refused);
    }
}
