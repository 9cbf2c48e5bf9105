using System.Net;
using Dispatch.Domain.Orders;
using Dispatch.Tests.Ledger;
using Dispatch.Tests.Pages;
using Dispatch.Tests.SignIn;

namespace Dispatch.Tests.Office;

/// <summary>On its pages, where every number must lead to what it stands on.</summary>
[OnBothDatabases(TakesLong = true)]
public sealed class When_the_office_reads_the_ledger : LedgerSpec
{
    private Visitor office = null!;

    [SetUp]
    public async Task SignIn() => office = await Service.Office();

    [Test]
    public async Task Each_number_leads_to_entries_that_add_up_to_it_and_each_entry_to_its_order()
    {
        var (one, two) = (await Ordered("a", Solved(Wang)), await Ordered("b", Solved(Li)));
        await Ordered("c", Triaged(), Answered);
        await Entries();
        await office.Open("/ledger?by=Town");
        var number = office.Page.QuerySelector($"tbody a[href*='kind=ProblemSolved'][href*='key={Town}']")!;
        Assert.That(number.TextContent, Is.EqualTo("2"));
        await office.Open(number.GetAttribute("href")!);

        Assert.That(office.Text, Does.Contain("合计 2").And.Contain(one.Tracking.Value).And.Contain(two.Tracking.Value));
        Assert.That(office.Page.QuerySelector($"a[href='/board/{one.Tracking}']"), Is.Not.Null);
    }

    /// <summary>Of every way to look at it: the numbers on the page are what their entries add up to.</summary>
    [Test]
    public async Task By_whatever_it_is_shown_the_numbers_agree([Values("Month", "Town", "Station", "Expert", "Skill")] string by)
    {
        await Ordered("a", Solved(Wang, Li));
        await Ordered("b", Solved(Li));
        await Entries();
        await Ordered("b", Reopened);
        await Entries();
        await office.Open($"/ledger?by={by}");
        var numbers = office.Page.QuerySelectorAll("#rows ~ .scroll tbody a").Select(link => (Number: link.TextContent, Address: link.GetAttribute("href")!)).ToList();
        Assert.That(numbers, Is.Not.Empty);
        foreach (var (number, address) in numbers)
        {
            await office.Open(address);
            Assert.That(office.Text, Does.Contain($"合计 {number}"), address);
        }
    }

    [Test]
    public async Task Closed_is_not_solved_and_past_years_stand_apart()
    {
        await Ordered("a", Solved(Wang));
        await Ordered("b", Triaged(), Visited(Wang), Confirmed(Outcome.PartlySolved));
        await Entries();
        await Call(HttpMethod.Post, "/ledger/opening-balances", new { kind = "LectureHeld", year = 2025, quantity = 720, source = "2025年总结" });
        await office.Open("/ledger");

        Assert.That(office.Text, Does.Contain("办结 2 单").And.Contain("已解决1 / 250.0%").And.Contain("往年数").And.Contain("专题讲座 720"));
        Assert.That(office.Page.QuerySelector(".figures a[href*='LectureHeld']")!.TextContent, Is.EqualTo("0"));
    }

    [Test]
    public async Task An_entry_that_was_taken_back_says_so()
    {
        await Ordered("a", Solved(Wang));
        await Entries();
        await Ordered("a", Reopened);
        await Entries();
        await office.Open("/ledger/entries?kind=ProblemSolved");

        Assert.That(office.Text, Does.Contain("合计 0").And.Contain("冲销第 1 条"));
    }

    [Test]
    public async Task Many_entries_are_shown_by_pages()
    {
        for (var n = 0; n < 101; n++) await Ordered($"{n}", Triaged(), Answered);
        await Entries();
        await office.Open("/ledger/entries?kind=ConsultationAnswered");
        Assert.That(office.Page.QuerySelectorAll("tbody tr"), Has.Length.EqualTo(100));
        await office.Open(office.Page.QuerySelector("main > p > a.button")!.GetAttribute("href")!);

        Assert.That(office.Page.QuerySelectorAll("tbody tr"), Has.Length.EqualTo(1));
        Assert.That(office.Text, Does.Contain("合计 101"), "of all pages");
    }

    [Test]
    public async Task A_month_that_is_none_is_named_and_the_page_is_shown()
    {
        await office.Open("/ledger?from=July");

        Assert.That(office.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(office.ErrorOf("from"), Is.Not.Null);
        Assert.That(office.ValueOf("from"), Is.EqualTo("July"));
    }

    /// <summary>Seen red: the page wanted to be drawn after the file.</summary>
    [Test]
    public async Task The_entries_are_a_file_with_every_field()
    {
        await Ordered("a", Solved(Wang));
        await Entries();
        await office.Open("/ledger?handler=Csv");

        Assert.That(office.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(office.Page.Body!.TextContent, Does.Contain("sequence,kind,counted").And.Contain("ProblemSolved").And.Not.Contain("13804780001"));
    }

    [Test]
    public async Task What_nobody_counts_by_is_no_page()
    {
        await office.Open("/ledger/entries?by=nonsense");

        Assert.That(office.Status, Is.EqualTo(HttpStatusCode.NotFound));
    }
}
