using System.CommandLine;
using System.Text.Json;
using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Http;
using Dispatch.Persistence;

namespace Dispatch.Web.CommandLine;

/// <summary>dispatch keys: which machines may call, and for whom they may speak.</summary>
internal static class KeysCommand
{
    private const string Everybody = "all";
    private const string Nobody = "nobody";

    public static Command Command(Shell shell) => new("keys", "Machines that may call 接口密钥: make, look, revoke")
    {
        Add(shell),
        List(shell),
        Revoke(shell),
    };

    private static Command Add(Shell shell)
    {
        var name = new Argument<string>("name") { Description = "what it is called, e.g. hotline" };
        var roles = new Option<string>("--for") { Description = $"whom it may speak for: {string.Join(",", Rights.People)}, or {Everybody}; {Nobody} for one that only reads /metrics", Required = true };
        var calls = new Option<int?>("--per-minute") { Description = "how many calls a minute it may make; else as Dispatch:Rates:PerKey says" };
        var language = Shell.LanguageOption();
        calls.Validators.Add(result =>
        {
            if (result.Tokens is [var word] && (!int.TryParse(word.Value, out var number) || number < 1)) result.AddError("--per-minute must be a number from 1 on.");
        });
        name.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is not { } typed || typed.ShowsNothing() || typed.Length > ApiKeys.LongestName || typed.Any(char.IsControl))
                result.AddError($"name must be 1 to {ApiKeys.LongestName} characters.");
        });
        roles.Validators.Add(result =>
        {
            if (Named(result.GetValueOrDefault<string>()) is null) result.AddError($"--for must be {Everybody}, {Nobody} or some of {string.Join(",", Rights.People)}.");
        });
        var add = new Command("add", "makes one and prints it, this once") { name, roles, calls, language };
        add.SetAction((parsed, stop) => shell.With<ApiKeys>(mayCreate: true, async keys =>
        {
            var (called, who) = (parsed.GetRequiredValue(name).Trim(), Named(parsed.GetRequiredValue(roles))!);
            if (await keys.Add(called, who, stop, parsed.GetValue(calls)) is not { } secret) return shell.Fail(Texts.In(Shell.LanguageOf(parsed.GetValue(language)), "Keys.Taken", called));
            return await shell.Show(Texts.In(Shell.LanguageOf(parsed.GetValue(language)), "Keys.Made", called, Told(who)), secret);
        }, stop));
        return add;
    }

    private static Command List(Shell shell)
    {
        var (json, language) = (new Option<bool>("--json") { Description = "as JSON" }, Shell.LanguageOption());
        var list = new Command("list", "all there are and were; not the keys themselves") { json, language };
        list.SetAction((parsed, stop) => shell.With<ApiKeys>(mayCreate: false, async keys =>
        {
            var (all, tongue) = (await keys.List(stop), Shell.LanguageOf(parsed.GetValue(language)));
            if (parsed.GetValue(json)) await shell.Out.WriteLineAsync(JsonSerializer.Serialize(all.Select(key => new { key.Name, key.SpeaksFor, key.CallsPerMinute, key.MadeAt, key.RevokedAt }), StoredJson.Indented));
            else if (all.Count == 0) await shell.Out.WriteLineAsync(Texts.In(tongue, "Keys.None"));
            else foreach (var key in all) await shell.Out.WriteLineAsync(Told(key, tongue));
            return 0;
        }, stop));
        return list;
    }

    private static Command Revoke(Shell shell)
    {
        var (name, language) = (new Argument<string>("name") { Description = "as the list says" }, Shell.LanguageOption());
        var revoke = new Command("revoke", "it may not call any more; a running service hears of it within seconds") { name, language };
        revoke.SetAction((parsed, stop) => shell.With<ApiKeys>(mayCreate: false, async keys =>
        {
            var (called, tongue) = (parsed.GetRequiredValue(name), Shell.LanguageOf(parsed.GetValue(language)));
            if (!await keys.Revoke(called, stop)) return shell.Fail(Texts.In(tongue, "Keys.Missing", called));
            await shell.Out.WriteLineAsync(Texts.In(tongue, "Keys.Revoked", called));
            return 0;
        }, stop));
        return revoke;
    }

    private static string Told(ApiKey key, string language)
    {
        var told = Texts.In(language, "Keys.Key", key.Name, Told(key.SpeaksFor), $"{key.MadeAt:u}");
        return key.RevokedAt is { } at ? $"{told} {Texts.In(language, "Keys.RevokedAt", $"{at:u}")}" : told;
    }

    private static string Told(IReadOnlyList<Role> roles) => roles.Count == 0 ? Nobody : string.Join(", ", roles);

    /// <summary>Null when a word is no role of a person.</summary>
    private static IReadOnlyList<Role>? Named(string? words)
    {
        if (words == Everybody) return Rights.People;
        if (words == Nobody) return [];
        var roles = new List<Role>();
        foreach (var word in (words ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            if (!Word.TryRead(word, out Role role) || !Rights.People.Contains(role)) return null;
            if (!roles.Contains(role)) roles.Add(role);
        }
        return roles;
    }
}
