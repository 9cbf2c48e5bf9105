using System.Globalization;
using Dispatch.Domain;
using Dispatch.Domain.Orders;
using Dispatch.Tests.Ledger;
using Dispatch.Tests.Pages;
using Dispatch.Tests.SignIn;

namespace Dispatch.Tests.Office;

/// <summary>Entries don't say which skill they are about; their sources do. A team's order counts once, whatever it needed.</summary>
[OnBothDatabases]
public sealed class When_the_ledger_is_added_up_by_skill : LedgerSpec
{
    private static readonly Actor Clerk = new(Role.Clerk, "王芳");
    private Visitor office = null!;

    [SetUp]
    public async Task Count()
    {
        await Ordered("vet", Solved(Wang));
        await Ordered("team", Needing([Skill.Veterinary], [Skill.Seed]), Visited(Wang, Li), Confirmed(Outcome.Solved));
        await Ordered("both", Needing([Skill.Seed, Skill.Veterinary]), Visited(Zhao), Confirmed(Outcome.Solved));
        await Ordered("words", Answered);
        await Ordered("again", Solved(Li));
        await Entries();
        await Ordered("again", Reopened);
        await Entries();
        office = await Service.Office();
    }

    [Test]
    public async Task What_needed_several_has_a_row_of_its_own_and_the_rows_add_up_to_the_total()
    {
        await office.Open("/ledger?by=Skill");
        var rows = office.Page.QuerySelectorAll("#rows ~ .scroll tbody tr").ToDictionary(row => row.Children[0].TextContent, row => int.Parse(row.Children[1].TextContent, CultureInfo.InvariantCulture));
        var total = int.Parse(office.Page.QuerySelector("#rows ~ .scroll tfoot td")!.TextContent, CultureInfo.InvariantCulture);

        Assert.That((rows["兽医"], rows["种子、兽医"], rows["（没有）"]), Is.EqualTo((1, 2, 0)));
        Assert.That(rows.Values.Sum(), Is.EqualTo(total).And.EqualTo(3));
        Assert.That(office.Text, Does.Contain("只记一次"));
    }

    [Test]
    public async Task Each_number_leads_to_its_entries()
    {
        await office.Open("/ledger?by=Skill");
        var links = office.Page.QuerySelectorAll("#rows ~ .scroll tbody a").Select(link => (Number: link.TextContent, Address: link.GetAttribute("href")!)).ToList();
        Assert.That(links, Has.Count.EqualTo(3));
        foreach (var (number, address) in links)
        {
            await office.Open(address);
            Assert.That(office.Text, Does.Contain($"合计 {number}"), address);
        }
    }

    [Test]
    public async Task The_API_says_the_same_with_keys_that_machines_read()
    {
        var (_, body) = await Call(HttpMethod.Get, "/ledger/totals?by=Skill&from=2026-06&to=2026-06");
        var rows = body.GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("key").GetString() ?? "", row => (Name: row.GetProperty("name").GetString(), Quantity: row.GetProperty("counted")[0].GetProperty("quantity").GetInt32()));

        Assert.That(rows["Seed+Veterinary"], Is.EqualTo(("种子、兽医", 2)));
        Assert.That(rows["Veterinary"].Quantity, Is.EqualTo(1));
        Assert.That((await Call(HttpMethod.Get, "/ledger/totals?by=Skill&from=2026-07")).Body.GetProperty("rows").GetArrayLength(), Is.Zero);
    }

    private static Func<Order, Fact[]> Needing(params Skill[][] seats) => _ =>
        [new Triaged(Clerk, Service.Monday, [.. seats.Select(skills => skills.Select(skill => new SkillLevel(skill, Level.Junior)).ToList())], new Place(40.9, 107.2)) { Station = Station }];
}
