using Dispatch.Importing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Registry;

public sealed class When_quotes_are_wrong : ServiceSpec
{
    private const string Header = "phone,name,village,note\n";
    private const string Open = "A quotation mark opens here and is not closed where it should be; from here on the file can't be read.";

    [SetUp]
    public Task Fill() => Service.Save(Lists.Places());

    [TestCase(false)]
    [TestCase(true)]
    public async Task One_that_is_never_closed_refuses_the_file_even_where_bad_rows_may_be_skipped(bool skipBad)
    {
        var good = string.Concat(Enumerable.Range(10, 29).Select(n => $"138047800{n},李,富强村,\n"));
        var imported = await Service.Import("farmers", Header + "13804780001,\"李一,富强村,\n" + good, skipBad: skipBad);

        Assert.That(imported.Complaints, Is.EqualTo(new[] { $"list.csv: line 2: {Open}" }));
        Assert.That(imported.Report.Refused);
        Assert.That(await Farmers(), Is.Zero);
    }

    [Test]
    public async Task The_line_is_named_on_which_it_opens()
    {
        var imported = await Service.Import("farmers", Header + "13804780001,李一,\"富强村\",\"\n\"\n13804780002,李二,\"富强\n村\",\"病\n", skipBad: true);
        Assert.That(imported.Complaints, Is.EqualTo(new[] { $"list.csv: line 5: {Open}" }));
    }

    [Test]
    public async Task One_that_only_a_later_row_closes_swallows_no_row()
    {
        var imported = await Service.Import("farmers", Header + "13804780001,\"李一,富强村,\n13804780002,\"李二\",富强村,\n13804780003,李三,富强村,\n", skipBad: true);

        Assert.That(imported.Complaints, Is.EqualTo(new[] { $"list.csv: line 2: {Open}" }));
        Assert.That(await Farmers(), Is.Zero);
    }

    [Test]
    public async Task One_within_a_line_makes_that_row_bad_and_no_other()
    {
        var imported = await Service.Import("farmers", Header + "13804780001,\"李\"一,富强村,\n13804780002,李二,富强村,\n", skipBad: true);

        Assert.That(imported.Complaints, Is.EqualTo(new[] { "list.csv: line 2: A quotation mark is misplaced or not closed." }));
        Assert.That(imported.Rows, Is.EqualTo(new Tally(1, 0, 0, 1)));
    }

    [Test]
    public async Task A_file_of_which_every_row_is_bad_is_refused()
    {
        var imported = await Service.Import("farmers", Header + "1,李一,富强村,\n2,李二,富强村,\n", skipBad: true);

        Assert.That(imported.Report.Refused);
        Assert.That(imported.Rows, Is.EqualTo(new Tally(0, 0, 0, 2)));
    }

    private Task<int> Farmers() => Service.Db(db => db.Set<Domain.Farmer>().CountAsync());
}
