using Dispatch.Notifying;

namespace Dispatch.Tests.Notifying;

public sealed class When_the_service_stops_with_a_code_in_hand : ServiceSpec
{
    private string file = "";

    protected override void Configure(Settings settings) => settings.NoticeFile = file = Path.Combine(settings.Photos, "notices.jsonl");

    /// <summary>The way out is taken just then.</summary>
    [Test]
    public async Task It_still_goes_out()
    {
        var way = Service.Get<Sinks>().All[0];
        await way.Turn.WaitAsync();
        Service.Get<TellFarmerCode>().Send("13804780001", "123456", "zh", TimeSpan.FromMinutes(10));
        var stopping = Service.StopAsync();
        way.Turn.Release();
        await stopping;
        Assert.That(await File.ReadAllTextAsync(file), Does.Contain("123456"));
    }

    /// <summary>Another process has the file in hand.</summary>
    [Test]
    public async Task It_waits_for_whoever_writes_to_the_file()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var other = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.Read);
        var sending = Service.Get<Sinks>().All[0].Send([new OutgoingNotice(Guid.CreateVersion7(), "13804780001", "654321", null, "Code", "zh")], default);
        await other.DisposeAsync();
        Assert.That(await sending, Is.EqualTo(new string?[] { null }));
        Assert.That(await File.ReadAllTextAsync(file), Does.Contain("654321"));
    }
}
