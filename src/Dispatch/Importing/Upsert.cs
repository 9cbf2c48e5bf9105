using Dispatch.Http;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Importing;

/// <summary>A row that has been read: its key, how to make it when it is new, and what it sets when it is known.</summary>
/// <param name="Key">The code it is known by.</param>
/// <param name="Make">A new one; <paramref name="Set"/> is then applied to it.</param>
/// <param name="Set">What the row says, and only that: columns the file does not have stay as they are.</param>
public sealed record Draft<T>(string Key, Func<T> Make, Action<T> Set)
{
    /// <summary>Why a known one can't be set so, or null.</summary>
    public Func<T, FieldError?> Objection { get; init; } = _ => null;
}

/// <summary>A list whose rows are added when new and set when known, by a key.</summary>
public abstract class Upsert<T>(DispatchDb db) : IImport
    where T : class
{
    public abstract string Name { get; }

    public abstract IReadOnlyList<Column> Columns { get; }

    protected DispatchDb Db => db;

    public virtual Task Open(CancellationToken stop) => Task.CompletedTask;

    public async Task<Tally> Take(IReadOnlyList<Row> rows, bool write, CancellationToken stop)
    {
        var drafts = new List<(Row Row, Draft<T> Draft)>();
        foreach (var row in rows.Where(row => !row.Check.Failed))
            if (Read(row) is { } draft && !row.Check.Failed) drafts.Add((row, draft));
        var known = await Known([.. drafts.Select(pair => pair.Draft.Key)], stop);
        var tally = drafts.Aggregate(default(Tally), (sum, pair) => sum + Apply(pair.Row, pair.Draft, known));
        if (write) await db.SaveChangesAsync(stop);
        db.Forget();
        return tally;
    }

    /// <summary>Checks a row. What it returns is only taken when the row's check has nothing to complain of.</summary>
    protected abstract Draft<T>? Read(Row row);

    /// <summary>Those of the keys that are in the database already, tracked.</summary>
    protected abstract Task<Dictionary<string, T>> Known(IReadOnlyList<string> keys, CancellationToken stop);

    /// <summary>Announces one that has been added or changed.</summary>
    protected virtual void Announce(T changed)
    {
    }

    private Tally Apply(Row row, Draft<T> draft, Dictionary<string, T> known)
    {
        if (known.GetValueOrDefault(draft.Key) is not { } there) return Add(draft);
        if (draft.Objection(there) is { } objection)
        {
            row.Check.Fail(objection.Field, objection.Key, objection.Values);
            return default;
        }
        draft.Set(there);
        if (db.Entry(there).State != EntityState.Modified) return new Tally(0, 0, Unchanged: 1, 0);
        Announce(there);
        return new Tally(0, Changed: 1, 0, 0);
    }

    private Tally Add(Draft<T> draft)
    {
        var made = draft.Make();
        draft.Set(made);
        db.Add(made);
        Announce(made);
        return new Tally(Added: 1, 0, 0, 0);
    }
}
