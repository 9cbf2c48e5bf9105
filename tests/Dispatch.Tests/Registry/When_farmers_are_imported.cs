using System.Text;
using Dispatch.Importing;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.Registry;

[OnBothDatabases(TakesLong = true)]
public sealed class When_farmers_are_imported : ServiceSpec
{
    [SetUp]
    public Task Fill() => Service.Save(Lists.Places());

    [Test]
    public async Task A_landline_full_width_digits_a_Chinese_header_and_a_byte_order_mark_are_taken()
    {
        var imported = await Service.Import("farmers", "\uFEFF姓名,电话,乡镇,村,语言\n李秀英,０４７８－８２１２３４５,狼山镇,富强村,蒙语\n");

        Assert.That(imported.Complaints, Is.Empty);
        var farmer = await Service.Db(db => db.Set<Domain.Farmer>().SingleAsync());
        Assert.That((farmer.Phone, farmer.VillageCode, farmer.Language), Is.EqualTo(("04788212345", "150802100213", "mn")));
    }

    [Test]
    public async Task Every_bad_row_is_named_by_line_and_field_and_nothing_is_imported()
    {
        var imported = await Service.Import("farmers", "phone,name,town,village\n13804780001,李一,狼山镇,富强村\n12,李二,狼山镇,富强村\n13804780003,,狼山镇,富强村\n");

        Assert.That(imported.Complaints, Is.EqualTo(new[]
        {
            "list.csv: line 3, phone: is not a phone number (mobile with 11 digits, landline with area code).",
            "list.csv: line 4, name: is required.",
        }));
        Assert.That(imported.Report.Refused);
        Assert.That(await Farmers(), Is.Zero);
    }

    [Test]
    public async Task Bad_rows_can_be_skipped()
    {
        var imported = await Service.Import("farmers", "phone,name,village\n13804780001,李一,富强村\n12,李二,富强村\n", skipBad: true);

        Assert.That(imported.Rows, Is.EqualTo(new Tally(1, 0, 0, 1)));
        Assert.That(await Farmers(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_dry_run_counts_and_writes_nothing()
    {
        var imported = await Service.Import("farmers", "phone,name,village\n13804780001,李一,富强村\n", dryRun: true);

        Assert.That(imported.Rows, Is.EqualTo(new Tally(1, 0, 0, 0)));
        Assert.That(await Farmers(), Is.Zero);
    }

    [Test]
    public async Task The_same_file_again_changes_nothing_and_another_name_is_one_change()
    {
        await Service.Import("farmers", "phone,name,village\n13804780001,李一,富强村\n13804780002,李二,富强村\n");

        var again = await Service.Import("farmers", "phone,name,village\n13804780001,李一,富强村\n13804780002,李贰,富强村\n");
        Assert.That(again.Rows, Is.EqualTo(new Tally(0, 1, 1, 0)));
    }

    [Test]
    public async Task An_ambiguous_village_lists_its_candidates_and_the_town_settles_it()
    {
        var ambiguous = await Service.Import("farmers", "phone,name,village\n13804780001,李一,团结村\n");
        var settled = await Service.Import("farmers", "phone,name,town,village\n13804780001,李一,老新华,团结村\n");

        Assert.That(ambiguous.Complaints.Single(), Does.Contain("狼山镇 团结村村民委员会 (150802100220), 新华镇 团结村村民委员会 (150802101211)"));
        Assert.That(settled.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_village_of_another_town_is_refused_and_told_where_it_is()
    {
        var imported = await Service.Import("farmers", "phone,name,town,village\n13804780001,李一,狼山镇,永红村\n");
        Assert.That(imported.Complaints.Single(), Does.Contain("no village '永红村' in '狼山镇'; elsewhere there is 新华镇"));
    }

    [Test]
    public async Task A_number_twice_in_the_file_is_refused_with_the_first_line()
    {
        var imported = await Service.Import("farmers", "phone,name,village\n13804780001,李一,富强村\n138 0478 0001,李一,富强村\n");
        Assert.That(imported.Complaints, Is.EqualTo(new[] { "list.csv: line 3, phone: '13804780001' is on line 2 already." }));
    }

    [Test]
    public async Task Lines_are_counted_right_after_a_quoted_line_break_and_blank_lines()
    {
        var imported = await Service.Import("farmers", "phone,name,village,note\r\n13804780001,李一,富强村,\"葵\r\n花\"\r\n\r\n,,,\r\n12,李二,富强村,\r\n");
        Assert.That(imported.Complaints.Single(), Does.StartWith("list.csv: line 6, phone:"));
    }

    [Test]
    public async Task A_quote_that_is_not_closed_and_a_row_too_long_are_named()
    {
        var imported = await Service.Import("farmers", "phone,name,village\n13804780001,李一,富强村,狼山镇\n13804780002,\"李二,富强村\n13804780003,李三,富强村\n");

        Assert.That(imported.Complaints, Is.EqualTo(new[]
        {
            "list.csv: line 2: There are 4 fields; the header has 3.",
            "list.csv: line 3: A quotation mark opens here and is not closed where it should be; from here on the file can't be read.",
        }));
    }

    [Test]
    public async Task A_missing_column_is_named_and_an_unknown_one_is_told()
    {
        var missing = await Service.Import("farmers", "phone,village\n13804780001,富强村\n");
        var unknown = await Service.Import("farmers", "phone,name,village,shoe size\n13804780001,李一,富强村,42\n");

        Assert.That(missing.Complaints.Single(), Does.StartWith("list.csv: line 1, name: This column is missing (it may be called name, 姓名"));
        Assert.That(unknown.Report.Ignored, Is.EqualTo(new[] { "shoe size" }));
    }

    [TestCase(new byte[] { 0xC0, 0xEE, 0xD2, 0xBB })]
    [TestCase(new byte[] { 0xFF, 0xFE, 0x41, 0x00 })]
    public async Task Another_encoding_is_refused_and_said(byte[] text)
    {
        var imported = await Service.Import("farmers", new MemoryStream([.. Encoding.UTF8.GetBytes("phone,name,village\n13804780001,"), .. text]));

        Assert.That(imported.Complaints.Single(), Does.StartWith("list.csv: The file is not UTF-8"));
        Assert.That(imported.Report.Refused);
    }

    [Test]
    public async Task An_empty_file_is_refused() =>
        Assert.That((await Service.Import("farmers", "")).Complaints.Single(), Does.Contain("empty"));

    [Test]
    public async Task Thousands_come_in_over_several_pages()
    {
        var csv = "phone,name,village\n" + string.Concat(Enumerable.Range(0, 5000).Select(n => $"138{n:D8},李,富强村\n"));

        Assert.That((await Service.Import("farmers", csv)).Rows, Is.EqualTo(new Tally(5000, 0, 0, 0)));
        Assert.That(await Farmers(), Is.EqualTo(5000));
    }

    private Task<int> Farmers() => Service.Db(db => db.Set<Domain.Farmer>().CountAsync());
}
