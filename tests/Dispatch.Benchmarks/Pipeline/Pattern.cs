using System.Text;
using Dispatch.Benchmarks.Pipeline.Floors;
using Dispatch.Contracts;

namespace Dispatch.Benchmarks.Pipeline;

/// <summary>What is written together for several orders.</summary>
internal enum Step
{
    Submit,
    Triage,
    TellFarmer,
    Match,
    TellExpert,
}

/// <summary>
/// What the service has left of one order: its rows, column by column, and its messages. The floor writes the same for other orders, so
/// that both write as much into the same tables, under the same indexes and triggers.
/// </summary>
internal sealed class Pattern
{
    /// <summary>Of each step a row that nothing changes: with it stands which transaction has written it.</summary>
    private static readonly Dictionary<Step, string> Written = new()
    {
        [Step.Submit] = "order_history WHERE \"Version\" = 0",
        [Step.Triage] = "inbox WHERE \"Consumer\" = 'TriageOrder'",
        [Step.TellFarmer] = "inbox WHERE \"Consumer\" = 'TellFarmerOrderTaken'",
        [Step.Match] = "order_history WHERE \"Version\" = 2",
        [Step.TellExpert] = "inbox WHERE \"Consumer\" = 'TellExpertOfOffer'",
    };

    private readonly Dictionary<string, IReadOnlyList<(string Column, object Value)>> rows = [];
    private readonly Dictionary<string, string> messages = [];
    private readonly Dictionary<Name, string> names = [];

    /// <param name="installation">The service's, which is at rest.</param>
    /// <param name="bodies">A message of each contract, as it was sent.</param>
    public static async Task<Pattern> Of(Installation installation, IReadOnlyDictionary<string, byte[]> bodies)
    {
        var pattern = new Pattern();
        await using var store = Store.Of(installation);
        await pattern.Read(store, bodies);
        return pattern;
    }

    /// <summary>For how many orders the service has written at once of late, on average. SQLite does not tell; there it is settled by the turn to write, for which both wait.</summary>
    /// <param name="installation">The service's, which is at rest.</param>
    /// <param name="orders">Of the last so many.</param>
    public static async Task<IReadOnlyDictionary<Step, double>> Together(Installation installation, int orders)
    {
        await using var store = Store.Of(installation);
        var together = new Dictionary<Step, double>();
        foreach (var (step, from) in Written)
            together[step] = store.IsShared ? (double)(await store.Read(new Statement($"SELECT count(*)::float8 / count(DISTINCT writer) FROM (SELECT xmin::text AS writer FROM {from} ORDER BY ctid DESC LIMIT {orders}) late")))[0][0] : 1;
        return together;
    }

    /// <summary>Writes the row anew.</summary>
    /// <param name="row">Which.</param>
    /// <param name="but">Columns that are otherwise at first; null leaves one out.</param>
    public Template Insert(string row, params (string Column, object? Value)[] but)
    {
        var cells = rows[row].Where(cell => !but.Contains((cell.Column, null))).Select(cell => (cell.Column, Value: but.FirstOrDefault(other => other.Column == cell.Column).Value ?? cell.Value)).ToList();
        var (columns, values) = (string.Join(", ", cells.Select(cell => $"\"{cell.Column}\"")), string.Join(", ", cells.Select((_, n) => $"${n + 1}")));
        return new Template($"INSERT INTO {Table(row)} ({columns}) VALUES ({values})", [.. cells.Select(cell => new Cell(cell.Value, names))]);
    }

    /// <summary>Changes columns of a row to what they are in the end, or to what is said.</summary>
    public Template Update(string row, string where, params (string Column, object? Value)[] to)
    {
        var values = to.Select(column => column.Value ?? rows[row].First(cell => cell.Column == column.Column).Value).Select(value => new Cell(value, names));
        var set = string.Join(", ", to.Select((column, n) => $"\"{column.Column}\" = ${n + 2}"));
        return new Template($"UPDATE {Table(row)} SET {set} WHERE {where}", [new Cell(names[Name.Order], names), .. values]);
    }

    /// <summary>The body of a message.</summary>
    public Cell Message(string contract) => new(messages[contract], names);

    private static string Table(string row) => row.Split(' ')[0];

    private async Task Read(Store store, IReadOnlyDictionary<string, byte[]> bodies)
    {
        var order = Envelope.OrderOf(bodies[nameof(OfferMade)]);
        await Keep(store, "orders", "\"Id\" = $1", store.Key(order));
        foreach (var table in new[] { "seats", "offers", "matches" }) await Keep(store, table, "\"Order\" = $1", store.Key(order));
        (names[Name.Order], names[Name.Tracking]) = ($"{order}", $"{Of("orders", "Tracking")}");
        (names[Name.Offer], names[Name.Expert]) = ($"{Of("offers", "Id")}", $"{Of("offers", "Expert")}");
        for (var version = 0; version <= 2; version++) await Keep(store, $"order_history {version}", "\"Order\" = $1 AND \"Version\" = $2", store.Key(order), version);
        foreach (var (contract, message) in Announcements.Contracts.Zip([Name.Submitted, Name.Waiting, Name.Made])) await KeepMessage(store, order, contract, message, bodies[contract]);
        foreach (var (consumer, message) in new[] { ("TriageOrder", Name.Submitted), ("TellFarmerOrderTaken", Name.Submitted), ("TellExpertOfOffer", Name.Made) })
            await Keep(store, $"inbox {consumer}", "\"Consumer\" = $1 AND CAST(\"MessageId\" AS TEXT) = $2", consumer, $"{Of($"outbox {Contract(message)}", "MessageId")}");
        foreach (var (to, notice) in new[] { ("Farmer", Name.ToldFarmer), ("Expert", Name.ToldExpert) }) await KeepNotice(store, order, to, notice);
    }

    private static string Contract(Name message) => message == Name.Submitted ? nameof(OrderSubmitted) : nameof(OfferMade);

    private async Task KeepMessage(Store store, Guid order, string contract, Name message, byte[] body)
    {
        var row = $"outbox {contract}";
        await Keep(store, row, "\"Type\" = $1 AND \"Body\" LIKE $2", contract, $"%{order}%");
        names[message] = $"{Of(row, "MessageId")}";
        // The message that was heard may be another order's.
        var heard = Encoding.UTF8.GetString(body);
        using var read = System.Text.Json.JsonDocument.Parse(body);
        messages[contract] = heard.Replace($"{Envelope.OrderOf(body)}", $"{order}", StringComparison.OrdinalIgnoreCase)
            .Replace(read.RootElement.GetProperty("messageId").GetString()!, names[message], StringComparison.OrdinalIgnoreCase);
    }

    private async Task KeepNotice(Store store, Guid order, string to, Name notice)
    {
        await Keep(store, $"notices {to}", "\"Order\" = $1 AND \"To\" = $2", store.Key(order), to);
        names[notice] = $"{Of($"notices {to}", "Id")}";
        await Keep(store, $"notice_deliveries {to}", "\"Notice\" = $1", Of($"notices {to}", "Id"));
    }

    private object Of(string row, string column) => rows[row].First(cell => cell.Column == column).Value;

    private async Task Keep(Store store, string row, string where, params object[] values)
    {
        var columns = (await store.Columns(Table(row))).ToList();
        var found = await store.Read(new Statement($"SELECT {string.Join(", ", columns.Select(column => $"\"{column}\""))} FROM {Table(row)} WHERE {where}", values));
        if (found.Count == 0) throw new InvalidOperationException($"The service has left no row of {row}.");
        rows[row] = [.. columns.Zip(found[0])];
    }
}
