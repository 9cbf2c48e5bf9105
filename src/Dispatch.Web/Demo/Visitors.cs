using System.Net;

namespace Dispatch.Web.Demo;

/// <summary>People at the service's door: they use its HTTP API like anybody else.</summary>
public sealed class Visitors(HttpClient http)
{
    private static readonly HttpStatusCode[] Expected = [HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.NoContent, HttpStatusCode.Conflict];

    /// <summary>Does something as somebody. A refusal is an answer too; anything else that is not a yes ends the demonstration.</summary>
    /// <returns>Whether it was taken.</returns>
    /// <exception cref="IOException">The service can't work: its disk is full, or somebody keeps its database locked.</exception>
    /// <exception cref="InvalidOperationException">It was answered as it never should be.</exception>
    public async Task<bool> Post(string path, string actor, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add(Dispatch.Http.Caller.Header, Uri.EscapeDataString(actor));
        request.Headers.Add(Dispatch.Http.Prefer.Header, Dispatch.Http.Prefer.Minimal);
        if (key is not null) request.Headers.Add(Dispatch.Http.IdempotencyKey.Header, key);
        using var answer = await http.SendAsync(request);
        if (Expected.Contains(answer.StatusCode)) return answer.StatusCode != HttpStatusCode.Conflict;
        var said = $"{path} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}";
        throw answer.StatusCode == HttpStatusCode.ServiceUnavailable ? new IOException(said) : new InvalidOperationException(said);
    }
}
