using SQLitePCL;

namespace Dispatch.Persistence.Sqlite;

/// <summary>By SQLite's own functions: the provider asks before each value what it is, and each question to SQLite takes two locks.</summary>
internal sealed class SqliteRow(sqlite3_stmt rows) : PlainRow
{
    public override long Number(int column) => raw.sqlite3_column_int64(rows, column);

    public override long? NumberIfAny(int column) => raw.sqlite3_column_type(rows, column) == raw.SQLITE_NULL ? null : Number(column);

    public override string? Text(int column) => raw.sqlite3_column_text(rows, column).utf8_to_string();

    public override Guid? Id(int column) => Text(column) is { } text ? Guid.Parse(text) : null;
}
