using Dispatch.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dispatch.Accounts;

/// <summary>A machine that may call: a hotline's switchboard, a mini-program's server. Revoked, it stays in the list.</summary>
public sealed class ApiKey
{
    /// <summary>What it is called, once and for all.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the secret, hexadecimal. The secret has 256 bits by chance, so nobody finds it by trying, and needs no salt.</summary>
    public required string Hash { get; init; }

    /// <summary>In which roles it may name an actor.</summary>
    public required IReadOnlyList<Role> SpeaksFor { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>How many calls a minute it may make; as many as the settings say when null.</summary>
    public int? CallsPerMinute { get; init; }
}

internal sealed class ApiKeyTable : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("api_keys").HasKey(key => key.Name);
        builder.Property(key => key.Name).HasMaxLength(ApiKeys.LongestName);
        builder.Property(key => key.Hash).HasMaxLength(64);
        builder.HasIndex(key => key.Hash).IsUnique();
    }
}
