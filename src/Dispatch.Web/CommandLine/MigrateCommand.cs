using System.CommandLine;
using Dispatch.Persistence;

namespace Dispatch.Web.CommandLine;

/// <summary>dispatch migrate: the database, as this version of the program needs it.</summary>
internal static class MigrateCommand
{
    public static Command Command(Shell shell)
    {
        var migrate = new Command("migrate", "Brings the database up to date 升级数据库, or makes it. Back it up before, and stop older services");
        migrate.SetAction(async (_, stop) =>
        {
            await using var parts = shell.Parts();
            await Schema.MigrateAsync(parts, stop);
            await shell.Out.WriteLineAsync($"{parts.GetRequiredService<Storage>().Name}: up to date 已是最新");
            return 0;
        });
        return migrate;
    }
}
