using Dispatch.Messaging;
using Dispatch.Persistence;
using Dispatch.Web.Serving;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.SystemTests.Faults;

/// <summary>The database of a run, read by SQL beside the service, whichever it is; and who hears which message.</summary>
public sealed class Parts : IAsyncDisposable
{
    private readonly ServiceProvider provider;

    public Parts(IReadOnlyDictionary<string, string> settings)
    {
        string[] configured = [.. settings.Select(setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}")];
        provider = new ServiceCollection().AddLogging().AddDispatch(ServiceHost.SettingsOf(ServiceHost.Builder(configured).Configuration)).BuildServiceProvider();
    }

    public Subscriptions Subscriptions => provider.GetRequiredService<Subscriptions>();

    /// <summary>The rows of a question, each as its values in words; ids in small letters.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> Ask(string question)
    {
        await using var scope = provider.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<DispatchDb>().Database;
        await database.OpenConnectionAsync();
        await using var command = database.GetDbConnection().CreateCommand();
        command.CommandText = question;
        await using var row = await command.ExecuteReaderAsync();
        var rows = new List<IReadOnlyList<string>>();
        while (await row.ReadAsync()) rows.Add([.. Enumerable.Range(0, row.FieldCount).Select(n => Word(row.GetValue(n)))]);
        return rows;
    }

    public ValueTask DisposeAsync() => provider.DisposeAsync();

    /// <summary>SQLite keeps ids as text in capitals, PostgreSQL as ids.</summary>
    private static string Word(object value) => value switch
    {
        string text when Guid.TryParse(text, out var id) => id.ToString(),
        Guid id => id.ToString(),
        bool yes => yes ? "1" : "0",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "",
    };
}
