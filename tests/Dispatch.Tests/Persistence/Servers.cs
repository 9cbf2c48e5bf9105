using System.Diagnostics;
using Dispatch.Persistence;
using Dispatch.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Dispatch.Tests.Persistence;

/// <summary>
/// The PostgreSQL server of the tests: the one that DISPATCH_TEST_POSTGRES names, else one of this run's own. With
/// DISPATCH_TEST_DATABASE=postgres:… everything is tried on it that does not say otherwise.
/// </summary>
internal static class Servers
{
    public const string Kind = "Database";
    public const string Postgres = "PostgreSQL";

    private static readonly Lazy<Task<string>> Server = new(Start);
    private static readonly Lazy<Task<string>> Blank = new(MakeBlank);
    private static string? folder;
    private static int made;

    public static bool All => Whole is not null;

    private static string? Whole => Environment.GetEnvironmentVariable("DISPATCH_TEST_DATABASE") is { } said && said.StartsWith("postgres", StringComparison.Ordinal) ? said : null;

    /// <summary>Whether the test that runs now does so on PostgreSQL.</summary>
    public static bool IsPostgres
    {
        get
        {
            for (ITest? test = TestExecutionContext.CurrentContext.CurrentTest; test is not null; test = test.Parent)
                if (test.Properties.Get(Kind) is string kind) return kind == Postgres;
            return All;
        }
    }

    /// <summary>A new database with the whole schema and nothing in it, as in <see cref="Settings.Database"/>.</summary>
    public static async Task<string> Fresh() => await Create($"TEMPLATE \"{await Blank.Value}\"");

    /// <summary>A new database without anything in it.</summary>
    public static Task<string> Empty() => Create("TEMPLATE template0");

    public static async Task Drop(string database)
    {
        var connection = new NpgsqlConnectionStringBuilder(database["postgres:".Length..]);
        await Execute($"DROP DATABASE IF EXISTS \"{connection.Database}\" WITH (FORCE)");
    }

    public static async Task Stop()
    {
        if (folder is null) return;
        await Script("kill");
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> Create(string like)
    {
        var name = $"test_{Environment.ProcessId}_{Interlocked.Increment(ref made)}";
        await Execute($"CREATE DATABASE {name} {like}");
        return $"postgres:{new NpgsqlConnectionStringBuilder(await Server.Value) { Database = name, MaxPoolSize = 40 }}";
    }

    private static async Task<string> MakeBlank()
    {
        var database = await Empty();
        await using (var parts = new ServiceCollection().AddLogging().AddDispatch(new Settings { Database = database }).BuildServiceProvider())
        {
            await Schema.MigrateAsync(parts);
            await using var scope = parts.CreateAsyncScope();
            NpgsqlConnection.ClearPool((NpgsqlConnection)scope.ServiceProvider.GetRequiredService<DispatchDb>().Database.GetDbConnection());
        }
        return new NpgsqlConnectionStringBuilder(database["postgres:".Length..]).Database!;
    }

    private static async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(await Server.Value);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> Start()
    {
        if (Whole?.Split(':', 2) is [_, { Length: > 0 } named]) return named;
        if (Environment.GetEnvironmentVariable("DISPATCH_TEST_POSTGRES") is { Length: > 0 } given) return given;
        folder = Directory.CreateTempSubdirectory("dispatch-postgres-").FullName;
        return await Script("start", "--forgetful");
    }

    private static async Task<string> Script(string act, params string[] more)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Sources.Root, "deploy", "postgres-private.sh"), act, folder!, .. more]) { RedirectStandardOutput = true };
        using var script = Process.Start(start)!;
        var said = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();
        return script.ExitCode == 0 ? said.Trim() : throw new InvalidOperationException($"postgres-private.sh {act} ended with {script.ExitCode}");
    }
}
