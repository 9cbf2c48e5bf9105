using System.Net.Http.Json;

namespace Dispatch.SystemTests;

/// <summary>Somebody's calls over the API. Whoever gets no answer goes to the next door with the same.</summary>
public sealed class Voice(Doors doors, string actor)
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(30);
    private int door = doors.Next();

    public string Actor => actor;

    /// <summary>Asks until there is an answer.</summary>
    public async Task<HttpResponseMessage> Look(string path) => (await Asked(() => new HttpRequestMessage(HttpMethod.Get, Address(path)))).Answer;

    /// <summary>Says it under one key until there is an answer.</summary>
    public Task<(HttpResponseMessage Answer, bool LostBefore)> Say(string path, object body, string once) => Asked(() => Saying(path, body, once));

    /// <summary>Says it once, without a key.</summary>
    /// <returns>Null when the answer was lost, or was that it could not just then.</returns>
    public async Task<HttpResponseMessage?> SayOnce(string path, object body)
    {
        var answer = await doors.Try(door, () => Spoken(Saying(path, body, null)), CancellationToken.None);
        if (answer is not null && !Doors.IsUnavailable(answer)) return answer;
        answer?.Dispose();
        door++;
        return null;
    }

    private static Uri Address(string path) => new($"/api/v1/{path}", UriKind.Relative);

    private static HttpRequestMessage Saying(string path, object body, string? once)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Address(path)) { Content = JsonContent.Create(body) };
        if (once is not null) request.Headers.Add("Idempotency-Key", once);
        return request;
    }

    private HttpRequestMessage Spoken(HttpRequestMessage request)
    {
        request.Headers.Add("Dispatch-Actor", actor);
        return request;
    }

    /// <summary>The service may be dead, or say that it can't just now.</summary>
    private async Task<(HttpResponseMessage Answer, bool LostBefore)> Asked(Func<HttpRequestMessage> question)
    {
        using var limit = new CancellationTokenSource(Ceiling);
        using var timer = new PeriodicTimer(Tick);
        for (var lost = false; ; lost = true, door++)
        {
            var answer = await doors.Try(door, () => Spoken(question()), limit.Token);
            if (answer is not null && !Doors.IsUnavailable(answer)) return (answer, lost);
            answer?.Dispose();
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }
}
