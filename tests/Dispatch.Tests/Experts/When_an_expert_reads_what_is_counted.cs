namespace Dispatch.Tests.Experts;

public sealed class When_an_expert_reads_what_is_counted : ExpertSpec
{
    /// <summary>Seen red with everybody's.</summary>
    [Test]
    public async Task It_is_the_experts_own_with_what_it_stands_on()
    {
        var (own, foreign) = (await Solved("E1", "13804780001"), await Service.Offered(order => order with { FarmerPhone = "13804780002" }));
        await Service.Decline(foreign, "E1").Done();
        await Service.Match();
        await Service.Accept(foreign, "E2").Done();
        await Close(foreign, "E2", "Farmer:13804780002");
        await Liu.Open("/expert/record");

        Assert.That(Liu.Text, Does.Contain("解决技术难题 1").And.Contain(own).And.Not.Contain(foreign));
        var other = await Another();
        await other.Open("/expert/record");
        Assert.That(other.Text, Does.Contain(foreign).And.Not.Contain(own));
    }

    [Test]
    public async Task Before_there_is_anything_it_says_so()
    {
        await Liu.Open("/expert/record");
        Assert.That(Liu.Text, Does.Contain("还没有"));
    }

    private async Task<string> Solved(string expert, string phone)
    {
        var tracking = await Service.Taken(expert);
        await Close(tracking, expert, $"Farmer:{phone}");
        return tracking;
    }

    private async Task Close(string tracking, string expert, string farmer)
    {
        await Service.Report(tracking, expert).Done();
        await Service.Confirm(tracking, by: farmer).Done();
        await Service.Quiet();
    }
}
