using Dispatch.Messaging.Errors;
using Dispatch.Persistence.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Tests.CommandLine;

/// <summary>The database said why in several lines, as PostgreSQL does.</summary>
public sealed class When_a_message_has_failed : Terminal
{
    private const string Why = "PostgresException: 42P01: relation \"notices\" does not exist\n\nPOSITION: 13";
    private static readonly ErrorRow Failed = new() { MessageId = Guid.Parse("01a22184-ee8c-71ee-a3e2-e3dd860fdba6"), Consumer = "TellClerks", Type = "OrderNeedsClerk", Body = "{}", Why = Why, Stack = "   at Npgsql", At = Service.Monday, Times = 2 };

    [SetUp]
    public async Task Fail()
    {
        Assert.That(await Run("migrate"), Is.Zero, Error);
        await using var db = new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite($"Data Source={Path("dispatch.db")}").Options);
        db.Add(Failed);
        await db.SaveChangesAsync();
    }

    /// <summary>Seen red with the lines as they were.</summary>
    [Test]
    public async Task The_list_says_why_in_one_line_and_the_message_itself_in_all()
    {
        Assert.That(await Run("errors", "list", "--lang", "en"), Is.Zero, Error);
        Assert.That(Out.ReplaceLineEndings("\n"), Is.EqualTo($"tell-clerks.{Failed.MessageId}\n    OrderNeedsClerk on tell-clerks, 2x, last 2026-06-01 01:00:00Z: PostgresException: 42P01: relation \"notices\" does not exist POSITION: 13\n"));

        Assert.That(await Run("errors", "show", $"tell-clerks.{Failed.MessageId}", "--lang", "en"), Is.Zero, Error);
        Assert.That(Out, Does.Contain($"\n{Why}\n   at Npgsql\n\n{{}}"));
    }
}
