using System.Diagnostics;

namespace Dispatch.SystemTests;

/// <summary>What a program that ran to its end has left.</summary>
public sealed record Command(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(5);

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
