using System.CommandLine;
using System.Text.Json;
using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Http;
using Dispatch.Persistence;

namespace Dispatch.Web.CommandLine;

/// <summary>dispatch accounts: who of clerks, experts, desk, office and administrators may sign in.</summary>
internal static class AccountsCommand
{
    private static readonly Role[] Roles = [.. Rights.People.Except([Role.Farmer])];

    public static Command Command(Shell shell) => new("accounts", "People who may sign in 账号: make, look, give a new password, close")
    {
        Add(shell),
        List(shell),
        Reset(shell),
        Close(shell),
    };

    private static Command Add(Shell shell)
    {
        var login = Login();
        var name = new Option<string>("--name") { Description = "what the person is called", Required = true };
        var role = new Option<string>("--role") { Description = $"one of {string.Join(", ", Roles)}", Required = true };
        var station = new Option<string?>("--station") { Description = "of a clerk: the station's code" };
        var expert = new Option<string?>("--expert") { Description = "of an expert: the expert's code" };
        var language = Shell.LanguageOption();
        name.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is not { } typed || typed.ShowsNothing() || typed.Length > Account.LongestName || typed.Any(char.IsControl))
                result.AddError($"--name must be 1 to {Account.LongestName} characters.");
        });
        role.Validators.Add(result =>
        {
            if (!Word.TryRead(result.GetValueOrDefault<string>(), out Role typed) || !Roles.Contains(typed)) result.AddError($"--role must be one of {string.Join(", ", Roles)}.");
        });
        var add = new Command("add", "makes one and prints its one-time password, this once") { login, name, role, station, expert, language };
        add.SetAction((parsed, stop) => shell.With<AccountBook>(mayCreate: true, async book =>
        {
            Word.TryRead(parsed.GetRequiredValue(role), out Role who);
            var newcomer = new Newcomer(parsed.GetRequiredValue(login), parsed.GetRequiredValue(name).Trim(), who, parsed.GetValue(station), parsed.GetValue(expert));
            var (password, trouble) = await book.Add(newcomer, oneTime: true, stop);
            var tongue = Shell.LanguageOf(parsed.GetValue(language));
            return password is null ? Fail(shell, tongue, trouble!.Value, About(newcomer, trouble.Value)) : await shell.Show(Texts.In(tongue, "Accounts.Made", newcomer.Name, who, newcomer.Login), password);
        }, stop));
        return add;
    }

    private static Command List(Shell shell)
    {
        var (json, language) = (new Option<bool>("--json") { Description = "as JSON" }, Shell.LanguageOption());
        var list = new Command("list", "all there are and were") { json, language };
        list.SetAction((parsed, stop) => shell.With<AccountBook>(mayCreate: false, async book =>
        {
            var (all, tongue) = (await book.List(stop), Shell.LanguageOf(parsed.GetValue(language)));
            if (parsed.GetValue(json)) await shell.Out.WriteLineAsync(JsonSerializer.Serialize(all.Select(one => new { Login = one.UserName, one.Name, one.Role, one.Station, one.Expert, one.MadeAt, one.ClosedAt }), StoredJson.Indented));
            else if (all.Count == 0) await shell.Out.WriteLineAsync(Texts.In(tongue, "Accounts.None"));
            else foreach (var one in all) await shell.Out.WriteLineAsync(Told(one, tongue));
            return 0;
        }, stop));
        return list;
    }

    private static Command Reset(Shell shell)
    {
        var (login, language) = (Login(), Shell.LanguageOption());
        var reset = new Command("reset", "gives a new one-time password; whoever is signed in is out within a minute") { login, language };
        reset.SetAction((parsed, stop) => shell.With<AccountBook>(mayCreate: false, async book =>
        {
            var (who, tongue) = (parsed.GetRequiredValue(login), Shell.LanguageOf(parsed.GetValue(language)));
            var (password, trouble) = await book.Reset(who, stop);
            return password is null ? Fail(shell, tongue, trouble!.Value, who) : await shell.Show(Texts.In(tongue, "Accounts.Reset", who), password);
        }, stop));
        return reset;
    }

    private static Command Close(Shell shell)
    {
        var (login, language) = (Login(), Shell.LanguageOption());
        var close = new Command("close", "nobody signs in with it any more; whoever is signed in is out within a minute") { login, language };
        close.SetAction((parsed, stop) => shell.With<AccountBook>(mayCreate: false, async book =>
        {
            var (who, tongue) = (parsed.GetRequiredValue(login), Shell.LanguageOf(parsed.GetValue(language)));
            if (await book.Close(who, stop) is { } trouble) return Fail(shell, tongue, trouble, who);
            await shell.Out.WriteLineAsync(Texts.In(tongue, "Accounts.Closed", who));
            return 0;
        }, stop));
        return close;
    }

    private static Argument<string> Login() => new("login") { Description = "what is typed to sign in" };

    private static string About(Newcomer who, AccountTrouble trouble) => trouble switch
    {
        AccountTrouble.NoSuchStation => who.Station!,
        AccountTrouble.NoSuchExpert => who.Expert!,
        _ => who.Login,
    };

    private static int Fail(Shell shell, string language, AccountTrouble trouble, string about) => shell.Fail(Texts.In(language, $"{nameof(AccountTrouble)}.{trouble}", about));

    private static string Told(Account one, string language) =>
        Texts.In(language, "Accounts.Account", one.UserName!, one.Name, one.Role, one.ClosedAt is { } at ? Texts.In(language, "Accounts.ClosedAt", $"{at:u}") : "", $"{one.MadeAt:u}");
}
