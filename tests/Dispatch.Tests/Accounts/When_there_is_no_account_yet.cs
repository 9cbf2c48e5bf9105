using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Tests.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Accounts;

/// <summary>The service makes the first one itself, and no other.</summary>
[OnBothDatabases(TakesLong = true)]
public sealed class When_there_is_no_account_yet : ServiceSpec
{
    [Test]
    public async Task It_makes_an_administrator_whose_password_is_for_one_time()
    {
        var first = await First(Service);

        Assert.That(first!.Value.Login, Is.EqualTo("admin"));
        Assert.That(first.Value.Password, Does.Match("^[A-Z]{4}-[a-z]{4}-[0-9]{4}-[a-z]{2}$"));
        var account = await Service.Account("admin");
        Assert.That((account.Role, account.OneTimeUntil, account.ClosedAt), Is.EqualTo((Role.Administrator, Service.Monday + AccountBook.OneTimeLife, (DateTimeOffset?)null)));
    }

    [Test]
    public async Task It_does_so_once()
    {
        await First(Service);

        Assert.That((await First(Service), await Count()), Is.EqualTo(((ValueTuple<string, string>?)null, 1)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Where_there_is_any_it_makes_none(bool closed)
    {
        await Service.Employ(new Newcomer("desk", "调度台", Role.Desk));
        if (closed) await Service.Book(book => book.Close("desk", CancellationToken.None));

        Assert.That((await First(Service), await Count()), Is.EqualTo(((ValueTuple<string, string>?)null, 1)));
    }

    [Test]
    public async Task Of_two_processes_that_start_at_once_one_makes_it()
    {
        await using var beside = await Service.StartAsync(beside: Service);
        var made = await Task.WhenAll(First(Service), First(beside));

        Assert.That((made.Count(one => one is not null), await Count()), Is.EqualTo((1, 1)));
    }

    /// <summary>Seen red when the database's refusal was not taken for an answer.</summary>
    [Test]
    public async Task When_the_other_process_is_a_moment_ahead_it_makes_none()
    {
        await using var slow = await Service.StartAsync(also: services => services.AddSingleton<IUserValidator<Account>>(new Overtaken(() => First(Service))), beside: Service);

        Assert.That((await First(slow), await Count()), Is.EqualTo(((ValueTuple<string, string>?)null, 1)));
    }

    [TestCase(Role.Farmer)]
    [TestCase(Role.Engine)]
    public async Task There_is_none_for_who_does_not_sign_in(Role role)
    {
        var (password, trouble) = await Service.Book(book => book.Add(new Newcomer("li", "李秀英", role), oneTime: true, CancellationToken.None));

        Assert.That((password, trouble, await Count()), Is.EqualTo(((string?)null, (AccountTrouble?)AccountTrouble.NoRoleWithAccount, 0)));
    }

    private static Task<(string Login, string Password)?> First(Service service) => service.Book(book => book.AddFirst(CancellationToken.None));

    private Task<int> Count() => Service.Db(db => db.Set<Account>().CountAsync());

    /// <summary>Looked whether the login is taken; now the other process takes it.</summary>
    private sealed class Overtaken(Func<Task> other) : IUserValidator<Account>
    {
        public async Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user)
        {
            await other();
            return IdentityResult.Success;
        }
    }
}
