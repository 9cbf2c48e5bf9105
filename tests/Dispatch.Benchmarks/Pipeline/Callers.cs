using System.Net.Http.Headers;
using System.Net.Http.Json;
using Dispatch.Intake;

namespace Dispatch.Benchmarks.Pipeline;

/// <summary>The hotline's machine: sends orders for farmers by the API, over connections that it keeps.</summary>
internal sealed class Callers : IDisposable
{
    private readonly HttpClient http;
    private readonly Func<int, OrderRequest> request;
    private int refused;

    /// <param name="home">Where the service listens.</param>
    /// <param name="key">The machine's.</param>
    /// <param name="request">The order of a number.</param>
    public Callers(Uri home, string key, Func<int, OrderRequest> request)
    {
        (http, this.request) = (new HttpClient { BaseAddress = home, Timeout = TimeSpan.FromMinutes(2) }, request);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>How many were not taken.</summary>
    public int Refused => refused;

    /// <returns>The order's id; null where it was not taken.</returns>
    public async Task<Guid?> Submit(int number)
    {
        var order = request(number);
        using var sent = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = JsonContent.Create(order) };
        sent.Headers.Add("Dispatch-Actor", $"Farmer:{order.FarmerPhone}");
        try
        {
            using var answer = await http.SendAsync(sent);
            if (answer.IsSuccessStatusCode) return (await answer.Content.ReadFromJsonAsync<OrderTaken>())!.Id;
            Console.Error.WriteLine($"Order {number}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            Console.Error.WriteLine($"Order {number}: {failure.Message}");
        }
        Interlocked.Increment(ref refused);
        return null;
    }

    public void Dispose() => http.Dispose();
}
