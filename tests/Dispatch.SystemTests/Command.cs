using System.Diagnostics;
using Dispatch.Web.CommandLine;
using Microsoft.Data.Sqlite;

namespace Dispatch.SystemTests;

/// <summary>What a program that ran to its end has left.</summary>
public sealed record Command(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(10);

    /// <summary>A command of Dispatch in this process, with settings as the environment would give them; what is said to the host, as ASPNETCORE_ENVIRONMENT, it does not take.</summary>
    public static async Task<Command> TypedAsync(IReadOnlyDictionary<string, string> settings, params string[] words)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        string[] typed = [.. words, .. settings.Where(setting => setting.Key.Contains("__", StringComparison.Ordinal)).Select(setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}")];
        var code = await new Shell(typed, output, errors).RunAsync(Import.Command, LedgerCommand.Command, ErrorsCommand.Command, AccountsCommand.Command, KeysCommand.Command, DoctorCommand.Command).WaitAsync(Ceiling);
        SqliteConnection.ClearAllPools();
        return new Command(code, output.ToString(), errors.ToString());
    }

    public static async Task<Command> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Ceiling);
        }
        finally
        {
            process.Kill();
        }
        return new Command(process.ExitCode, await output, await errors);
    }
}
