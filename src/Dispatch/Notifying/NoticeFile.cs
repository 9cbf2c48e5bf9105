using System.Text.Json;
using System.Text.Json.Serialization;
using Dispatch.Domain;
using Dispatch.Persistence;
using Microsoft.Extensions.Logging;

namespace Dispatch.Notifying;

/// <summary>What goes out of the house: to the webhook as a body, to the file as a line. Without a number where it is about no order.</summary>
public sealed record OutgoingNotice(Guid Id, string To, string Text, string? Tracking, string Template, string Language)
{
    /// <summary>Whom it is for; the log says so and says no more.</summary>
    [JsonIgnore]
    public Role Role { get; init; }

    public static OutgoingNotice Of(Notice notice) =>
        new(notice.Id, notice.Phone!, notice.Text, notice.Tracking?.Value, notice.Template, notice.Language) { Role = notice.To };
}

/// <summary>Notices as lines of JSON, for a modem or a printer to read. A line may come twice after a crash, with the same id. Several processes may write, one at a time.</summary>
internal sealed class NoticeFile(string path) : Sink("File")
{
    private const int Tries = 40;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly string path = Path.GetFullPath(path);

    public override async Task<IReadOnlyList<string?>> Send(IReadOnlyList<OutgoingNotice> notices, CancellationToken stop)
    {
        string? error = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using var file = await Opened(stop);
            foreach (var notice in notices)
            {
                await JsonSerializer.SerializeAsync(file, notice, StoredJson.Options, stop);
                file.WriteByte((byte)'\n');
            }
            file.Flush(flushToDisk: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            error = failure.GetType().Name;
        }
        return [.. notices.Select(_ => error)];
    }

    private async Task<FileStream> Opened(CancellationToken stop)
    {
        for (var n = 1; ; n++)
        {
            try
            {
                return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
            }
            catch (IOException) when (n < Tries && File.Exists(path))
            {
                await Task.Delay(Pause, stop);
            }
        }
    }
}

/// <summary>Where there is neither file nor webhook: the log says that there was a notice, not whom it told what.</summary>
internal sealed class NoticeLog(ILogger<NoticeLog> log) : Sink("Log")
{
    public override Task<IReadOnlyList<string?>> Send(IReadOnlyList<OutgoingNotice> notices, CancellationToken stop)
    {
        foreach (var notice in notices) log.LogInformation("Notice {Id} to the {Role}: {Template}, order {Tracking}.", notice.Id, notice.Role, notice.Template, notice.Tracking ?? "none");
        return Task.FromResult<IReadOnlyList<string?>>(new string?[notices.Count]);
    }
}
