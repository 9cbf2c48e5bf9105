using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Tests.Pages;
using Dispatch.Tests.SignIn;

namespace Dispatch.Tests.Experts;

/// <summary>A small district, and its nearest expert with a phone in the hand.</summary>
public abstract class ExpertSpec : ServiceSpec
{
    protected const string Phone = "13804780001";

    protected static readonly TimeSpan Moment = TimeSpan.FromMinutes(1);

    private protected Visitor Liu { get; private set; } = null!;

    /// <summary>The one who is asked first comes first.</summary>
    private protected virtual Expert[] All { get; } = [Langshan.Expert("E1"), Langshan.Expert("E2", km: 20)];

    protected string Password { get; private set; } = null!;

    [SetUp]
    public async Task Settle()
    {
        await Service.Settle(All);
        Password = await Service.Employ(new Newcomer("liu", "刘强", Role.Expert, Expert: "E1"));
        Liu = new Visitor(Service);
        await Liu.SignIn("liu", Password);
    }

    private protected async Task<Visitor> Another()
    {
        var visitor = new Visitor(Service);
        await visitor.SignIn("other", await Service.Employ(new Newcomer("other", "赵敏", Role.Expert, Expert: "E2")));
        return visitor;
    }
}
