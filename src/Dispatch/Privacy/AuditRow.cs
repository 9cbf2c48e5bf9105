using Dispatch.Accounts;
using Dispatch.Domain;
using Dispatch.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dispatch.Privacy;

/// <summary>Who is given data of a person, through which machine, and where.</summary>
/// <param name="Who">The person; a farmer without a name is one who has shown an order's number and the digits of its phone.</param>
/// <param name="Key">The name of the machine's key; null for who looks at a page.</param>
/// <param name="Address">Where from.</param>
public sealed record Viewer(Actor Who, string? Key, string? Address)
{
    private static readonly PathString Api = "/api";

    /// <summary>Whoever may use the database's file.</summary>
    public static Viewer AtConsole => new(new Actor(Role.Administrator, Environment.UserName), null, "console");

    /// <summary>Who asks.</summary>
    public static async Task<Viewer> Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress?.ToString();
        return SignedIn.Of(context.User) is { } me ? new Viewer(me.Actor, null, address)
            : context.Request.Path.StartsWithSegments(Api) ? new Viewer((await Caller.BindAsync(context))!.Actor, context.User.Identity?.Name, address)
            : new Viewer(new Actor(Role.Farmer, context.Features.Get<KnownFarmer>()?.Phone ?? ""), null, address);
    }
}

/// <summary>Somebody was given data of a person. Only ever added; when the person is erased, a mark takes the place of the phone.</summary>
public sealed class AuditRow
{
    /// <summary>Given by the database, in the order of commits.</summary>
    public long Sequence { get; private set; }

    public required DateTimeOffset At { get; init; }

    public required Role Role { get; init; }

    /// <summary>Within the role: "王芳 (wang)", an expert's id, a farmer's phone; null for a farmer who has shown the number and the digits.</summary>
    public string? Name { get; init; }

    /// <summary>The name of the machine's key; null for who looked at a page.</summary>
    public string? Key { get; init; }

    /// <summary>By its name in <see cref="Http.Rights"/>, or the command.</summary>
    public required string Act { get; init; }

    /// <summary>An order's tracking number, a farmer's phone, a photo's hash, the id of a lecture or an expert; null for a list of many.</summary>
    public string? Whose { get; init; }

    /// <summary>Why a person was erased, in the words of who did it.</summary>
    public string? Why { get; init; }

    /// <summary>Where from.</summary>
    public string? Address { get; init; }

    /// <summary>A command that was typed.</summary>
    public static AuditRow Typed(string act, string? whose, DateTimeOffset at) => Of(Viewer.AtConsole, act, whose, at);

    public static AuditRow Of(Viewer by, string act, string? whose, DateTimeOffset at, string? why = null) => new()
    {
        At = at,
        Role = by.Who.Role,
        Name = by.Who.Name.Length > 0 ? by.Who.Name : null,
        Key = by.Key,
        Act = act,
        Whose = whose,
        Why = why,
        Address = by.Address,
    };
}

internal sealed class AuditTable : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("audit").HasKey(row => row.Sequence);
        builder.Property(row => row.Name).HasMaxLength(200);
        builder.Property(row => row.Key).HasMaxLength(ApiKeys.LongestName);
        builder.Property(row => row.Act).HasMaxLength(50);
        builder.Property(row => row.Whose).HasMaxLength(100);
        builder.Property(row => row.Why).HasMaxLength(300);
        builder.Property(row => row.Address).HasMaxLength(50);
        builder.HasIndex(row => row.At);
        builder.HasIndex(row => row.Whose);
    }
}
