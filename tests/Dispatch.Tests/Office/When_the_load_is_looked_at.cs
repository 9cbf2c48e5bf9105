using Dispatch.Domain.Experts;
using Dispatch.Tests.Pages;
using Dispatch.Tests.SignIn;

namespace Dispatch.Tests.Office;

/// <summary>By the office: who is busy, which skills have too few experts, and the orders behind each number.</summary>
public sealed class When_the_load_is_looked_at : ServiceSpec
{
    private Visitor office = null!;

    [SetUp]
    public async Task SignIn() => office = await Service.Office();

    [Test]
    public async Task Each_number_leads_to_the_orders_it_counts()
    {
        await Busy();
        await office.Open("/load");
        var links = office.Page.QuerySelectorAll(".scroll tbody a[href^='/load/']").Select(link => (Number: link.TextContent.Split('/')[0].Trim(), Address: link.GetAttribute("href")!)).ToList();
        Assert.That(links.Select(link => link.Address.Split('?', '&')[1]).Distinct(), Is.EquivalentTo(new[] { "of=Came", "of=Waiting", "of=Held", "of=Served" }));
        foreach (var (number, address) in links)
        {
            await office.Open(address);
            Assert.That(office.Text, Does.Contain($"合计 {number} 个席位"), address);
            Assert.That(office.Page.QuerySelectorAll("tbody a[href^='/board/']"), Is.Not.Empty, address);
        }
    }

    [Test]
    public async Task A_skill_with_too_few_experts_says_so_in_words_beside_what_was_asked()
    {
        await Busy();
        await office.Open("/load");
        var row = office.Page.QuerySelectorAll("#skills ~ .scroll tbody tr").Single(row => row.Children[0].TextContent.StartsWith("植保", StringComparison.Ordinal));

        Assert.That(row.Children[0].TextContent, Does.Contain("缺人"));
        Assert.That(row.QuerySelectorAll("td").Take(5).Select(cell => cell.TextContent.Trim()), Is.EqualTo(new[] { "3 / 3", "1 / 1", "1", "2", "2 (0/2/0)" }));
        Assert.That(office.Page.QuerySelector("#scarce ~ ul")!.TextContent, Does.Contain("植保"));
    }

    [Test]
    public async Task Who_is_on_leave_or_off_duty_is_said()
    {
        var away = Langshan.Expert("E2");
        away.Leaves = [new Leave(Service.Monday.AddDays(-1), Service.Monday.AddDays(2), "培训")];
        await Service.Settle(Langshan.Expert("E1"), away, Langshan.Expert("E3", hours: "Tue 08:00-12:00"));
        await office.Open("/load");

        Assert.That(Now("E1"), Does.StartWith("在岗，到 6月1日"));
        Assert.That(Now("E2"), Is.EqualTo("请假，到 6月3日 09:00"));
        Assert.That(Now("E3"), Is.EqualTo("不在岗，6月2日 08:00 上岗"));
    }

    [Test]
    public async Task With_nobody_and_nothing_it_says_so()
    {
        await office.Open("/load");

        Assert.That(office.Text, Does.Contain("没有缺人的专长").And.Contain("还没有专家"));
        await office.Open("/map");
        Assert.That(office.Text, Does.Contain("还没有"));
    }

    [TestCase("from=July", ExpectedResult = "July")]
    public async Task<string?> A_month_that_is_none_is_named_and_stays(string query)
    {
        await office.Open($"/load?{query}");
        Assert.That(office.ErrorOf("from"), Is.Not.Null);
        return office.ValueOf("from");
    }

    [TestCase("")]
    [TestCase("of=Nonsense")]
    [TestCase("of=Held&skill=nonsense")]
    [TestCase("of=Served&skill=Seed")]
    [TestCase("of=Came&expert=E1")]
    [TestCase("of=Held&expert=E9")]
    [TestCase("of=Open&town=999")]
    [TestCase("of=Held&skill=Seed&after=-1")]
    public async Task What_counts_nothing_is_no_page(string query)
    {
        await office.Open($"/load/orders?{query}");

        Assert.That(office.Status, Is.EqualTo(System.Net.HttpStatusCode.NotFound));
    }

    /// <summary>One order is done, one held, and one finds nobody; another has been merged into that one and is counted nowhere.</summary>
    private async Task Busy()
    {
        await Service.Settle(Langshan.Expert("E1", capacity: 1), Langshan.Expert("E2", km: 20, capacity: 1));
        var done = await Service.Taken("E1");
        await Service.Report(done, "E1").Done();
        await Service.Confirm(done).Done();
        await Service.Taken("E1");
        var second = await Service.Offered();
        await Service.Decline(second, "E2").Done();
        await Service.Match();
        await Service.Merge(await Service.Ordered(), second).Done();
    }

    private string Now(string code) => string.Join(' ', office.Page.GetElementById($"expert-{code}")!.Children[4].TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
