using Dispatch.Contracts;
using Dispatch.Notifying;
using Microsoft.Extensions.DependencyInjection;

namespace Dispatch.Tests.Notifying;

/// <summary>A town whose notices go to a webhook and to a file.</summary>
public abstract class WebhookSpec
{
    private protected Gateway Gateway { get; private set; } = null!;

    private protected Town Town { get; private set; } = null!;

    protected string Lines { get; private set; } = "";

    private protected abstract Patience Patience { get; }

    [SetUp]
    public async Task Open()
    {
        Gateway = await Gateway.Open();
        Town = await Town.Open(
            settings =>
            {
                settings.NoticeWebhook = Gateway.Address;
                settings.NoticeFile = Lines = Path.Combine(settings.Photos, "notices.jsonl");
            },
            services => services.AddSingleton(Patience).AddHttpClient("notices").AddHttpMessageHandler(() => new Counting(Gateway)));
    }

    [TearDown]
    public async Task Close()
    {
        await Town.DisposeAsync();
        await Gateway.DisposeAsync();
    }

    private protected async Task<Notice> Told()
    {
        var order = await Town.Order(seats: 0);
        await Town.Hear(new OrderSubmitted { OrderId = order.Value });
        return (await Town.Told("OrderTaken")).First(notice => notice.Order == order);
    }

    private protected async Task<Delivery> Delivery(Notice told, string sink) =>
        (await Town.Told("OrderTaken")).Single(notice => notice.Id == told.Id).Deliveries.Single(delivery => delivery.Sink == sink);

    private protected Task Send() => Pump(Town.Send());

    /// <summary>
    /// Turns the clock while the sending waits for it, and not while an answer is on its way: a slow machine is no time-out.
    /// The answer comes over a real socket; looking again after a millisecond only leaves the processor to it.
    /// </summary>
    private protected async Task Pump(Task sending)
    {
        using var ceiling = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!sending.IsCompleted && !ceiling.IsCancellationRequested)
        {
            if (Gateway.IsAwaited) Town.Service.Clock.Advance(TimeSpan.FromMilliseconds(50));
            await Task.WhenAny(sending, Task.Delay(1, CancellationToken.None));
        }
        await sending.WaitAsync(TimeSpan.FromSeconds(1));
    }

    private sealed class Counting(Gateway gateway) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref gateway.Started);
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                Interlocked.Increment(ref gateway.Ended);
            }
        }
    }
}
