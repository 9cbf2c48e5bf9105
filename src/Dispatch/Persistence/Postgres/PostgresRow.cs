using Npgsql;

namespace Dispatch.Persistence.Postgres;

/// <summary>As the provider has it: it knows beforehand what each column is.</summary>
internal sealed class PostgresRow(NpgsqlDataReader rows) : PlainRow
{
    private readonly bool[] isLong = [.. rows.GetColumnSchema().Select(column => column.DataType == typeof(long))];

    public override long Number(int column) => isLong[column] ? rows.GetInt64(column) : rows.GetInt32(column);

    public override long? NumberIfAny(int column) => rows.IsDBNull(column) ? null : Number(column);

    public override string? Text(int column) => rows.IsDBNull(column) ? null : rows.GetString(column);

    public override Guid? Id(int column) => rows.IsDBNull(column) ? null : rows.GetGuid(column);
}
