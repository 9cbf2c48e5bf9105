using Dispatch.Persistence;
using Dispatch.Persistence.Postgres;
using Npgsql;

namespace Dispatch.Benchmarks.Pipeline.Floors;

/// <summary>A server, whose commits are on the disk. What belongs together goes there and back in one batch, which Npgsql makes one transaction.</summary>
internal sealed class PostgresStore(string connectionString) : Store
{
    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 100, AutoPrepareMinUsages = 1, Options = PostgresStorage.Planning });

    public override string OneOf(int parameter) => $"= ANY(${parameter})";

    public override bool IsShared => true;

    public override IWriters Writers { get; } = new ManyWriters();

    protected override string ColumnsOf => "SELECT column_name::text FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position";

    public override object Key(Guid id) => id;

    public override object Keys(IEnumerable<Guid> ids) => ids.ToArray();

    public override async Task Commit(IReadOnlyList<Statement> statements)
    {
        await using var batch = source.CreateBatch();
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement.Sql);
            foreach (var value in statement.Values) command.Parameters.Add(new NpgsqlParameter { Value = value });
            batch.BatchCommands.Add(command);
        }
        await batch.ExecuteNonQueryAsync();
    }

    public override async Task<IReadOnlyList<object[]>> Read(Statement statement)
    {
        await using var command = source.CreateCommand(statement.Sql);
        foreach (var value in statement.Values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var reader = await command.ExecuteReaderAsync();
        return await Rows(reader);
    }

    public override ValueTask DisposeAsync() => source.DisposeAsync();
}
