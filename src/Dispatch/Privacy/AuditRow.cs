using Dispatch.Accounts;
using Dispatch.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dispatch.Privacy;

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
