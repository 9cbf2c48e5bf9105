using System.Security.Cryptography;
using Dispatch.Tests.House;

namespace Dispatch.Tests.Maps;

/// <summary>Pages may take pictures from the service, and from that one server besides.</summary>
public sealed class When_tiles_are_configured : ServiceSpec
{
    [Test]
    public async Task Pages_may_take_pictures_from_there_and_from_nowhere_else()
    {
        using var answer = await Service.Http.GetAsync("/sign-in");

        Assert.That(answer.Headers.GetValues("Content-Security-Policy").Single(), Does.EndWith("; img-src 'self' https://*.tiles.example.org:8443"));
    }

    protected override void Configure(Settings settings) => settings.Map.Tiles = "https://{s}.tiles.example.org:8443/{z}/{x}/{y}.png?key=a";
}

/// <summary>Leaflet is kept as it was published, with its licence: these are the hashes of the files in its package of version 1.9.4.</summary>
public sealed class The_map_library
{
    [TestCase("leaflet.js", "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a")]
    [TestCase("leaflet.css", "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6")]
    [TestCase("LICENSE", "53e8dc25862014e4324741ca18fbe3611e11d42ef69f59f86ea8c5389647d4cb")]
    public void Is_as_it_was_published(string file, string hash) =>
        Assert.That(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Sources.Root, "src", "Dispatch.Web", "Maps", "leaflet", file)))), Is.EqualTo(hash));
}
