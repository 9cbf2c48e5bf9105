using Dispatch.Domain;
using Dispatch.Domain.Experts;
using Dispatch.Domain.Stations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dispatch.Accounts;

/// <summary>A person who signs in: a clerk, an expert, the desk, the office, an administrator. Closed, it stays in the list.</summary>
public sealed class Account : IdentityUser<Guid>
{
    public const int LongestLogin = 50;
    public const int LongestName = 50;

    /// <summary>What the person is called; history shows it with the login.</summary>
    public required string Name { get; init; }

    public required Role Role { get; init; }

    /// <summary>Of a clerk: whose orders are theirs. No other role has one.</summary>
    public StationId? Station { get; init; }

    /// <summary>Of an expert: which one. No other role has one.</summary>
    public ExpertId? Expert { get; init; }

    /// <summary>Until when the password, which somebody else has seen, opens the page where it is changed; null once it is.</summary>
    public DateTimeOffset? OneTimeUntil { get; set; }

    public required DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? ClosedAt { get; set; }
}

internal sealed class AccountTable : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts").HasKey(account => account.Id);
        builder.Property(account => account.UserName).HasMaxLength(Account.LongestLogin).IsRequired();
        builder.Property(account => account.NormalizedUserName).HasMaxLength(Account.LongestLogin).IsRequired();
        builder.Property(account => account.Name).HasMaxLength(Account.LongestName);
        builder.Property(account => account.ConcurrencyStamp).IsConcurrencyToken();
        builder.HasIndex(account => account.NormalizedUserName).IsUnique();

        // Nobody is written to, so no address is kept.
        builder.Ignore(account => account.Email).Ignore(account => account.NormalizedEmail).Ignore(account => account.EmailConfirmed);
        builder.Ignore(account => account.PhoneNumber).Ignore(account => account.PhoneNumberConfirmed).Ignore(account => account.TwoFactorEnabled);
    }
}
