using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Domain.Matching;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Persistence;

namespace Dispatch;

/// <summary>The section "Dispatch" of the configuration: appsettings, environment (Dispatch__Database), command line (--Dispatch:Database).</summary>
public sealed class Settings
{
    private const string FromTo = "{1} to {2}";
    private const string Hours = "HH:mm-HH:mm like 06:00-20:00, closing after it opens";

    /// <summary>"sqlite:PATH", or "postgres:CONNECTION", as Npgsql reads it.</summary>
    [Required(ErrorMessage = Storage.Expected)]
    public string Database { get; set; } = "sqlite:data/dispatch.db";

    /// <summary>How long to wait while somebody else writes, before "the database is busy" is the answer; in whole seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = FromTo)]
    public TimeSpan DatabasePatience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a process that is told to stop may take to finish what is in hand.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = FromTo)]
    public TimeSpan StopWithin { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>"memory", or amqp://user:password@host:port/vhost; of a cluster host:port,host:port.</summary>
    public string Bus { get; set; } = "memory";

    /// <summary>What this process does. On the embedded bus, which does not leave the process, one does all.</summary>
    public ProcessRole Role { get; set; }

    /// <summary>Before the names of queues and exchanges on the broker, where several districts share it; empty for none.</summary>
    [RegularExpression("^[a-z0-9-]{0,40}$", ErrorMessage = "up to 40 of a-z, 0-9 and -")]
    public string QueuePrefix { get; set; } = "";

    /// <summary>Whether the queues are emptied at the start; only a demonstration may do that, with queues of its own.</summary>
    public bool QueuesAfresh { get; private set; }

    /// <summary>
    /// Whether a commit may wait for the disk, so that a power cut could take the last of them back (never half of one, and
    /// a killed process loses none); only a demonstration's month, which can be run again, may do that. Null where it was never so.
    /// </summary>
    public bool? CommitsMayWait { get; private set; }

    /// <summary>IANA name of the district's time zone.</summary>
    [Required(ErrorMessage = "an IANA time zone like Asia/Shanghai")]
    public string Zone { get; set; } = "Asia/Shanghai";

    /// <summary>When the field can be asked, "HH:mm-HH:mm".</summary>
    [Required(ErrorMessage = Hours), RegularExpression(@"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$", ErrorMessage = Hours)]
    public string FieldHours { get; set; } = "06:00-20:00";

    /// <summary>On which days, by English name; empty for every day.</summary>
    public IList<DayOfWeek> FieldDays { get; } = [];

    /// <summary>Within this time there is one round of matching for what is not urgent.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ErrorMessage = FromTo)]
    public TimeSpan BatchWindow { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>What matching weighs, km.</summary>
    public Weights Weights { get; set; } = new();

    /// <summary>Refusals after which a clerk decides.</summary>
    [Range(1, 100, ErrorMessage = FromTo)]
    public int Refusals { get; set; } = 5;

    /// <summary>Days after which a report nobody confirms is closed as unconfirmed.</summary>
    [Range(1, 365, ErrorMessage = FromTo)]
    public int ConfirmationDays { get; set; } = 7;

    /// <summary>Days within which a closed order can be reopened.</summary>
    [Range(1, 365, ErrorMessage = FromTo)]
    public int ReopeningDays { get; set; } = 30;

    /// <summary>Days for which it is kept who was given whose data.</summary>
    [Range(180, 36500, ErrorMessage = FromTo)]
    public int AuditDays { get; set; } = 1096;

    /// <summary>Where photos are kept.</summary>
    [Required(ErrorMessage = "a folder")]
    public string Photos { get; set; } = "data/photos";

    /// <summary>How often somebody may call.</summary>
    public Rates Rates { get; set; } = new();

    /// <summary>IP addresses of the proxies in front, which have the certificate; empty for none.</summary>
    public string BehindProxy { get; set; } = "";

    /// <summary>File that notices are written to, a line each; empty for the log only.</summary>
    public string NoticeFile { get; set; } = "";

    /// <summary>The map's background, where there is one.</summary>
    public MapSettings Map { get; set; } = new();

    /// <summary>Address that notices are posted to, for an SMS gateway or the like; empty for none.</summary>
    [RegularExpression(@"^https?://\S+$", ErrorMessage = "an http:// or https:// address")]
    public string NoticeWebhook { get; set; } = "";

    /// <summary>The organisation's own sign-in for staff.</summary>
    public SingleSignOn SingleSignOn { get; set; } = new();

    /// <summary>
    /// Whether notices stay in memory, for whoever opens the page /inbox on this machine: to try it out, never in earnest.
    /// Null leaves it to the environment, which is Development or not.
    /// </summary>
    public bool? Inbox { get; set; }

    /// <summary>
    /// Whether this process tells on /metrics, beside its own work, how the whole district stands: it asks the database and the
    /// broker for that. Where many serve one district, two of them are enough.
    /// </summary>
    public bool DistrictOnMetrics { get; set; } = true;

    /// <exception cref="BadSetting">A value is out of its range, or the machine does not know the zone.</exception>
    public Limits Limits()
    {
        Check();
        SingleSignOn.Check();
        var ends = FieldHours.Split('-');
        if (Time(ends[1]) <= Time(ends[0])) throw new BadSetting("Dispatch:FieldHours", FieldHours, Hours);
        var days = FieldDays.Count == 0 ? null : FieldDays.ToHashSet();
        var hours = new FieldHours(Time(ends[0]), Time(ends[1]), Zones.Find(Zone), days);
        return new Limits(hours)
        {
            Refusals = Refusals,
            Confirmation = TimeSpan.FromDays(ConfirmationDays),
            Reopening = TimeSpan.FromDays(ReopeningDays),
            OrdersPerPhone = Rates.OrdersPerPhone,
        };
    }

    /// <summary>While a simulated month passes, nobody relies on what is written.</summary>
    public void HurryThroughAMonth(bool hurry) => CommitsMayWait = hurry;

    /// <summary>
    /// A demonstration beside a service on the same broker neither hears nor disturbs it, and what an aborted one left is gone.
    /// It does all in one process, which its clock drives.
    /// </summary>
    public void UseQueuesOfADemonstration() => (QueuePrefix, QueuesAfresh, Role) = ("demo", true, ProcessRole.All);

    private void Check()
    {
        if (Role != ProcessRole.All && BusSettings.Parse(Bus).Embedded) throw new BadSetting($"Dispatch:Role is '{Role}', but Dispatch:Bus is memory, which does not leave the process. Name a broker, Dispatch:Bus=amqp://user:password@host:port/vhost, or use Dispatch:Role=All. 内存总线只能在一个进程里用：请在 Dispatch:Bus 写明 RabbitMQ 的地址，或把 Dispatch:Role 设为 All。");
        if (!Map.IsKnown) throw new BadSetting("Dispatch:Map:Tiles", Map.Tiles, MapSettings.Expected);
        Check(this, "Dispatch");
        Check(Rates, "Dispatch:Rates");
    }

    private static void Check(object settings, string section)
    {
        var wrong = new List<ValidationResult>();
        if (Validator.TryValidateObject(settings, new ValidationContext(settings), wrong, validateAllProperties: true)) return;
        var name = wrong[0].MemberNames.First();
        throw new BadSetting($"{section}:{name}", settings.GetType().GetProperty(name)!.GetValue(settings), wrong[0].ErrorMessage!);
    }

    private static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>Time zones by IANA name; China's is known even where the machine has no zone data.</summary>
public static class Zones
{
    private const string China = "Asia/Shanghai";

    public static TimeZoneInfo Find(string name)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)) return zone;
        return name == China ? TimeZoneInfo.CreateCustomTimeZone(China, TimeSpan.FromHours(8), China, China) : throw new BadSetting("Dispatch:Zone", name, "an IANA time zone that this machine knows, like Asia/Shanghai");
    }
}
