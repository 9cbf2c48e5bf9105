using System.CommandLine;
using System.Text.Json;
using Dispatch.Http;
using Dispatch.Messaging;
using Dispatch.Messaging.Errors;
using Dispatch.Persistence;

namespace Dispatch.Web.CommandLine;

/// <summary>dispatch errors: the messages that could not be handled, wherever they wait.</summary>
internal static class ErrorsCommand
{
    public static Command Command(Shell shell) => new("errors", "Messages that could not be handled 出错消息: look, send again, give up")
    {
        List(shell),
        Show(shell),
        Act(shell, "replay", "sends it to its consumer again", embedded => embedded ? "Errors.PutBack" : "Errors.SentAgain", (errors, id, stop) => errors.Replay(id, stop)),
        Act(shell, "discard", "gives it up: no consumer sees it again", _ => "Errors.Discarded", (errors, id, stop) => errors.Discard(id, stop)),
    };

    private static Command List(Shell shell)
    {
        var (json, language) = (new Option<bool>("--json") { Description = "as JSON" }, Shell.LanguageOption());
        var list = new Command("list", "oldest first") { json, language };
        list.SetAction((parsed, stop) => With(shell, async (errors, _) =>
        {
            var found = (await errors.List(stop)).Select(message => message with { Body = null, Stack = null }).ToList();
            if (parsed.GetValue(json)) await shell.Out.WriteLineAsync(JsonSerializer.Serialize(found, StoredJson.Indented));
            else if (found.Count == 0) await shell.Out.WriteLineAsync(Texts.In(Shell.LanguageOf(parsed.GetValue(language)), "Errors.None"));
            else foreach (var message in found) await shell.Out.WriteLineAsync($"{message.Id}\n    {Told(message, Shell.LanguageOf(parsed.GetValue(language)))}: {Shell.InOneLine(message.Why)}");
            return 0;
        }, stop));
        return list;
    }

    private static Command Show(Shell shell)
    {
        var id = new Argument<string>("id") { Description = "as the list says" };
        var (json, language) = (new Option<bool>("--json") { Description = "as JSON" }, Shell.LanguageOption());
        var show = new Command("show", "one of them, with its body and where it failed") { id, json, language };
        show.SetAction((parsed, stop) => With(shell, async (errors, _) =>
        {
            var tongue = Shell.LanguageOf(parsed.GetValue(language));
            if (await errors.Find(parsed.GetRequiredValue(id), stop) is not { } message) return Missing(shell, parsed.GetRequiredValue(id), tongue);
            await shell.Out.WriteLineAsync(parsed.GetValue(json)
                ? JsonSerializer.Serialize(message, StoredJson.Indented)
                : $"{message.Id}\n{Told(message, tongue)}\n{message.Why}\n{message.Stack}\n\n{message.Body}");
            return 0;
        }, stop));
        return show;
    }

    /// <param name="shell">Where it is typed.</param>
    /// <param name="name">What is typed.</param>
    /// <param name="says">What it does.</param>
    /// <param name="did">The key of the sentence that says what was done, on the embedded transport or on a broker.</param>
    /// <param name="act">Does it to one or all, and says to how many.</param>
    private static Command Act(Shell shell, string name, string says, Func<bool, string> did, Func<ErrorQueues, string?, CancellationToken, Task<int>> act)
    {
        var id = new Argument<string?>("id") { Description = "as the list says", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "all of them" };
        var (json, language) = (new Option<bool>("--json") { Description = "how many, as JSON" }, Shell.LanguageOption());
        var command = new Command(name, says) { id, all, json, language };
        command.Validators.Add(result =>
        {
            if (result.GetValue(id) is null != result.GetValue(all)) result.AddError("Give an id, or --all.");
        });
        command.SetAction((parsed, stop) => With(shell, async (errors, embedded) =>
        {
            var (count, tongue) = (await act(errors, parsed.GetValue(id), stop), Shell.LanguageOf(parsed.GetValue(language)));
            if (count == 0 && parsed.GetValue(id) is { } missing) return Missing(shell, missing, tongue);
            await shell.Out.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(new { messages = count }) : Texts.In(tongue, count == 0 ? "Errors.None" : did(embedded), count));
            return 0;
        }, stop));
        return command;
    }

    private static string Told(FailedMessage message, string language) => Texts.In(language, "Errors.Message", message.Type, message.Queue, message.Times, $"{message.At:u}");

    private static int Missing(Shell shell, string id, string language) => shell.Fail(Texts.In(language, "Errors.Missing", id));

    private static async Task<int> With(Shell shell, Func<ErrorQueues, bool, Task<int>> act, CancellationToken stop)
    {
        await using var parts = await shell.PartsAsync(stop);
        await using var scope = parts.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<ErrorQueues>(), parts.GetRequiredService<BusSettings>().Embedded);
    }
}
