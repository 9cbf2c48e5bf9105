using Dispatch.Web.CommandLine;

return await new Shell(args).RunAsync(
    Serve.Command,
    DemoCommand.Command,
    Import.Command,
    LedgerCommand.Command,
    ExplainCommand.Command,
    LoadCommand.Command,
    ErrorsCommand.Command,
    AccountsCommand.Command,
    KeysCommand.Command,
    FarmersCommand.Command,
    DoctorCommand.Command,
    MigrateCommand.Command,
    CopyCommand.Command,
    Backup.Command);
