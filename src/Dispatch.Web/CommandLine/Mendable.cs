using System.Data.Common;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dispatch.Persistence;
using Microsoft.EntityFrameworkCore;
using RabbitMQ.Client.Exceptions;

namespace Dispatch.Web.CommandLine;

/// <summary>What who runs the command can mend: said in a sentence. Anything else is a bug and shows where it is.</summary>
internal static partial class Mendable
{
    public static bool Is(Exception failure) => failure
        is BadSetting or IOException or InvalidDataException or UnauthorizedAccessException or DbException || failure is DbUpdateException { InnerException: DbException cause } && !Guards.IsConstraint(cause);

    /// <summary>The cause, and where in a file of settings it is.</summary>
    public static string Sentence(Exception failure) => failure switch
    {
        DbUpdateException { InnerException: { } cause } => cause.Message,
        BrokerUnreachableException broker => $"The broker cannot be reached, or gives no word 连不上消息队列，或没有回应: {Shell.InOneLine(broker.GetBaseException().Message)}",
        InvalidDataException { InnerException.InnerException: JsonException { LineNumber: { } line } cause } when SettingsFile().Match(failure.Message) is { Success: true } file =>
            $"{file.Groups[1].Value}, line {line + 1}: {cause.Message}",
        _ => failure.Message,
    };

    /// <summary>"Failed to load configuration from file '/etc/appsettings.json'."</summary>
    [GeneratedRegex(@"from file '(.+)'\.$")]
    private static partial Regex SettingsFile();
}
