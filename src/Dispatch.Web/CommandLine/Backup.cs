using System.CommandLine;
using Dispatch.Persistence;

namespace Dispatch.Web.CommandLine;

/// <summary>dispatch backup: a copy of the database, taken while it is in use.</summary>
internal static class Backup
{
    public static Command Command(Shell shell)
    {
        var file = new Argument<string>("file") { Description = "where to; must not exist yet" };
        var backup = new Command("backup", "Copies the live database 备份 and checks the copy. Photos are files beside it: copy them too") { file };
        backup.SetAction(async (parsed, stop) =>
        {
            var copy = Path.GetFullPath(parsed.GetRequiredValue(file));
            await Storage.Of(shell.Settings().Database).Copy(copy, stop);
            await shell.Out.WriteLineAsync($"{copy}: {new FileInfo(copy).Length:N0} bytes, integrity ok");
            return 0;
        });
        return backup;
    }
}
