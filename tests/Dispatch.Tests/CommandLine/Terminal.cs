using Dispatch.Web.CommandLine;
using Microsoft.Data.Sqlite;

namespace Dispatch.Tests.CommandLine;

/// <summary>A folder to work in, and the commands typed there with what they said.</summary>
public abstract class Terminal
{
    private readonly List<StringWriter> writers = [];

    protected DirectoryInfo Folder { get; private set; } = null!;

    protected string Out => writers[0].ToString();

    protected string Error => writers[1].ToString();

    protected string Path(string name) => System.IO.Path.Combine(Folder.FullName, name);

    [SetUp]
    public void Prepare()
    {
        Folder = Directory.CreateTempSubdirectory("dispatch-cli-");
        writers.AddRange([new StringWriter(), new StringWriter()]);
    }

    [TearDown]
    public void Clean()
    {
        SqliteConnection.ClearAllPools();
        Folder.Delete(recursive: true);
        foreach (var writer in writers) writer.Dispose();
        writers.Clear();
    }

    /// <summary>Types a command, on the folder's database unless another is named.</summary>
    protected Task<int> Run(params string[] words) => Run(default, words);

    protected Task<int> Run(CancellationToken stop, params string[] words) =>
        Type(stop, words.Any(word => word.StartsWith("--Dispatch:Database", StringComparison.Ordinal)) ? words : [.. words, $"--Dispatch:Database=sqlite:{Path("dispatch.db")}"]);

    /// <summary>Does something in a file of the folder, past the product.</summary>
    /// <returns>The first value; empty when there is none.</returns>
    protected async Task<string> Sql(string text, string file = "dispatch.db")
    {
        await using var connection = new SqliteConnection($"Data Source={Path(file)};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        return $"{await command.ExecuteScalarAsync()}";
    }

    /// <summary>Types these words and no others.</summary>
    protected async Task<int> Type(CancellationToken stop, params string[] words)
    {
        foreach (var writer in writers) writer.GetStringBuilder().Clear();
        return await new Shell(words, writers[0], writers[1], stop).RunAsync(
            Serve.Command, DemoCommand.Command, Import.Command, LedgerCommand.Command, ExplainCommand.Command, LoadCommand.Command, ErrorsCommand.Command, KeysCommand.Command, AccountsCommand.Command, FarmersCommand.Command, DoctorCommand.Command, MigrateCommand.Command, CopyCommand.Command, Backup.Command);
    }
}
