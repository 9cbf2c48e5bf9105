using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.SignIn;

/// <summary>People with accounts.</summary>
internal static class People
{
    public static async Task<T> Book<T>(this Service service, Func<AccountBook, Task<T>> act)
    {
        await using var scope = service.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<AccountBook>());
    }

    /// <returns>The password.</returns>
    public static async Task<string> Employ(this Service service, Newcomer who, bool oneTime = false)
    {
        var (password, trouble) = await service.Book(book => book.Add(who, oneTime, CancellationToken.None));
        return password ?? throw new AssertionException($"No account for {who}: {trouble}");
    }

    public static async Task<string> Reset(this Service service, string login) =>
        (await service.Book(book => book.Reset(login, CancellationToken.None))).Password!;

    public static Task<Account> Account(this Service service, string login) =>
        service.Db(db => db.Set<Account>().AsNoTracking().SingleAsync(account => account.UserName == login));

    /// <summary>Opens the page for it and sends it.</summary>
    public static async Task SignIn(this Visitor who, string login, string password, string? back = null)
    {
        await who.Open("/sign-in" + (back is null ? "" : $"?back={Uri.EscapeDataString(back)}"));
        await who.Send(("login", login), ("password", password));
    }

    /// <summary>Somebody of the office, signed in.</summary>
    public static async Task<Visitor> Office(this Service service)
    {
        var office = new Visitor(service);
        await office.SignIn("office", await service.Employ(new Newcomer("office", "人才办", Role.Office)));
        return office;
    }

    /// <summary>Another password of one's own.</summary>
    public static async Task Change(this Visitor who, string before, string password, string? again = null)
    {
        await who.Open("/account/password");
        await who.Send(("before", before), ("password", password), ("again", again ?? password));
    }

    public static string Path(this Visitor who) => who.Address.PathAndQuery;
}
