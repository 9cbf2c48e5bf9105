using System.Text.Json;

namespace Dispatch.SystemTests.Pages;

/// <summary>What came of it, as a clerk's machine is told.</summary>
internal static class Answers
{
    public static async Task<JsonElement> Order(this ServiceProcess service, string tracking) =>
        JsonElement.Parse(await service.Asked($"orders/{tracking}"));

    public static async Task<byte[]> Asked(this ServiceProcess service, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{path}") { Headers = { { "Dispatch-Actor", "Clerk:wang" } } };
        using var answer = await service.Client.SendAsync(request);
        return await answer.Content.ReadAsByteArrayAsync();
    }
}
