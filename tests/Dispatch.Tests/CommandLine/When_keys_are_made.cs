using System.Text.Json;
using Dispatch.Accounts;
using Dispatch.Web.CommandLine;

namespace Dispatch.Tests.CommandLine;

public sealed class When_keys_are_made : Terminal
{
    [Test]
    public async Task The_key_alone_is_printed_and_the_sentence_beside_it()
    {
        Assert.That(await Run("keys", "add", "hotline", "--for", "Farmer,Clerk", "--lang", "en"), Is.Zero, Error);
        Assert.That(Out, Does.Match("^dk_[A-Za-z0-9_-]{43}\\n$"));
        Assert.That(Error, Does.Contain("hotline may speak for Farmer, Clerk"));
    }

    [Test]
    public async Task The_list_tells_all_but_the_secret()
    {
        await Run("keys", "add", "hotline", "--for", "Farmer");
        var secret = Out.Trim();
        await Run("keys", "add", "office", "--for", "all");
        await Run("keys", "revoke", "hotline");

        Assert.That(await Run("keys", "list", "--lang", "en"), Is.Zero, Error);
        Assert.That(Out, Does.Match("(?s)hotline: may speak for Farmer, made .*revoked.*office: may speak for Farmer, Expert, Clerk, Desk, Office, Administrator").And.Not.Contain(secret).And.Not.Contain(ApiKeys.HashOf(secret)));
        Assert.That(await Run("keys", "list", "--json"), Is.Zero, Error);
        Assert.That(JsonElement.Parse(Out).EnumerateArray().Select(key => $"{key.GetProperty("name")} {key.GetProperty("revokedAt").ValueKind}"), Is.EqualTo(new[] { "hotline String", "office Null" }));
    }

    [Test]
    public async Task A_name_that_is_taken_is_refused_and_makes_no_key()
    {
        await Run("keys", "add", "hotline", "--for", "Farmer");
        Assert.That(await Run("keys", "add", "hotline", "--for", "Clerk", "--lang", "en"), Is.EqualTo(Shell.Failed));
        Assert.That(Error, Does.Contain("There is or was a key called hotline"));
        Assert.That(Out, Is.Empty);
    }

    [TestCase("--for must be", "keys", "add", "hotline", "--for", "Engine")]
    [TestCase("--for must be", "keys", "add", "hotline", "--for", "")]
    [TestCase("--for", "keys", "add", "hotline")]
    [TestCase("name must be 1 to 50 characters", "keys", "add", " ", "--for", "Farmer")]
    public async Task What_is_wrong_is_named(string words, params string[] typed)
    {
        Assert.That(await Run(typed), Is.EqualTo(Shell.NotUnderstood));
        Assert.That(Error, Does.Contain(words));
        Assert.That(Folder.GetFiles(), Is.Empty);
    }

    [Test]
    public async Task A_key_that_is_not_there_can_t_be_revoked()
    {
        await Run("keys", "add", "hotline", "--for", "Farmer");
        Assert.That(await Run("keys", "revoke", "hotlime", "--lang", "en"), Is.EqualTo(Shell.Failed));
        Assert.That(Error, Does.Contain("There is no key called hotlime"));
    }
}
