using System.Runtime.CompilerServices;
using System.Text.Json;
using Dispatch.Contracts;
using Dispatch.Domain.Orders;
using Dispatch.Messaging;
using Dispatch.Messaging.Errors;
using Dispatch.Persistence;
using Dispatch.Triage;
using Microsoft.EntityFrameworkCore;

namespace Dispatch.Web.Doctor;

/// <summary>
/// Orders that nobody has read yet. Such an order is with triage while a message is on its way there. One whose message
/// failed is in nobody's hands until somebody sends the message again: the error queue is on no clerk's list, nobody is
/// told of it, and no limit runs for what waits there.
/// </summary>
internal static class Untriaged
{
    /// <summary>What was sent so long ago, and was neither handled nor noted as failed, is gone, or in a broker's error queue.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromDays(1);

    public static async IAsyncEnumerable<Breach> Find(Patient patient, [EnumeratorCancellation] CancellationToken stop)
    {
        var orders = patient.Orders.IgnoreAutoIncludes().Where(order => order.State == State.Submitted && order.SubmittedAt < patient.Settled).Select(order => new { order.Id, order.Tracking });
        if (!await orders.AnyAsync(stop)) yield break;
        // Messages first: an order that is triaged meanwhile is not taken for one that has none.
        var sent = await Sent(patient, stop);
        var failed = await Failed(patient, stop);
        await foreach (var order in orders.AsAsyncEnumerable().WithCancellation(stop))
        {
            if (failed[order.Id.Value].FirstOrDefault() is { } error) yield return new Breach(order.Tracking.Value, "Breach.TriageFailed", error);
            else if (!sent.Contains(order.Id.Value)) yield return new Breach(order.Tracking.Value, "Breach.NotTriaged");
            else if (sent[order.Id.Value].All(at => at < patient.Now - Silence)) yield return new Breach(order.Tracking.Value, "Breach.TriageSilent", $"{sent[order.Id.Value].Max():u}");
        }
    }

    /// <summary>By order, when the messages were sent that triage has not handled; null of those that are yet to be sent.</summary>
    private static async Task<ILookup<Guid, DateTimeOffset?>> Sent(Patient patient, CancellationToken stop)
    {
        var seen = patient.Db.Set<InboxRow>().Where(seen => seen.Consumer == nameof(TriageOrder));
        var rows = patient.Db.Set<OutboxRow>().Where(row => row.Type == nameof(OrderSubmitted) && !seen.Any(seen => seen.MessageId == row.MessageId));
        return (await rows.Select(row => new { row.Body, row.SentAt }).ToListAsync(stop)).ToLookup(row => OrderIn(row.Body), row => row.SentAt);
    }

    /// <summary>By order, the errors that wait for a person, as the error queue names them.</summary>
    private static async Task<ILookup<Guid, string>> Failed(Patient patient, CancellationToken stop)
    {
        var rows = patient.Db.Set<ErrorRow>().AsNoTracking()
            .Where(row => row.ReplayedAt == null && row.Type == nameof(OrderSubmitted) && (row.Consumer == nameof(TriageOrder) || row.Consumer == ErrorRow.Outbox));
        return (await rows.ToListAsync(stop)).ToLookup(row => OrderIn(row.Body), row => $"{row.Queue}.{row.MessageId}");
    }

    /// <summary>What can't be read brings no order anywhere.</summary>
    private static Guid OrderIn(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<OrderSubmitted>(body, StoredJson.Options)?.OrderId ?? default;
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
