using System.CommandLine;
using System.Text.Json;
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
        Act(shell, "replay", "sends it to its consumer again", "sent again", (errors, id, stop) => errors.Replay(id, stop)),
        Act(shell, "discard", "gives it up: no consumer sees it again", "discarded", (errors, id, stop) => errors.Discard(id, stop)),
    };

    private static Command List(Shell shell)
    {
        var json = new Option<bool>("--json") { Description = "as JSON" };
        var list = new Command("list", "oldest first") { json };
        list.SetAction((parsed, stop) => With(shell, async errors =>
        {
            var found = (await errors.List(stop)).Select(message => message with { Body = null, Stack = null }).ToList();
            if (parsed.GetValue(json)) await shell.Out.WriteLineAsync(JsonSerializer.Serialize(found, StoredJson.Indented));
            else foreach (var message in found) await shell.Out.WriteLineAsync($"{message.Id}\n    {message.Type}, {message.Times}x, last {message.At:u}: {message.Why}");
            return 0;
        }, stop));
        return list;
    }

    private static Command Show(Shell shell)
    {
        var id = new Argument<string>("id") { Description = "as the list says" };
        var json = new Option<bool>("--json") { Description = "as JSON" };
        var show = new Command("show", "one of them, with its body and where it failed") { id, json };
        show.SetAction((parsed, stop) => With(shell, async errors =>
        {
            if (await errors.Find(parsed.GetRequiredValue(id), stop) is not { } message) return Missing(shell, parsed.GetRequiredValue(id));
            await shell.Out.WriteLineAsync(parsed.GetValue(json)
                ? JsonSerializer.Serialize(message, StoredJson.Indented)
                : $"{message.Id}\n{message.Type} on {message.Queue}, {message.Times}x, last {message.At:u}\n{message.Why}\n{message.Stack}\n\n{message.Body}");
            return 0;
        }, stop));
        return show;
    }

    private static Command Act(Shell shell, string name, string says, string did, Func<ErrorQueues, string?, CancellationToken, Task<int>> act)
    {
        var id = new Argument<string?>("id") { Description = "as the list says", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "all of them" };
        var json = new Option<bool>("--json") { Description = "how many, as JSON" };
        var command = new Command(name, says) { id, all, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(id) is null != result.GetValue(all)) result.AddError("Give an id, or --all.");
        });
        command.SetAction((parsed, stop) => With(shell, async errors =>
        {
            var count = await act(errors, parsed.GetValue(id), stop);
            if (count == 0 && parsed.GetValue(id) is { } missing) return Missing(shell, missing);
            await shell.Out.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(new { messages = count }) : $"{count} {did}");
            return 0;
        }, stop));
        return command;
    }

    private static int Missing(Shell shell, string id) => shell.Fail($"No failed message '{id}'. See: errors list");

    private static async Task<int> With(Shell shell, Func<ErrorQueues, Task<int>> act, CancellationToken stop)
    {
        await using var parts = await shell.PartsAsync(stop);
        await using var scope = parts.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<ErrorQueues>());
    }
}
