using Dispatch.Http;

namespace Dispatch.Tests.Http;

/// <summary>One number is one farmer, however it is written.</summary>
public sealed class When_a_phone_number_is_written
{
    [TestCase("13804780001", "13804780001")]
    [TestCase("138 0478 0001", "13804780001")]
    [TestCase("１３８０４７８０００１", "13804780001")]
    [TestCase("＋８６－１３８－０４７８－０００１", "13804780001")]
    [TestCase("+86 13804780001", "13804780001")]
    [TestCase("008613804780001", "13804780001")]
    [TestCase("8613804780001", "13804780001")]
    [TestCase("0478-8234567", "04788234567")]
    [TestCase("（0478）8234567", "04788234567")]
    [TestCase("+86-478-8234567", "04788234567")]
    [TestCase("0086 0478 8234567", "04788234567")]
    [TestCase("0478-8234567转8001", "04788234567转8001")]
    [TestCase("0478-8234567 ext. 8001", "04788234567转8001")]
    [TestCase("+86 478 8234567 x8001", "04788234567转8001")]
    [TestCase("010 12345678", "01012345678")]
    public void It_is_kept_as_one_would_dial_it(string written, string number)
    {
        Assert.That((Check.TryPhone(written, out var read), read), Is.EqualTo((true, number)));
        Assert.That((Check.TryPhone(number, out var again), again), Is.EqualTo((true, number)), "read again");
    }

    [TestCase("")]
    [TestCase("12804780001")]
    [TestCase("1380478000")]
    [TestCase("138047800011")]
    [TestCase("٠٤٧٨٨٢٣٤٥٦٧")]
    [TestCase("8234567")]
    [TestCase("13804780001转8001")]
    [TestCase("0478-8234567转")]
    [TestCase("00478-8234567")]
    [TestCase("13804780001\n1")]
    public void What_nobody_could_dial_is_none(string written) => Assert.That(Check.TryPhone(written, out _), Is.False);

    [Test]
    public async Task A_farmer_with_a_landline_finds_themselves_on_their_order()
    {
        await using var service = await Service.StartAsync();
        await service.Settle();
        var tracking = await service.Ordered(order => order with { FarmerPhone = "0478-8234567" });

        Assert.That((await service.Look(tracking, "Farmer:0478 8234567")).Text("farmerPhone"), Is.EqualTo("04788234567"));
        Assert.That((await service.Look(tracking, "Farmer:+86-478-8234567")).Text("farmerPhone"), Is.EqualTo("04788234567"));
    }
}
